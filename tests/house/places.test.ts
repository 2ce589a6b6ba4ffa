import { expect, test } from 'vitest';
import { misplaced } from '../../scripts/places.mjs';

test.each([
  { file: '#/decode/1440.png' },
  { file: 'notes.txt' },
  { file: 'src/main.ts' },
  { file: 'src/utils/hex.ts' },
  { file: 'dist/index.html' },
])('rejects $file', ({ file }) => {
  expect(misplaced([file])).toEqual([file]);
});

test.each([
  { file: 'package.json' },
  { file: 'src/core/bytes/hex.ts' },
  { file: 'docs/architecture.md' },
  { file: 'tests/core/gaps.test.ts' },
])('accepts $file', ({ file }) => {
  expect(misplaced([file])).toEqual([]);
});
