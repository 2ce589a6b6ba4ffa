import { describe, expect, test } from 'vitest';
import { arrivalWords, segmentWords, stepTimeWords } from '#content/lesson/segment-words.ts';
import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { readStory } from '#core/story/story.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';
import { traceOf } from '../../core/story/traces.ts';

describe.each(VARIANTS)('$name', ({ story }) => {
  test('names the bytes of the stream that a step carries', () => {
    for (const step of story.steps) {
      const words = segmentWords(step, story);
      const size = lengthOfRange(step.carried);
      expect(words === '').toBe(size === 0);
      if (size > 1) expect(words).toContain(`bytes ${step.carried.start}–${step.carried.end - 1}`);
      if (size === 1) expect(words).toContain(`byte ${step.carried.start} of`);
    }
  });
});

test('speaks of segments only if TCP’s signals are known', () => {
  const bytes = fromHex('810148');
  const pasted = readStory(traceOf([{ from: 'server', bytes }]));
  expect(segmentWords(pasted.steps[0]!, pasted)).toBe('bytes 0–2 of the server’s stream');
  const single = readStory(traceOf([{ from: 'server', bytes: bytes.subarray(0, 1) }]));
  expect(segmentWords(single.steps[0]!, single)).toBe('byte 0 of the server’s stream');
  const captured = readStory(traceOf([{ from: 'server', bytes, signals: ['ack'] }]));
  expect(segmentWords(captured.steps[0]!, captured)).toMatch(/^one TCP segment · /);
});

test.each([
  [{ kind: 'arrived', atMs: 20 }, '20 ms', 'sent 5 ms, arrives 20 ms'],
  [{ kind: 'lost' }, 'lost', 'sent 5 ms, lost'],
  [{ kind: 'unknown' }, 'unknown', 'sent 5 ms'],
] as const)('an arrival of %o is %s', (arrival, words, times) => {
  expect(arrivalWords(arrival)).toBe(words);
  const [step] = VARIANTS[0]!.story.steps;
  expect(stepTimeWords({ ...step!, sentAtMs: 5, arrival })).toBe(times);
});
