import { expect, test } from 'vitest';
import { openingRequestFields } from '#core/protocol/opening/opening-request.ts';
import { HTTP2_FIELD_IDS } from '#core/protocol/opening/http2-opening.ts';
import { headerNote, HTTP2_NOTES, PAGE_FAILURE_NOTES } from '#content/reference/header-notes.ts';

test('every field of our own requests is explained', () => {
  const fields = openingRequestFields({
    target: '/',
    host: 'a.example',
    key: '',
    origin: 'http://a.example',
    subprotocols: ['chat'],
    extensions: 'permessage-deflate',
  });
  for (const [name] of fields) expect(headerNote(name, 'request')).not.toBeNull();
});

test.each([
  ['Sec-WebSocket-Accept', 'response', 'required'],
  ['SEC-WEBSOCKET-KEY', 'request', 'required'],
  ['Origin', 'request', 'required of browsers'],
  ['Sec-WebSocket-Protocol', 'request', 'optional'],
  ['User-Agent', 'request', 'ordinary HTTP'],
] as const)('%s of a %s is %s', (name, kind, need) => {
  expect(headerNote(name, kind)?.need).toBe(need);
});

test.each(['X-Something', 'constructor', '__proto__', ''])('nothing is known of “%s”', (name) => {
  expect(headerNote(name, 'request')).toBeNull();
});

test('every part of a handshake over HTTP/2 is explained, each in its own words', () => {
  for (const id of HTTP2_FIELD_IDS) expect(HTTP2_NOTES[id]).toMatch(/^\S.*[^.]$/);
  const notes = Object.values(HTTP2_NOTES);
  expect(new Set(notes).size).toBe(notes.length);
});

test('every failure that a page can’t distinguish is explained in sentences', () => {
  const notes = Object.values(PAGE_FAILURE_NOTES);
  for (const note of notes) expect(note).toMatch(/^[A-Z].*\.$/);
  expect(new Set(notes).size).toBe(notes.length);
});
