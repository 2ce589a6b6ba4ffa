import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { SERVER_BREAK_IDS, brokenFrame, needsCompression } from '#core/live/broken-frames.ts';
import { DEFAULT_ECHO, type EchoSettings } from '#core/live/echo-command.ts';
import { EchoSession } from '#core/live/echo-session.ts';

const request = (extensions = '') =>
  toLatin1(
    [
      'GET / HTTP/1.1',
      'Host: 127.0.0.1',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      ...(extensions === '' ? [] : [`Sec-WebSocket-Extensions: ${extensions}`]),
      '',
      '',
    ].join('\r\n'),
  );

function openSession(settings: Partial<EchoSettings> = {}, extensions = '') {
  const sent: string[] = [];
  const reading: boolean[] = [];
  const session = new EchoSession(
    {
      send: (bytes, delayMs) => sent.push(toHex(bytes) + (delayMs > 0 ? ` +${delayMs}` : '')),
      end: (by) => sent.push(by),
      setReading: (isOn) => reading.push(isOn),
    },
    { ...DEFAULT_ECHO, ...settings },
  );
  session.receive(request(extensions));
  const [response = ''] = sent.splice(0, 1);
  return { session, sent, reading, response };
}

const textOf = (hex: string) => Buffer.from(hex, 'hex').toString('latin1');

describe('the handshake', () => {
  test('is accepted with the right value', () => {
    const { response, session } = openSession();
    expect(textOf(response)).toMatch(/^HTTP\/1\.1 101 /);
    expect(textOf(response)).toContain('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
    expect(session.isOpen).toBe(true);
  });

  test.each([200, 301, 403, 426, 599])('gets the status %i on demand', (status) => {
    const { response, sent, session } = openSession({ status });
    expect(textOf(response)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(sent).toEqual(['fin']);
    expect(session.isOpen).toBe(false);
  });

  test('agrees on compression only if both want it', () => {
    const offer = 'permessage-deflate';
    expect(openSession({}, offer).session.isCompressing).toBe(true);
    expect(openSession({ compresses: false }, offer).session.isCompressing).toBe(false);
    expect(openSession().session.isCompressing).toBe(false);
  });

  test.each(['fin', 'rst'] as const)('is cut at a chosen byte by a %s', (by) => {
    const { response, sent } = openSession({ drop: { afterBytes: 20, by } });
    expect(textOf(response)).toBe('HTTP/1.1 101 Switchi');
    expect(sent).toEqual([by]);
  });

  test('waits before its response', () => {
    expect(openSession({ delayMs: 500 }).response).toMatch(/ \+500$/);
  });
});

describe('an open session', () => {
  test('sends text and bytes back', () => {
    const { session, sent } = openSession();
    session.receive(Buffer.from('818537fa213d7f9f4d5158', 'hex'));
    session.receive(Buffer.from('82820000000000ff', 'hex'));
    expect(sent).toEqual(['810548656c6c6f', '820200ff']);
  });

  test.each([
    { command: { kind: 'text', text: 'Hi' }, hex: '81024869' },
    { command: { kind: 'binary', hex: '00ff' }, hex: '820200ff' },
    { command: { kind: 'ping', hex: '' }, hex: '8900' },
    { command: { kind: 'raw', hex: 'c1ff' }, hex: 'c1ff' },
    { command: { kind: 'fragments', texts: ['a', 'b', 'c'] }, hex: '010161' + '000162' + '800163' },
    { command: { kind: 'close', code: 1000, reason: 'x' }, hex: '880303e878' },
    { command: { kind: 'close', code: null, reason: '' }, hex: '8800' },
    { command: { kind: 'close', code: 1006, reason: '' }, hex: '880203ee' },
    { command: { kind: 'close', code: 0, reason: '' }, hex: '88020000' },
    { command: { kind: 'broken', id: 'rsv2' }, hex: 'a10548656c6c6f' },
  ] as const)('$command.kind is $hex', ({ command, hex }) => {
    const { session, sent } = openSession();
    expect(session.command(command)).toBeNull();
    expect(sent.join('')).toBe(hex);
  });

  test('sends every break of Decode that a server can make', () => {
    for (const id of SERVER_BREAK_IDS) {
      const { session, sent } = openSession({}, 'permessage-deflate');
      expect(session.command({ kind: 'broken', id })).toBeNull();
      expect({ id, size: sent.join('').length > 0 }).toEqual({ id, size: true });
      if (!needsCompression(id)) expect(sent.join('')).toBe(toHex(brokenFrame(id)!));
    }
  });

  test('needs compression for what is compressed', () => {
    const { session, sent } = openSession();
    expect(session.command({ kind: 'compressed', text: 'a' })).toBe('not-compressing');
    expect(session.command({ kind: 'broken', id: 'deflate-block-type' })).toBe('not-compressing');
    expect(sent).toEqual([]);
  });

  test('sends nothing after its Close frame, legal or not', () => {
    for (const code of [1000, 1006]) {
      const { session, sent } = openSession();
      session.command({ kind: 'close', code, reason: '' });
      expect(session.command({ kind: 'text', text: 'late' })).toBe('not-open');
      // The browser's Close frame ends TCP, and gets no other one.
      session.receive(Buffer.from('88820000000003e8', 'hex'));
      expect(sent.slice(1)).toEqual(['fin']);
    }
  });

  test('answers nothing when silent, and goes on afterwards', () => {
    const { session, sent } = openSession();
    session.command({ kind: 'silence', isOn: true });
    session.receive(Buffer.from('898000000000', 'hex'));
    session.receive(Buffer.from('81810000000061', 'hex'));
    expect(sent).toEqual([]);
    session.command({ kind: 'silence', isOn: false });
    session.receive(Buffer.from('81810000000062', 'hex'));
    expect(sent).toEqual(['810162']);
  });

  test('ends TCP after so many more bytes', () => {
    const { session, sent } = openSession();
    session.command({ kind: 'drop', afterBytes: 3, by: 'rst' });
    session.command({ kind: 'text', text: 'Hello' });
    session.command({ kind: 'text', text: 'more' });
    expect(sent).toEqual(['810548', 'rst']);
  });

  test('stops reading and delays', () => {
    const { session, sent, reading } = openSession();
    session.command({ kind: 'reading', isOn: false });
    session.command({ kind: 'delay', ms: 70 });
    session.command({ kind: 'text', text: '' });
    expect(reading).toEqual([false]);
    expect(sent).toEqual(['8100 +70']);
  });

  test('says goodbye', () => {
    const { session, sent } = openSession();
    session.goAway(1001, '');
    expect(sent).toEqual(['880203e9', 'fin']);
  });
});
