import { expect, test } from 'vitest';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { plainText } from '#content/phrasing/prose.ts';
import {
  HTTP2_GENERAL_NOTES,
  http2Rows,
  TLS_RECORD_OVERHEAD,
  TLS_VISIBILITY,
  tlsNotes,
} from '#content/lesson/tls-and-http2-notes.ts';

const REQUEST = {
  target: '/chat',
  host: 'server.example.com',
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  origin: 'http://example.com',
};

test.each([5, 126, 70_000])('the sizes over TLS are those of a frame of %s bytes', (size) => {
  const payload = new Uint8Array(size);
  const frame = encodeFrame({ opcode: OPCODE.text, maskingKey: new Uint8Array(4), payload });
  const text = tlsNotes(size)
    .map((note) => plainText(note.text))
    .join(' ');
  expect(text).toContain(`a frame of ${frame.length} and a record of ${frame.length + 22}`);
  expect(TLS_RECORD_OVERHEAD).toBe(22);
});

test('each note is a sentence or two, with its section', () => {
  for (const { title, text, references } of [...tlsNotes(5), ...HTTP2_GENERAL_NOTES]) {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(plainText(text)).toMatch(/^[A-Z].*\.$/);
    expect(references.length).toBeGreaterThan(0);
  }
  for (const row of TLS_VISIBILITY) expect(Object.values(row).every(Boolean)).toBe(true);
});

test('over HTTP/2 there is no key, no accept value, and 200 instead of 101', () => {
  const { request, response } = http2Rows(REQUEST);
  const names = [...request, ...response].flatMap(({ http2 }) => (http2 ? [http2.name] : []));
  expect(names).toContain(':protocol');
  expect(names.filter((name) => /key|accept|upgrade|connection|host/.test(name))).toEqual([]);
  expect(response.find(({ http2 }) => http2?.name === ':status')?.http2?.value).toBe('200');
  for (const { note } of [...request, ...response]) expect(note).not.toBe('');
});
