import { expect, test } from 'vitest';
import { guessWords } from '#content/decode/payload-guess-words.ts';
import { GUESS_IDS } from '#core/payloads/guess-result.ts';
import { guessPayload } from '#core/payloads/payload-guess.ts';
import { toBase64 } from '#core/bytes/base64.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { FILE_SAMPLES } from '../../core/payloads/file-samples.ts';

const said = (payload: string | Uint8Array) => {
  const [guess] =
    typeof payload === 'string'
      ? guessPayload(toUtf8(payload), 'text')
      : guessPayload(payload, 'binary');
  const { title, reason } = guessWords(guess!);
  return `${title}: ${reason}.`;
};

test.each([
  { text: '{"a":1}', words: 'Probably JSON: all of it reads as JSON: an object with 1 member.' },
  { text: '[]', words: 'It could be JSON: all of it reads as JSON: an array with 0 elements.' },
  { text: '"a"', words: 'It could be JSON: all of it reads as JSON: a string.' },
  {
    text: '42["chat\u202e"]',
    words:
      'Probably Socket.IO: it begins with “42”, which is Engine.IO’s message and Socket.IO’s EVENT, here of “chat\\u202e”.',
  },
  { text: '2', words: 'It could be Engine.IO: “2” is Engine.IO’s ping.' },
  {
    text: '{"type":1}\x1e',
    words:
      'Probably SignalR, as JSON: each JSON object in it ends with the byte 1e; the first is an Invocation.',
  },
])('$text', ({ text, words }) => {
  expect(said(text)).toBe(words);
});

test.each([
  {
    text: 'ERROR\n\nno such topic\0',
    words: 'Probably STOMP: it begins with ERROR, and a zero byte ends it.',
  },
  {
    text: 'SEND\ndestination:/a\n\nhi',
    words:
      'Perhaps STOMP: it begins with SEND, and header lines follow, with the destination “/a”.',
  },
  {
    text: '{"type":"connection_init"}',
    words:
      'Probably GraphQL over WebSocket: it is JSON whose type is “connection_init”, which both of its protocols have.',
  },
  {
    text: '[48,7814135,{},"com.myapp.ping"]',
    words:
      'Probably WAMP: it is an array with the number and the elements of a CALL, here with “com.myapp.ping”.',
  },
  {
    text: '[1,"realm1",{}]',
    words:
      'Probably WAMP: it is an array with the number and the elements of a HELLO, here with “realm1”.',
  },
  {
    text: '[null,"2","phoenix","heartbeat",{}]',
    words: 'Probably Phoenix channels: it has the event “heartbeat” and the topic “phoenix”.',
  },
  {
    text: '{"type":"ping","message":1764411600}',
    words: 'Probably Action Cable: it is JSON with the members of a ping message.',
  },
  { text: '[1]\n[2]', words: 'Probably JSON lines: each of its 2 lines is JSON by itself.' },
  {
    text: 'dGhlIHNhbXBsZSBub25jZQ==',
    words: 'Perhaps base64: decoded, it is 16 bytes of readable text.',
  },
  {
    text: 'z7Iv+Ac8hWm2/tQ1yR5XbA==',
    words: 'It could be base64: all its characters are base64, and decode to 16 bytes.',
  },
])('$text, in words', ({ text, words }) => {
  expect(said(text)).toBe(words);
});

/** In the order of the samples. */
const FILES = [
  'Probably PNG: it begins with 89 50 4e 47 0d 0a 1a 0a, PNG’s mark.',
  'Probably JPEG: it begins with ff d8, JPEG’s start, and another marker.',
  'Probably GIF: it begins with “GIF89a”.',
  'Probably WebP: it begins with “RIFF”, and “WEBP” follows the length.',
  'Probably WAV: it begins with “RIFF”, and “WAVE” follows the length.',
  'Probably Ogg: it begins with “OggS” and version 0.',
  'Probably MP4 or similar: its first box is “ftyp”, with the brand “isom”.',
  'Probably MP4 or similar: its first box is “moof”.',
  'Probably WebM or Matroska: it begins with 1a 45 df a3, and its document type is “webm”.',
  'Probably WebM or Matroska: it begins with 1f 43 b6 75, the mark of a cluster of media.',
  'Probably PDF: it begins with “%PDF-1.7”.',
  'Probably WebAssembly: it begins with 00 61 73 6d and version 1.',
  'Probably ZIP: it begins with “PK” and the mark of a ZIP header.',
  'Probably ZIP: it begins with “PK” and the mark of a ZIP header.',
  'Probably Zstandard: it begins with 28 b5 2f fd, the mark of a frame.',
];

test('files are named with their mark', () => {
  expect(FILE_SAMPLES.map(({ bytes }) => said(bytes))).toEqual(FILES);
});

test('base64 of a file names the file', () => {
  const png = FILE_SAMPLES[0]!.bytes;
  expect(said(toBase64(png))).toBe(
    `Probably base64: decoded, it is ${png.length} bytes that look like PNG.`,
  );
});

test.each(GUESS_IDS)('%s has words, whatever was seen', (id) => {
  const { title, reason } = guessWords({
    id,
    confidence: 'likely',
    facts: [],
    tree: null,
    omitted: 0,
  });
  expect(title).toMatch(/^Probably \S/);
  expect(reason).not.toBe('');
  expect(reason).not.toContain('undefined');
});
