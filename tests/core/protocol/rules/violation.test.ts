import { expect, test } from 'vitest';
import { rfc } from '#core/protocol/rules/reference.ts';
import { isFatal, violationAtBytes, violationOf } from '#core/protocol/rules/violation.ts';

test('a violation is its rule, at its bits', () => {
  expect(violationOf('frame.reserved-opcode', { start: 4, end: 8 })).toEqual({
    id: 'frame.reserved-opcode',
    range: { start: 4, end: 8 },
    breaks: 'format',
    receiver: 'must fail',
    reaction: 'fails',
    closeCode: 1002,
    reference: rfc(6455, '5.2'),
  });
});

test('a violation at bytes is at all of their bits', () => {
  const { id, range } = violationAtBytes('message.text-not-utf8', { start: 2, end: 5 });
  expect(id).toBe('message.text-not-utf8');
  expect(range).toEqual({ start: 16, end: 40 });
});

test.each([
  ['frame.reserved-bit', true, true],
  ['frame.length-not-minimal', false, true],
  ['request.target-fragment', false, false],
] as const)('%s is fatal: %s, for a browser: %s', (id, isIt, isItForBrowser) => {
  const violation = violationOf(id, { start: 0, end: 8 });
  expect(isFatal(violation, false)).toBe(isIt);
  expect(isFatal(violation, true)).toBe(isItForBrowser);
});
