import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { violationOf } from '#core/protocol/rules/violation.ts';
import type { Arrivals } from '#core/story/arrivals.ts';
import { SideTrack } from '#core/story/side-track.ts';
import { openClient, receiveUnit, sendUnit } from '#core/story/unit-effects.ts';
import type { Side } from '#core/trace/direction.ts';
import {
  client,
  CLIENT_CLOSE,
  CLIENT_HELLO,
  CLIENT_PONG,
  conversationOf,
  REJECTION,
  REQUEST,
  RESPONSE,
  server,
  SERVER_CLOSE,
  SERVER_HELLO,
  SERVER_PING,
  type Sent,
} from './traces.ts';

const track = (side: Side, hasHandshake = false) =>
  new SideTrack(side, { hasHandshake, hasSyn: false, unitsToSend: 1 });

function arrivalsOf(sent: readonly Sent[], failing: readonly number[] = []): Arrivals {
  const conversation = conversationOf(sent);
  const violation = violationOf('frame.reserved-bit', { start: 1, end: 2 });
  const units = new Map(failing.map((unitIndex) => [unitIndex, violation]));
  return {
    received: { client: conversation, server: conversation },
    failing: { client: units, server: units },
    completed: new Map(),
    ends: new Set(),
    heldBack: new Set(),
    duplicates: new Set(),
    oldResets: new Set(),
    misread: new Map(),
    opening: null,
  };
}

const unitOf = (sent: Sent) => conversationOf([sent]).units[0]!;

describe('sending', () => {
  test.each([
    { name: 'a message', unit: client(CLIENT_HELLO), cause: 'call' },
    { name: 'a request', unit: client(REQUEST), cause: 'call' },
    { name: 'a ping', unit: server(SERVER_PING), cause: 'call' },
    { name: 'a pong', unit: client(CLIENT_PONG), cause: 'answer' },
  ])('$name has the cause $cause, and changes no state', ({ unit, cause }) => {
    const sender = track(unit.from);
    expect(sendUnit(unitOf(unit), sender)).toEqual({ cause, events: [] });
    expect(sender.state.readyState).toBe('OPEN');
  });

  test('a 101 opens the server, whose code gets the connection', () => {
    const sender = track('server', true);
    expect(sendUnit(unitOf(server(RESPONSE)), sender)).toEqual({
      cause: 'answer',
      events: [{ kind: 'connection' }],
    });
    expect(sender.state.readyState).toBe('OPEN');
  });

  test('another status fails the handshake', () => {
    const sender = track('server', true);
    expect(sendUnit(unitOf(server(REJECTION)), sender)).toEqual({ cause: 'answer', events: [] });
    expect(sender.state.readyState).toBeNull();
    expect(sender.readyState).toBe('CONNECTING');
  });

  test('a Close frame closes, and has the cause that its sender has', () => {
    const calling = track('client');
    expect(sendUnit(unitOf(client(CLIENT_CLOSE)), calling).cause).toBe('call');
    expect(calling.state.readyState).toBe('CLOSING');
    const answering = track('client');
    answering.receiveClose(1000, '');
    expect(sendUnit(unitOf(client(CLIENT_CLOSE)), answering).cause).toBe('answer');
    const failing = track('client');
    failing.fail();
    expect(sendUnit(unitOf(client(CLIENT_CLOSE)), failing).cause).toBe('failure');
  });

  test('why bytes were sent that were not captured is unknown', () => {
    const gap = { kind: 'not-captured', direction: 'client-to-server' } as const;
    const unit = { ...gap, range: { start: 0, end: 5 }, goesOn: 'nowhere' as const };
    expect(sendUnit(unit, track('client'))).toEqual({ cause: null, events: [] });
  });
});

describe('receiving', () => {
  test('a message', () => {
    const message = { kind: 'message', type: 'text', data: toUtf8('Hello') };
    expect(receiveUnit(0, track('server'), arrivalsOf([client(CLIENT_HELLO)]))).toEqual([message]);
    expect(receiveUnit(0, track('client'), arrivalsOf([server(SERVER_HELLO)]))).toEqual([message]);
  });

  test('a message after close() was called: a page does not hear it, a server does', () => {
    const [page, library] = [track('client'), track('server')];
    page.take('close-sent');
    library.take('close-sent');
    expect(receiveUnit(0, page, arrivalsOf([server(SERVER_HELLO)]))).toEqual([]);
    expect(receiveUnit(0, library, arrivalsOf([client(CLIENT_HELLO)]))).toHaveLength(1);
  });

  test('a ping and a pong: a page does not hear them, a server does', () => {
    const data = new Uint8Array(0);
    expect(receiveUnit(0, track('client'), arrivalsOf([server(SERVER_PING)]))).toEqual([]);
    expect(receiveUnit(0, track('server'), arrivalsOf([client(CLIENT_PONG)]))).toEqual([
      { kind: 'pong', data },
    ]);
  });

  test('a message whose content is not in the trace: it is unknown what code hears', () => {
    const compressed = fromHex('c107 f248cdc9c90700');
    const unknown = { kind: 'unknown', doubt: 'unknown-extension' };
    expect(receiveUnit(0, track('client'), arrivalsOf([server(compressed)]))).toEqual([unknown]);
    const closing = track('client');
    closing.take('close-sent');
    expect(receiveUnit(0, closing, arrivalsOf([server(compressed)]))).toEqual([]);
  });

  test('a Close frame, after which nothing is read', () => {
    const arrivals = arrivalsOf([server(SERVER_CLOSE)]);
    const receiver = track('client');
    expect(receiveUnit(0, receiver, arrivals)).toEqual([]);
    expect(receiver.causeOfClose).toBe('answer');
    expect(receiver.isReading).toBe(false);
  });

  test('a unit that fails its receiver, after which nothing is read', () => {
    const arrivals = arrivalsOf([client(CLIENT_HELLO), client(CLIENT_HELLO)], [0]);
    const receiver = track('server');
    expect(receiveUnit(0, receiver, arrivals)).toEqual([{ kind: 'error' }]);
    expect(receiveUnit(1, receiver, arrivals)).toEqual([]);
  });
});

test('the client opens with what was negotiated', () => {
  const response = toUtf8(
    'HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Protocol: chat\r\n' +
      'Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
  );
  const page = track('client', true);
  expect(openClient(page, arrivalsOf([server(response)]))).toEqual([
    { kind: 'open', protocol: 'chat', extensions: 'permessage-deflate' },
  ]);
  expect(page.state.readyState).toBe('OPEN');
  expect(openClient(track('client', true), arrivalsOf([server(RESPONSE)]))).toEqual([
    { kind: 'open', protocol: '', extensions: '' },
  ]);
});
