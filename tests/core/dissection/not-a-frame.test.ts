import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64 } from '#core/bytes/base64.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toLatin1, toUtf8 } from '#core/bytes/text.ts';
import { readCapture } from '#core/captures/capture.ts';
import { readsAsFrames } from '#core/dissection/frame-evidence.ts';
import { NOT_A_FRAME_IDS, recogniseBytes, type NotAFrameId } from '#core/dissection/not-a-frame.ts';
import { readUnits } from '#core/dissection/unit.ts';
import { encodeRequestHead, encodeResponseHead } from '#core/protocol/http-head.ts';
import { readStream } from '#core/trace/trace.ts';
import { readFixture, readOnlyTrace } from '../captures/oracle.ts';
import { chunksOf, VECTORS } from '../protocol/receiver-vectors.ts';

const hello = toUtf8('Hello, Hello, Hello, and so on. '.repeat(4));
const request = encodeRequestHead('GET', '/chat', [['Host', 'example.org']]);
const response = encodeResponseHead(400, 'Bad Request', [['Connection', 'close']]);

/** The first packet of a capture, without what its link layer puts in front of it. */
function packetOf(file: string): Uint8Array {
  const reading = readCapture(readFixture(`captures/${file}`));
  if (reading.kind !== 'capture') throw new Error(`expected a capture in ${file}`);
  return reading.packets[0]!.bytes;
}

const ethernet = packetOf('tcpdump-us.pcap');

/** As RFC 8446 §5.1 has it: the beginnings of records that Chromium 156 and Node 20 sent each other. */
const records = {
  clientHello: fromHex('16030107860100078203033a7d5b5f357d6e212fbdf69be4bedc34f9c851f3ba8d0d'),
  serverHello: fromHex('160303007a02000076030351148e6496f0fbbc536c0808416a8e0bd5e4bc736d428a'),
  changeCipherSpec: fromHex('14030300010117030300131522ba20188afc640cf2483b3bc9ed2ac2e0dc'),
  applicationData: fromHex('170303011aa988159edfb423a759496d2d0aaa62a49ad8aa6d2052f41a546aa087'),
  alert: fromHex('15030300020228'),
};

type Row = [name: string, bytes: Uint8Array, id: NotAFrameId, confidence: 'sure' | 'likely'];

const ROWS: Row[] = [
  ['a request', request, 'http-request', 'sure'],
  ['a request that is cut', request.subarray(0, 30), 'http-request', 'sure'],
  ['a request line that is cut', request.subarray(0, 7), 'http-request', 'likely'],
  ['a POST', encodeRequestHead('POST', '/', []), 'http-request', 'sure'],
  ['a response', response, 'http-response', 'sure'],
  ['a status line that is cut', response.subarray(0, 10), 'http-response', 'likely'],
  ['HTTP/2’s preface', toLatin1('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 'http2-preface', 'sure'],
  ['HTTP/2’s settings', fromHex('000006040000000000000300000064'), 'http2-settings', 'likely'],
  ['a ClientHello', records.clientHello, 'tls-client-hello', 'sure'],
  ['a ServerHello', records.serverHello, 'tls-server-hello', 'sure'],
  ['a handshake, encrypted', fromHex('16030300280011223344'), 'tls-handshake', 'sure'],
  ['three bytes of TLS', records.clientHello.subarray(0, 3), 'tls-handshake', 'likely'],
  ['a ChangeCipherSpec', records.changeCipherSpec, 'tls-change-cipher-spec', 'sure'],
  ['an alert', records.alert, 'tls-alert', 'sure'],
  ['application data', records.applicationData, 'tls-application-data', 'sure'],
  ['gzip', gzipSync(hello), 'gzip', 'sure'],
  ['gzip’s two bytes', fromHex('1f8b'), 'gzip', 'likely'],
  ['zlib', deflateSync(hello), 'zlib', 'sure'],
  ['zlib, stored', deflateSync(hello, { level: 0 }), 'zlib', 'sure'],
  ['zlib with a small window', deflateSync(hello, { windowBits: 9 }), 'zlib', 'sure'],
  ['DEFLATE without a header', deflateRawSync(hello), 'deflate', 'sure'],
  ['RFC 7692’s “Hello”', fromHex('f248cdc9c90700'), 'deflate', 'likely'],
  ['a capture of tcpdump', readFixture('captures/tcpdump-us.pcap'), 'pcap', 'sure'],
  ['one in the other byte order', readFixture('captures/be-ns.pcap'), 'pcap', 'sure'],
  ['a capture of dumpcap', readFixture('captures/base.pcapng'), 'pcapng', 'sure'],
  ['a compressed one', readFixture('captures/base.pcapng.gz'), 'gzip', 'sure'],
  ['pcapng’s first four bytes', fromHex('0a0d0d0a'), 'pcapng', 'likely'],
  ['an Ethernet packet', ethernet, 'ethernet-packet', 'sure'],
  ['a packet of “any”', packetOf('any-sll.pcap'), 'cooked-packet', 'sure'],
  ['a packet of “any”, newer', packetOf('any-sll2.pcap'), 'cooked-packet', 'sure'],
  ['an IPv4 packet', packetOf('link-raw101.pcap'), 'ipv4-packet', 'sure'],
  ['an IPv6 packet', ipv6Packet(), 'ipv6-packet', 'sure'],
  ['an IPv6 packet that is cut', ipv6Packet().subarray(0, 50), 'ipv6-packet', 'likely'],
  ['a text of Hixie-76', fromHex('00 48 65 6c 6c 6f ff'), 'hixie-text', 'sure'],
  ['two of them, and the end', fromHex('00 61 ff 00 62 ff ff 00'), 'hixie-text', 'sure'],
  ['one that is cut', fromHex('00 48 65 6c'), 'hixie-text', 'likely'],
  ['a close of Hixie-76', fromHex('ff 00'), 'hixie-close', 'sure'],
  ['PROXY, version 1', toLatin1('PROXY TCP4 192.0.2.1 192.0.2.2 5 80\r\n'), 'proxy-v1', 'sure'],
  ['PROXY, version 2', fromHex('0d0a0d0a000d0a515549540a21110c00'), 'proxy-v2', 'sure'],
  ['SSH', toLatin1('SSH-2.0-OpenSSH_9.2\r\n'), 'ssh', 'sure'],
  ['a byte order mark', concatBytes([fromHex('efbbbf'), hello]), 'byte-order-mark', 'sure'],
  ['one of UTF-16', fromHex('fffe48006500'), 'byte-order-mark', 'likely'],
  ['a page', toUtf8('<!doctype html>\n<title>502 Bad Gateway</title>'), 'html', 'sure'],
  ['a page in capitals', toUtf8('<HTML><HEAD>'), 'html', 'sure'],
  ['XML', toUtf8('<feed xmlns="http://www.w3.org/2005/Atom">'), 'html', 'likely'],
  ['Engine.IO’s open', toUtf8('0{"sid":"x","upgrades":[]}'), 'engine-io', 'sure'],
  ['one of polling', toUtf8('96:0{"sid":"x","upgrades":[]}'), 'engine-io', 'sure'],
  ['a probe', toUtf8('2probe'), 'engine-io', 'sure'],
  ['Engine.IO’s ping', toUtf8('2'), 'engine-io', 'likely'],
  ['Socket.IO’s event', toUtf8('42["hello","world"]'), 'socket-io', 'sure'],
  ['one with namespace and id', toUtf8('42/admin,7["hello"]'), 'socket-io', 'sure'],
  ['Socket.IO’s connect', toUtf8('40'), 'socket-io', 'likely'],
  ['SockJS’ open', toUtf8('o'), 'sockjs', 'likely'],
  ['SockJS’ messages', toUtf8('a["hello"]'), 'sockjs', 'sure'],
  ['SockJS’ close', toUtf8('c[3000,"Go away!"]'), 'sockjs', 'sure'],
  ['an object', toUtf8('{"type":"hello"}'), 'json', 'sure'],
  ['an array', toUtf8(' [1, 2, "three"]\n'), 'json', 'sure'],
  ['an object that is cut', toUtf8('{"type":"hel'), 'json', 'likely'],
  ['frames in hex', toUtf8('81 05 48 65 6c 6c 6f'), 'hex-text', 'sure'],
  ['frames in hex, for C', toUtf8('0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f'), 'hex-text', 'sure'],
  ['other bytes in hex', toUtf8('16 03 01 07'), 'hex-text', 'likely'],
  ['frames in base64', toUtf8(toBase64(fromHex('810548656c6c6f'))), 'base64-text', 'likely'],
  ['a sentence', toUtf8('Hello, is anybody there?'), 'text', 'likely'],
  [
    '“A” and more, as if RSV1',
    toUtf8('A quick brown fox jumps over the lazy dog'),
    'text',
    'likely',
  ],
  ['Japanese, cut inside a letter', toUtf8('こんにちは').subarray(0, 13), 'text', 'likely'],
];

/** A TCP segment without data. */
function ipv6Packet(): Uint8Array {
  const loopback = '00000000000000000000000000000001';
  return fromHex(`6000000000140640${loopback}${loopback}a2b61f90000000010000000050020200e6e80000`);
}

describe('what is not a frame', () => {
  test.each(ROWS)('is known: %s', (_, bytes, id, confidence) => {
    expect(recogniseBytes(bytes)).toMatchObject({ id, confidence });
  });

  test('is known in every form at least once', () => {
    expect(new Set(ROWS.map(([, , id]) => id))).toEqual(new Set(NOT_A_FRAME_IDS));
  });

  test.each(ROWS)('is shown by bytes that are there: %s', (_, bytes) => {
    const { start, end } = recogniseBytes(bytes)!.range;
    expect(start).toBe(0);
    expect(end).toBeGreaterThan(0);
    expect(end).toBeLessThanOrEqual(bytes.length);
  });

  test.each(ROWS.filter(([, , , confidence]) => confidence === 'sure'))(
    'is never surely another thing where it is cut: %s',
    (_, bytes, id) => {
      const related = (other: NotAFrameId) =>
        other === id || (other.startsWith('tls-') && id.startsWith('tls-'));
      for (let end = 1; end < Math.min(bytes.length, 300); end++) {
        const found = recogniseBytes(bytes.subarray(0, end));
        if (found?.confidence === 'sure' && !related(found.id)) {
          expect({ end, ...found }).toBeNull();
        }
      }
    },
  );
});

describe('a reader that suspects nothing', () => {
  test.each<[name: string, bytes: Uint8Array, expected: object]>([
    ['GET', request, { isFinal: false, rsv1: true, rsv2: false, rsv3: false, opcode: 7 }],
    ['HTTP', response, { isFinal: false, rsv1: true, rsv2: false, rsv3: false, opcode: 8 }],
    ['<!', toUtf8('<!doctype html>'), { isFinal: false, rsv2: true, rsv3: true, opcode: 12 }],
    ['TLS', records.applicationData, { isFinal: false, rsv1: false, rsv3: true, opcode: 7 }],
    ['{"', toUtf8('{"a":1}'), { rsv1: true, rsv2: true, rsv3: true, opcode: 11 }],
    ['f2 48', fromHex('f248cdc9c90700'), { isFinal: true, rsv1: true, rsv3: true, opcode: 2 }],
  ])('sees in %s bits that nobody set', (_, bytes, expected) => {
    const { reading } = recogniseBytes(bytes)!.misreading;
    expect(reading).toMatchObject({ kind: 'header', header: expected });
  });

  test.each<[name: string, bytes: Uint8Array, ids: string[]]>([
    ['GET', request, ['frame.reserved-bit', 'frame.reserved-opcode']],
    ['HTTP', response, ['frame.reserved-bit', 'control.fragmented']],
    [
      '“42”',
      toUtf8('42["a"]'),
      ['frame.reserved-bit', 'frame.reserved-bit', 'frame.reserved-opcode'],
    ],
  ])('complains about %s', (_, bytes, ids) => {
    const { violations } = recogniseBytes(bytes)!.misreading;
    expect(violations.map(({ id }) => id).slice(0, ids.length)).toEqual(ids);
  });
});

describe('frames', () => {
  const valid = VECTORS.filter(({ expect: { fail } }) => fail === null);

  test('of the vectors are called nothing else', () => {
    const others = valid
      .map((vector) => ({ id: vector.id, found: recogniseBytes(concatBytes(chunksOf(vector))) }))
      .filter(({ found }) => found !== null);
    expect(others).toEqual([]);
    expect(valid.length).toBeGreaterThan(300);
  });

  test('of vectors that fail are not surely something else', () => {
    const others = VECTORS.map((vector) => recogniseBytes(concatBytes(chunksOf(vector))));
    expect(others.filter((found) => found?.confidence === 'sure')).toEqual([]);
  });

  test.each(['client-to-server', 'server-to-client'] as const)(
    'recorded from %s are called nothing else, wherever they are cut',
    (direction) => {
      const { trace } = readOnlyTrace(readFixture('recorded/chromium-ws-text-echo/capture.pcapng'));
      const stream = readStream(trace, direction);
      const headEnd = readUnits(direction, stream)[0]!.range.end;
      const frames = stream.subarray(headEnd);
      expect(readsAsFrames(frames)).toBe('whole');
      for (let end = 1; end <= frames.length; end++) {
        expect(recogniseBytes(frames.subarray(0, end))).toBeNull();
      }
    },
  );

  test.each<[name: string, hex: string, expected: string]>([
    ['one whole', '810548656c6c6f', 'whole'],
    ['one byte', '81', 'cut'],
    ['one byte of another thing', '47', 'none'],
    ['a payload that is cut', '81054865', 'cut'],
    ['a second one that is cut', '81054865 6c6c6f 82', 'whole'],
    ['a Close, and anything', '880203e8 47455420', 'whole'],
    ['a Close of a code that can’t be', '88020000', 'none'],
    ['compressed', 'c107f248cdc9c90700', 'whole'],
    ['as if compressed', 'c105ffffffffff', 'none'],
    ['compressed, in fragments', '4103f248cd 8004c9c90700', 'whole'],
    ['text that is not UTF-8', '8102c328', 'none'],
    ['a continuation of nothing', '800161', 'none'],
    ['one side’s and the other’s', '810161 818100000000 61', 'none'],
    ['nothing', '', 'none'],
  ])('are read as such: %s', (_, hex, expected) => {
    expect(readsAsFrames(fromHex(hex))).toBe(expected);
  });
});

describe('any bytes', () => {
  test('are looked at without complaint', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const found = recogniseBytes(bytes);
        expect(found === null || found.range.end <= bytes.length).toBe(true);
      }),
      { seed: 3, numRuns: 3000 },
    );
  });

  test('at random are hardly ever surely something', () => {
    const found: string[] = [];
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 64 }), (bytes) => {
        const { id, confidence } = recogniseBytes(bytes) ?? {};
        if (confidence === 'sure') found.push(`${id} ${toHex(bytes)}`);
      }),
      { seed: 101, numRuns: 5000 },
    );
    expect(found).toEqual([]);
  });

  test('take no longer for being many', () => {
    const long = toUtf8(`4${'1'.repeat(5_000_000)}`);
    const from = performance.now();
    expect(recogniseBytes(long)?.confidence).toBe('likely');
    expect(performance.now() - from).toBeLessThan(2000);
  });
});
