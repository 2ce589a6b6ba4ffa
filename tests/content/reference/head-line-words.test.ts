import { describe, expect, test } from 'vitest';
import { headLineNote, type HeadKind } from '#content/reference/head-line-words.ts';
import { headerNote } from '#content/reference/header-notes.ts';
import { FIELD_IDS } from '#core/dissection/field.ts';

const KINDS: readonly HeadKind[] = ['request', 'response', 'refusal'];

const LINES = ['head.request-line', 'head.status-line', 'head.end'];

describe.each(KINDS)('lines of a %s', (kind) => {
  test.each(FIELD_IDS)('%s has a note only if it is a line without a name', (id) => {
    expect(headLineNote(id, null, kind, false) !== '').toBe(LINES.includes(id));
  });

  test('an unknown header field isn’t part of the handshake', () => {
    expect(headLineNote('head.field', 'X-Unknown', kind, false)).toBe('not part of the handshake');
  });
});

test('a known header field has its need, then its reason or its check', () => {
  const note = headerNote('Sec-WebSocket-Accept', 'response');
  const noteOf = (isChecked: boolean) =>
    headLineNote('head.field', 'Sec-WebSocket-Accept', 'response', isChecked);
  expect(noteOf(false)).toBe(`${note?.need}: ${note?.why}`);
  expect(noteOf(true)).toBe(`${note?.need}, checked`);
});

test('frames follow only the head of a response that switches', () => {
  const ends = KINDS.map((kind) => headLineNote('head.end', null, kind, false));
  expect(ends.map((note) => note.includes('frames'))).toEqual([false, true, false]);
});
