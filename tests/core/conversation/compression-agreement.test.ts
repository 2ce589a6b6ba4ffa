import { expect, test } from 'vitest';
import { toLatin1 } from '#core/bytes/text.ts';
import { findAgreement } from '#core/conversation/compression-agreement.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';

const EXTENSIONS = 'Sec-WebSocket-Extensions';
const OFFER = `GET / HTTP/1.1\r\n${EXTENSIONS}: permessage-deflate\r\n\r\n`;
const ACCEPTED = `HTTP/1.1 101 A\r\n${EXTENSIONS}: permessage-deflate\r\n\r\n`;
const ACCEPTED_SMALL = `HTTP/1.1 101 A\r\n${EXTENSIONS}: permessage-deflate; server_max_window_bits=9\r\n\r\n`;
const PLAIN = 'HTTP/1.1 101 A\r\n\r\n';

const agreement = (request: string | null, ...responses: readonly string[]) =>
  findAgreement([
    ...(request === null ? [] : readUnits('client-to-server', toLatin1(request))),
    ...responses.flatMap((response) => readUnits('server-to-client', toLatin1(response))),
  ]);

test.each([
  { name: 'a response that accepts', responses: [ACCEPTED], windowBits: 15 },
  { name: 'a response that limits the window', responses: [ACCEPTED_SMALL], windowBits: 9 },
  { name: 'the last of two responses', responses: [PLAIN, ACCEPTED_SMALL], windowBits: 9 },
])('compression is negotiated by $name', ({ responses, windowBits }) => {
  expect(agreement(OFFER, ...responses)?.server.windowBits).toBe(windowBits);
});

test.each([
  { name: 'there is no response', request: OFFER, responses: [] },
  { name: 'the response accepts nothing', request: OFFER, responses: [PLAIN] },
  { name: 'the last response accepts nothing', request: OFFER, responses: [ACCEPTED, PLAIN] },
])('compression is not negotiated if $name', ({ request, responses }) => {
  expect(agreement(request, ...responses)).toBeNull();
});

test('a response is believed if its request was not captured', () => {
  expect(agreement(null, ACCEPTED)?.client.windowBits).toBe(15);
});
