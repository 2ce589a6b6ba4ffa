import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { HTTP2_PREFACE, http2PrefaceSize } from '#core/protocol/http/http2-preface.ts';

test('the preface is that of RFC 9113 §3.4', () => {
  expect(HTTP2_PREFACE).toEqual(fromHex('505249202a20485454502f322e300d0a0d0a534d0d0a0d0a'));
});

test.each<[name: string, bytes: Uint8Array, size: number]>([
  ['whole', HTTP2_PREFACE, 24],
  ['before a frame', concatBytes([HTTP2_PREFACE, fromHex('000000040000000000')]), 24],
  ['cut after its first line', HTTP2_PREFACE.subarray(0, 16), 16],
  ['cut within its first line', HTTP2_PREFACE.subarray(0, 15), 0],
  ['nothing', new Uint8Array(0), 0],
  ['a request with that method', toLatin1('PRI * HTTP/2.0\r\nHost: a\r\n\r\n'), 0],
  ['another end', toLatin1('PRI * HTTP/2.0\r\n\r\nSM\r\n\r!'), 0],
  ['a request of HTTP/1.1', toLatin1('GET / HTTP/1.1\r\nHost: a\r\n\r\n'), 0],
])('%s', (_, bytes, size) => {
  expect(http2PrefaceSize(bytes)).toBe(size);
});
