import { expect, test } from 'vitest';
import {
  DEFLATER_NOT_LOADED,
  LINK_PACKER_NOT_LOADED,
  lessonNotLoaded,
  PART_NOT_LOADED,
} from '#content/phrasing/loading-words.ts';

test.each([
  PART_NOT_LOADED,
  LINK_PACKER_NOT_LOADED,
  DEFLATER_NOT_LOADED,
  lessonNotLoaded('A hello'),
])('names the likely cause: %s', (sentence) => {
  expect(sentence).toMatch(/offline|connection/);
  expect(sentence).toMatch(/\.$/);
});

test('a lesson is named by its title', () => {
  expect(lessonNotLoaded('A hello')).toContain('“A hello”');
});
