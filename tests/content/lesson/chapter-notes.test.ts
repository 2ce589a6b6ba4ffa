import { inflateRawSync, constants } from 'node:zlib';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { chapterNotes } from '#content/lesson/chapter-notes.ts';
import { COMPRESSED_HELLO } from '#content/lesson/data-notes.ts';
import { plainText } from '#content/phrasing/prose.ts';
import { isClosableByPage } from '#core/protocol/messages/close-code.ts';
import { CHAPTER_IDS } from '#core/story/step.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

const { story } = VARIANTS[0]!;
const NOTES = CHAPTER_IDS.flatMap((chapter) => chapterNotes(chapter, story));
const textOf = (title: string) => plainText(NOTES.find((note) => note.title === title)?.text ?? []);

test('each note is made of short sentences, and names its sections', () => {
  for (const { title, text, references } of NOTES) {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(plainText(text)).toMatch(/^[A-Z“].*[.)]$/s);
    expect(plainText(text)).not.toMatch(/undefined|NaN| {2}/);
    expect(references.length).toBeGreaterThan(0);
  }
  expect(new Set(NOTES.map(({ title }) => title)).size).toBe(NOTES.length);
});

test('a note is the same in every story, apart from the numbers of frames', () => {
  const general = (each: typeof story) =>
    CHAPTER_IDS.flatMap((chapter) => chapterNotes(chapter, each)).map(({ title, text, table }) => [
      title,
      plainText(text),
      table?.rows.map((row) => row.slice(0, 3)),
    ]);
  for (const variant of VARIANTS) expect(general(variant.story)).toEqual(general(story));
});

test('the frames of a story are counted by their payload', () => {
  for (const { story: each } of VARIANTS) {
    const rows = chapterNotes('data', each).find(({ table }) => table)?.table?.rows ?? [];
    const sizes = each.conversation.units.flatMap((unit) =>
      unit.kind === 'frame' ? [unit.header.payloadLength.value] : [],
    );
    const counts = [
      sizes.filter((size) => size < 126).length,
      sizes.filter((size) => size >= 126 && size < 65_536).length,
      sizes.filter((size) => size >= 65_536).length,
    ];
    expect(rows.map((row) => row[3])).toEqual(counts.map(String));
  }
});

test('Node inflates the compressed “Hello”', () => {
  const flushed = { finishFlush: constants.Z_SYNC_FLUSH };
  const bytes = Buffer.concat([COMPRESSED_HELLO, Buffer.from('0000ffff', 'hex')]);
  expect(inflateRawSync(bytes, flushed).toString()).toBe('Hello');
});

test('Node computes the same accept value from the text of the key', () => {
  const text = textOf('The accept value');
  const [key = ''] = /[\w+/]{22}==/.exec(text) ?? [];
  const [guid = ''] = /[\dA-F-]{36}/.exec(text) ?? [];
  expect(text).toContain(
    createHash('sha1')
      .update(key + guid)
      .digest('base64'),
  );
});

test('a page can close with the codes named, and with no other', () => {
  expect(textOf('The codes of a page')).toContain('1000, or with 3000 to 4999');
  for (let code = 0; code <= 0xffff; code += 1) {
    expect(isClosableByPage(code)).toBe(code === 1000 || (code >= 3000 && code <= 4999));
  }
});
