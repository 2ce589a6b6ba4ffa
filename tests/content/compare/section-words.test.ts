import { expect, test } from 'vitest';
import { columnsNote, fleetCaption } from '#content/compare/section-words.ts';

test('a fleet has its clients and their memory', () => {
  expect(fleetCaption({ clients: 10_000, memoryPerConnection: 20 })).toMatch(
    /^10,000 such clients, with 20 KiB of memory for each connection/,
  );
});

test('columns have their width in time', () => {
  expect(columnsNote(1000)).toMatch(/^Too many to draw each: .+, the highest of a lane .+\.$/);
});
