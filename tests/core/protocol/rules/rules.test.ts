import { describe, expect, test } from 'vitest';
import { isSendableCloseCode } from '#core/protocol/messages/close-code.ts';
import { RULES, type RuleId } from '#core/protocol/rules/rules.ts';
import { violationAtBytes, violationOf } from '#core/protocol/rules/violation.ts';

const IDS = Object.keys(RULES) as RuleId[];

/** The rules about an open connection; all others are about its opening. */
const isOpen = (id: RuleId) => /^(?:frame|control|message|close|deflate)\./.test(id);

describe('a rule', () => {
  test('has a code to fail with exactly if it is about an open connection', () => {
    const odd = IDS.filter((id) => {
      const { closeCode, reaction } = RULES[id];
      return (closeCode !== null) !== (isOpen(id) && reaction !== 'accepts');
    });
    expect(odd).toEqual([]);
  });

  test('has a code that an endpoint can send', () => {
    const codes = IDS.map((id) => RULES[id].closeCode).filter((code) => code !== null);
    expect([...new Set(codes)].sort()).toEqual([1002, 1007, 1008, 1009]);
    expect(codes.filter((code) => !isSendableCloseCode(code))).toEqual([]);
  });

  test('that is a SHOULD never makes a receiver fail', () => {
    const odd = IDS.filter(
      (id) => RULES[id].breaks === 'should' && RULES[id].reaction === 'must fail',
    );
    expect(odd).toEqual([]);
  });

  test('cites a document and a section', () => {
    for (const id of IDS) {
      const { document, section } = RULES[id].reference;
      if (typeof document === 'number') expect(section).toMatch(/^\d+(?:\.\d+)*$/);
      else expect(section).not.toBe('');
    }
  });

  test.each<{ id: RuleId; breaks: string; reaction: string; closeCode: number | null }>([
    { id: 'frame.reserved-bit', breaks: 'must', reaction: 'must fail', closeCode: 1002 },
    { id: 'frame.length-not-minimal', breaks: 'must', reaction: 'may fail', closeCode: 1002 },
    { id: 'message.text-not-utf8', breaks: 'must', reaction: 'must fail', closeCode: 1007 },
    { id: 'message.too-big', breaks: 'must', reaction: 'must fail', closeCode: 1009 },
    { id: 'message.too-many-fragments', breaks: 'must', reaction: 'must fail', closeCode: 1008 },
    { id: 'close.bytes-after', breaks: 'must', reaction: 'accepts', closeCode: null },
    { id: 'compression.offer-value', breaks: 'must', reaction: 'accepts', closeCode: null },
    { id: 'request.body', breaks: 'should', reaction: 'may fail', closeCode: null },
  ])('$id: $breaks, a receiver $reaction', ({ id, ...rule }) => {
    expect(RULES[id]).toMatchObject(rule);
  });
});

test('a violation is a rule and a range of bits', () => {
  const range = { start: 1, end: 4 };
  expect(violationOf('frame.reserved-bit', range)).toEqual({
    id: 'frame.reserved-bit',
    range,
    breaks: 'must',
    reaction: 'must fail',
    closeCode: 1002,
    reference: { document: 6455, section: '5.2' },
  });
});

test('a range of bytes becomes a range of bits', () => {
  const violation = violationAtBytes('head.field-line', { start: 2, end: 5 });
  expect(violation).toEqual(violationOf('head.field-line', { start: 16, end: 40 }));
});
