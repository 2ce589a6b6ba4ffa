import { expect, test } from 'vitest';
import { sequenceEnd, sequenceStart } from '#core/simulation/segment.ts';
import type { Signal } from '#core/trace/trace.ts';

test.each<{ signals: Signal[]; range: { start: number; end: number }; numbers: [number, number] }>([
  { signals: ['syn'], range: { start: 0, end: 0 }, numbers: [0, 1] },
  { signals: ['syn', 'ack'], range: { start: 0, end: 0 }, numbers: [0, 1] },
  { signals: [], range: { start: 0, end: 5 }, numbers: [1, 6] },
  { signals: ['ack'], range: { start: 5, end: 5 }, numbers: [6, 6] },
  { signals: ['fin', 'ack'], range: { start: 5, end: 5 }, numbers: [6, 7] },
  { signals: ['rst'], range: { start: 5, end: 5 }, numbers: [6, 6] },
])('$signals with bytes $range.start to $range.end takes $numbers', (each) => {
  expect([sequenceStart(each), sequenceEnd(each)]).toEqual(each.numbers);
});
