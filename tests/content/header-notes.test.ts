import { expect, test } from 'vitest';
import { openingRequestFields } from '#core/protocol/opening-request.ts';
import { headerNote } from '#content/header-notes.ts';

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
