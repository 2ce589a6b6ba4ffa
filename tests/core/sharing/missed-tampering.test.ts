import { expect, test, vi } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { effectiveTampering, missedTampering } from '#core/sharing/missed-tampering.ts';
import { readTampering } from '#core/sharing/tampering-text.ts';

const original = () => actOut(helloAndGoodbye.script());

function missed(text: string) {
  const { tampering } = readTampering(text);
  return missedTampering(tampering, actOut(helloAndGoodbye.script(), tampering), original);
}

test.each([
  { text: 'foo:lose', expected: [{ kind: 'unknown-segment', segment: 'foo' }] },
  {
    text: 'request:sever,client-text-1:lose',
    expected: [{ kind: 'unsent-segment', segment: 'client-text-1' }],
  },
  { text: 'tcp-syn:cut:0', expected: [{ kind: 'no-bytes', segment: 'tcp-syn' }] },
  { text: 'tcp-syn:replace:00', expected: [{ kind: 'no-bytes', segment: 'tcp-syn' }] },
  { text: 'tcp-syn:delay:1', expected: [] },
  { text: 'client-text-1:cut:11', expected: [] },
  {
    text: 'client-text-1:cut:12',
    expected: [{ kind: 'cut-beyond-end', segment: 'client-text-1', keep: 12, size: 11 }],
  },
  {
    text: 'zoo:lose,server-text-1:delay:5,foo:sever',
    expected: [
      { kind: 'unknown-segment', segment: 'zoo' },
      { kind: 'unknown-segment', segment: 'foo' },
    ],
  },
])('$text', ({ text, expected }) => {
  expect(missed(text)).toEqual(expected);
});

test('what is missed has no effect, and everything else has', () => {
  const text = 'foo:lose,server-text-1:delay:5,client-text-1:cut:12,request:lose';
  const { tampering } = readTampering(text);
  const effective = effectiveTampering(tampering, [
    { kind: 'unreadable-segment', given: 'request' },
    ...missed(text),
  ]);
  expect([...effective.keys()]).toEqual(['server-text-1', 'request']);
});

test('a retransmission is a segment of the story', () => {
  const names = actOut(
    helloAndGoodbye.script(),
    readTampering('client-text-1:lose').tampering,
  ).events.map(({ name }) => name);
  expect(names).toContain('client-text-1-again-1');
  expect(missed('client-text-1:lose,client-text-1-again-1:lose')).toEqual([]);
});

test('the scenario is acted out without changes only if a segment is missing', () => {
  const { tampering } = readTampering('client-text-1:lose');
  const act = vi.fn(original);
  missedTampering(tampering, actOut(helloAndGoodbye.script(), tampering), act);
  expect(act).not.toHaveBeenCalled();
});
