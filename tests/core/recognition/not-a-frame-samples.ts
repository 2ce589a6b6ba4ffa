/** Bytes that are no frames, of every kind that is known. */

import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { toBase64 } from '#core/bytes/base64.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1, toUtf8 } from '#core/bytes/text.ts';
import { readCapture } from '#core/captures/capture.ts';
import { NOT_A_FRAME_IDS, type NotAFrameId } from '#core/recognition/not-a-frame.ts';
import { encodeRequestHead, encodeResponseHead } from '#core/protocol/http/http-head.ts';
import { readFixture } from '../captures/oracle.ts';
import { FILE_SAMPLES } from '../payloads/file-samples.ts';

const hello = toUtf8('Hello, Hello, Hello, and so on. '.repeat(4));
export const request = encodeRequestHead('GET', '/chat', [['Host', 'example.org']]);
export const response = encodeResponseHead(400, 'Bad Request', [['Connection', 'close']]);

/** The first packet of a capture, without what its link layer puts in front of it. */
function packetOf(file: string): Uint8Array {
  const reading = readCapture(readFixture(`captures/${file}`));
  if (reading.kind !== 'capture') throw new Error(`expected a capture in ${file}`);
  return reading.packets.at(0)!.bytes;
}

const ethernet = packetOf('tcpdump-us.pcap');

/**
 * As RFC 8446 §5.1 has it: the beginnings of records that Chromium 156 and Node 20 sent each other.
 */
export const records = {
  clientHello: fromHex('16030107860100078203033a7d5b5f357d6e212fbdf69be4bedc34f9c851f3ba8d0d'),
  serverHello: fromHex('160303007a02000076030351148e6496f0fbbc536c0808416a8e0bd5e4bc736d428a'),
  changeCipherSpec: fromHex('14030300010117030300131522ba20188afc640cf2483b3bc9ed2ac2e0dc'),
  applicationData: fromHex('170303011aa988159edfb423a759496d2d0aaa62a49ad8aa6d2052f41a546aa087'),
  alert: fromHex('15030300020228'),
};

export type Sample = [
  name: string,
  bytes: Uint8Array,
  id: NotAFrameId,
  confidence: 'sure' | 'likely',
];

/** Files, but not those that are recognised by more than their mark. */
const files = FILE_SAMPLES.flatMap(({ id, name, bytes }): Sample[] => {
  const known = NOT_A_FRAME_IDS.find((each) => each === id);
  return known === undefined ? [] : [[name, bytes, known, 'sure']];
});

export const SAMPLES: readonly Sample[] = [
  ...files,
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
  ['zlib that is cut', deflateSync(hello).subarray(0, 20), 'zlib', 'likely'],
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
  ['a formula that could be zlib', toUtf8('x^2 + y^2 = z^2'), 'text', 'likely'],
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
