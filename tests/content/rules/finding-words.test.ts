import { expect, test } from 'vitest';
import { findingCountWords } from '#content/rules/finding-words.ts';

test.each([
  [1, 1, 'frame', '1 frame'],
  [1024, 1024, 'frame', '1,024 frames'],
  [3, 2, 'frame', '3 times in 2 frames'],
  [2, 1, 'head', '2 times in 1 head'],
] as const)('%i findings in %i units', (findings, units, unit, expected) => {
  expect(findingCountWords(findings, units, unit)).toBe(expected);
});
