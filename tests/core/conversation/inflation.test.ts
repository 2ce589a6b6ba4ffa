import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromUtf8, toLatin1, toUtf8 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { INFLATION } from '#core/conversation/inflation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { fieldsOver } from '#core/dissection/dissection.ts';
import { contentOf, messageData } from '#core/conversation/message.ts';
import { streamOf, type Trace } from '#core/trace/trace.ts';

const AGREED = { contextTakeover: true, windowBits: 15 };
const BOTH = { client: AGREED, server: AGREED };

const REQUEST = toLatin1(
  'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n' +
    'Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
);
const RESPONSE = toLatin1(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n' +
    'Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
);

/** What the server sent, after the handshake if there is one. */
function traceOf(fromServer: Uint8Array, withHandshake: boolean): Trace {
  const streams = {
    'client-to-server': withHandshake ? REQUEST : new Uint8Array(0),
    'server-to-client': withHandshake ? concatBytes([RESPONSE, fromServer]) : fromServer,
  };
  const eventOf = (direction: keyof typeof streams) => ({
    direction,
    signals: [],
    range: { start: 0, end: streams[direction].length },
    sentAtMs: null,
    arrival: { kind: 'unknown' as const },
  });
  return {
    provenance: { kind: 'pasted' },
    endpoints: { client: { name: 'Client' }, server: { name: 'Server' } },
    streams: {
      'client-to-server': streamOf(streams['client-to-server']),
      'server-to-client': streamOf(streams['server-to-client']),
    },
    events: [eventOf('client-to-server'), eventOf('server-to-client')],
  };
}

/** RFC 7692 §7.2.3.2: "Hello", and "Hello" again, smaller since the first is remembered. */
const HELLO = fromHex('c1 07 f2 48 cd c9 c9 07 00');
const HELLO_AGAIN = fromHex('c1 05 f2 00 11 00 00');

function texts(trace: Trace, compression?: typeof BOTH | null): string[] {
  const { messages, units } = readInflatedConversation(
    trace,
    compression === undefined ? {} : { compression },
  );
  return messages.map((message) =>
    fromUtf8(messageData(message, units, trace.streams[message.direction])),
  );
}

describe('compressed messages', () => {
  test('are inflated where the handshake agreed on it, with what came before', () => {
    const trace = traceOf(concatBytes([HELLO, HELLO_AGAIN]), true);
    expect(texts(trace)).toEqual(['Hello', 'Hello']);
    expect(readInflatedConversation(trace).findings).toEqual([]);
  });

  test('are inflated without a handshake if the caller enables compression', () => {
    expect(texts(traceOf(concatBytes([HELLO, HELLO_AGAIN]), false), BOTH)).toEqual([
      'Hello',
      'Hello',
    ]);
  });

  test('mark all bytes as unknown but the one letter that is there, if the messages before them are missing', () => {
    const { units, findings } = readInflatedConversation(traceOf(HELLO_AGAIN, false), {
      compression: BOTH,
    });
    const [unit] = units;
    expect(unit?.kind === 'frame' && unit.inflation?.unknown).toEqual([{ start: 1, end: 5 }]);
    expect(findings).toEqual([]);
  });

  test('are a finding if they refer to bytes before the first message', () => {
    const { units, findings } = readInflatedConversation(traceOf(HELLO_AGAIN, true));
    expect(findings.map(({ violation }) => violation.id)).toEqual([
      'deflate.distance-before-start',
    ]);
    expect(units[2]?.kind === 'frame' && units[2].inflation?.unknown).toEqual([]);
  });

  test('mark unknown bytes by their place in their own frame', () => {
    // HELLO_AGAIN whole, and in two fragments.
    const frames = concatBytes([HELLO_AGAIN, fromHex('41 02 f2 00 80 03 11 00 00')]);
    const { units } = readInflatedConversation(traceOf(frames, false), { compression: BOTH });
    const parts = units.map((unit) =>
      unit.kind === 'frame' ? [unit.inflation?.bytes.length, unit.inflation?.unknown] : [],
    );
    expect(parts).toEqual([
      [5, [{ start: 1, end: 5 }]],
      [1, []],
      [4, [{ start: 0, end: 4 }]],
    ]);
  });

  test('are not continued by a fragment without a start', () => {
    const { units } = readInflatedConversation(traceOf(fromHex('80 01 61'), false), {
      compression: BOTH,
    });
    expect(units[0]).not.toHaveProperty('inflation');
  });

  test('can be long, and many', () => {
    const long = 'a message of many words '.repeat(5_000);
    const options = { finishFlush: constants.Z_SYNC_FLUSH };
    const compressed = deflateRawSync(long, options).subarray(0, -4);
    const size = Uint8Array.of(0xc1, 126, compressed.length >> 8, compressed.length & 0xff);
    const frame = concatBytes([size, compressed]);
    expect(texts(traceOf(concatBytes([frame, frame]), true))).toEqual([long, long]);
  });

  test('are inflated until a direction exceeds the limit', () => {
    const trace = traceOf(concatBytes([HELLO, HELLO, HELLO]), false);
    const { units } = readConversation(trace);
    const inflated = INFLATION.inflateUnits(units, trace, BOTH, 5);
    expect(inflated.map((unit) => 'inflation' in unit)).toEqual([true, true, false]);
  });

  test('are inflated only up to the limit', () => {
    const trace = traceOf(HELLO, false);
    const [unit] = INFLATION.inflateUnits(readConversation(trace).units, trace, BOTH, 4);
    expect(unit?.kind === 'frame' && unit.inflation?.violation?.id).toBe('message.too-big');
  });

  test('are a reserved bit to those who did not agree on it', () => {
    const { findings } = readInflatedConversation(traceOf(HELLO, false));
    expect(findings.map(({ violation }) => violation.id)).toEqual(['frame.reserved-bit']);
  });

  test('are inflated across fragments, and each fragment has its part', () => {
    const fragments = fromHex('41 03 f2 48 cd 89 00 80 04 c9 c9 07 00');
    const trace = traceOf(fragments, true);
    expect(texts(trace)).toEqual(['Hello']);
    const { units } = readInflatedConversation(trace);
    const parts = units.flatMap((unit) =>
      unit.kind === 'frame' ? [fromUtf8(contentOf(unit, trace.streams[unit.direction]))] : [],
    );
    expect(parts.join('')).toBe('Hello');
  });

  test('that are broken are a finding in the frame that breaks them', () => {
    const { findings } = readInflatedConversation(traceOf(fromHex('c1 02 ff ff'), true));
    expect(findings.map(({ violation, unitIndex }) => [violation.id, unitIndex])).toEqual([
      ['deflate.block-type', 2],
    ]);
  });

  test('whose text is not UTF-8 are judged by what they inflate to', () => {
    const options = { finishFlush: constants.Z_SYNC_FLUSH };
    const compressed = deflateRawSync(fromHex('61 ff'), options).subarray(0, -4);
    const frame = concatBytes([Uint8Array.of(0xc1, compressed.length), compressed]);
    const { findings } = readInflatedConversation(traceOf(frame, true));
    expect(findings).toMatchObject([
      {
        buffer: 'inflated',
        violation: { id: 'message.text-not-utf8', range: { start: 8, end: 16 } },
      },
    ]);
  });

  test('are dissected in the wire and in the inflated buffer', () => {
    const trace = traceOf(HELLO, true);
    const unit = readInflatedConversation(trace).units[2];
    if (unit === undefined) throw new Error('expected a frame behind the handshake');
    const dissection = dissectUnit(trace, unit);
    expect(toHex(dissection.buffers.inflated ?? new Uint8Array(0))).toBe(toHex(toUtf8('Hello')));
    expect(fieldsOver(dissection, 'inflated')).toMatchObject([
      { id: 'payload.text', range: { start: 0, end: 40 }, value: { text: 'Hello' } },
    ]);
    const payload = dissection.fields.find(({ id }) => id === 'frame.payload');
    expect(payload?.children.map(({ id }) => id)).toEqual(['payload.compressed']);
  });
});

describe('what cannot be inflated is found once, in its own frame', () => {
  const rangesOf = (hex: string) => {
    const { findings, units } = readInflatedConversation(traceOf(fromHex(hex), true));
    return findings.flatMap(({ unitIndex, violation }) => {
      const { start, end } = violation.range;
      const frames = units.filter(({ kind }) => kind === 'frame');
      const frame = frames.indexOf(units[unitIndex]!);
      return violation.id.startsWith('deflate.')
        ? [`${violation.id} ${frame} ${start}-${end}`]
        : [];
    });
  };

  test.each([
    {
      name: 'with messages after it',
      hex: 'c1 03 f2 48 cd  c1 01 f2  c1 07 f2 48 cd c9 c9 07 00',
      expected: ['deflate.cut-short 0 32-40'],
    },
    {
      name: 'after other messages',
      hex: 'c1 07 f2 48 cd c9 c9 07 00  c1 02 ff ff',
      expected: ['deflate.block-type 1 21-23'],
    },
    {
      name: 'at the end of an empty last fragment',
      hex: '41 03 f2 48 cd  80 00',
      expected: ['deflate.cut-short 1 16-16'],
    },
    {
      name: 'not if the frame itself is cut by one byte',
      hex: 'c1 07 f2 48 cd c9 c9 07',
      expected: [],
    },
    {
      name: 'after a message that another one interrupts',
      hex: '41 07 f2 48 cd c9 c9 07 00  c1 01 07',
      expected: ['deflate.cut-short 1 16-24'],
    },
  ])('$name', ({ hex, expected }) => {
    expect(rangesOf(hex)).toEqual(expected);
  });
});

test('stay as they are where nothing inflates them', () => {
  const { units, compression } = readConversation(traceOf(HELLO, true));
  expect(compression).not.toBeNull();
  expect(units[2]).not.toHaveProperty('inflation');
});
