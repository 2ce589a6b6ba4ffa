import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import { decodeHttpHead, HeadReader, MAX_HEAD_SIZE } from '#core/protocol/http/http-head.ts';

const REQUEST = toLatin1('GET /chat HTTP/1.1\r\nHost: example.com\r\nA: 1\r\n 2\nB : 3\r\n\r\n');

/** Feeds `bytes` in pieces that end at `cuts`, until something is known. */
function readInPieces(bytes: Uint8Array, cuts: readonly number[], limit?: number) {
  const reader = new HeadReader(limit);
  const ends = [...new Set([...cuts, bytes.length])].toSorted((a, b) => a - b);
  let at = 0;
  let reading = reader.feed(bytes.subarray(0, 0));
  for (const end of ends) {
    if (reading.kind !== 'incomplete') break;
    reading = reader.feed(bytes.subarray(at, end));
    at = end;
  }
  return { reading, behind: concatBytes([reader.rest, bytes.subarray(at)]) };
}

describe('a head in pieces', () => {
  test('cut at any byte is the head in one piece', () => {
    const whole = decodeHttpHead(REQUEST);
    expect(whole.kind).toBe('head');
    for (let cut = 0; cut <= REQUEST.length; cut++) {
      expect(readInPieces(REQUEST, [cut]).reading, `cut at ${cut}`).toEqual(whole);
    }
  });

  test('gives the same in any pieces, and loses nothing after it', () => {
    const piece = fc.constantFrom('GET / HTTP/1.1', 'HTTP/1.1 101', '\r\n', '\n', 'A: 1', ' ', 'é');
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const limit = fc.constantFrom(20, 40, MAX_HEAD_SIZE);
    fc.assert(
      fc.property(text, limit, fc.array(fc.nat(80)), (text, limit, cuts) => {
        const bytes = toLatin1(text);
        const inOne = readInPieces(bytes, [], limit);
        const inPieces = readInPieces(
          bytes,
          cuts.filter((cut) => cut < bytes.length),
          limit,
        );
        expect(inPieces.reading).toEqual(inOne.reading);
        if (inOne.reading.kind === 'head') expect(inPieces.behind).toEqual(inOne.behind);
      }),
      { seed: 9112, numRuns: 2000 },
    );
  });

  test('leaves the bytes after it in place', () => {
    const chunk = concatBytes([REQUEST, Uint8Array.of(0x81, 0x00)]);
    const reader = new HeadReader();
    reader.feed(chunk.subarray(0, 10));
    expect(reader.rest).toHaveLength(0);
    reader.feed(chunk.subarray(10));
    expect(reader.rest).toEqual(Uint8Array.of(0x81, 0x00));
    expect(reader.rest.buffer).toBe(chunk.buffer);
    const more = Uint8Array.of(1);
    expect(reader.feed(more).kind).toBe('head');
    expect(reader.rest).toBe(more);
  });

  test('does not mind that a chunk is used again', () => {
    const reader = new HeadReader();
    const chunk = new Uint8Array(1);
    let reading = reader.feed(chunk.subarray(0, 0));
    for (const byte of REQUEST) {
      chunk[0] = byte;
      reading = reader.feed(chunk);
    }
    expect(reading).toEqual(decodeHttpHead(REQUEST));
  });
});

describe('a head without an end', () => {
  const MEBIBYTE = 1024 * 1024;

  /** Feeds one byte at a time, for as long as it is taken; returns how many were. */
  function drip(bytes: Uint8Array, limit?: number) {
    const reader = new HeadReader(limit);
    for (let at = 0; at < bytes.length; at++) {
      const reading = reader.feed(bytes.subarray(at, at + 1));
      if (reading.kind !== 'incomplete') return { reading, taken: at + 1 };
    }
    return { reading: { kind: 'incomplete' }, taken: bytes.length };
  }

  const repeat = (text: string) => toLatin1(text.repeat(Math.ceil(MEBIBYTE / text.length)));
  const beginning = toLatin1('GET / HTTP/1.1\r\n');

  test.each([
    { name: 'of one long line', bytes: concatBytes([beginning, repeat('a')]) },
    { name: 'of a long target', bytes: toLatin1(`GET /${'a'.repeat(MEBIBYTE)}`) },
    { name: 'of endless fields', bytes: concatBytes([beginning, repeat('A: 1\r\n')]) },
    { name: 'of endless folds', bytes: concatBytes([beginning, repeat('A:\n 1\n 2\n')]) },
    { name: 'of returns', bytes: concatBytes([beginning, repeat('\r')]) },
  ])('$name is given up at the limit', ({ bytes }) => {
    const { reading, taken } = drip(bytes);
    expect(reading).toEqual({ kind: 'too-long', limit: MAX_HEAD_SIZE });
    expect(taken).toBe(MAX_HEAD_SIZE);
    expect(decodeHttpHead(bytes)).toEqual(reading);
  });

  // Looked at from its start for each byte, this would take 2^39 steps.
  test('of 1 MiB in single bytes costs each byte once', () => {
    const head = concatBytes([beginning, repeat('A: 1\r\n'), toLatin1('\r\n')]);
    const { reading, taken } = drip(head, 2 * MEBIBYTE);
    expect(reading.kind).toBe('head');
    expect(taken).toBe(head.length);
  }, 20_000);

  test('can be exactly as long as the limit', () => {
    expect(drip(REQUEST, REQUEST.length).reading.kind).toBe('head');
    expect(drip(REQUEST, REQUEST.length - 1)).toEqual({
      reading: { kind: 'too-long', limit: REQUEST.length - 1 },
      taken: REQUEST.length - 1,
    });
  });
});

test('what is not HTTP is known at its first wrong byte, in any pieces', () => {
  for (const text of ['\x16\x03\x01', 'Hello', 'GET / RTSP/1.0\r\n', 'GET /\x00 x']) {
    const bytes = toLatin1(text);
    const inOne = decodeHttpHead(bytes);
    const each = Array.from(bytes, (_, index) => index);
    expect(readInPieces(bytes, each).reading, fromLatin1(bytes)).toEqual(inOne);
    expect(inOne.kind).toBe('not-http');
  }
});

test('many folds are joined in bounded time', () => {
  const folds = '\n 1'.repeat((MAX_HEAD_SIZE - 100) / 3);
  const reading = decodeHttpHead(toLatin1(`GET / HTTP/1.1\r\nA: 0${folds}\r\n\r\n`));
  if (reading.kind !== 'head') throw new TypeError(`expected a head, got ${reading.kind}`);
  expect(reading.head.fields[0]?.value).toHaveLength((folds.length / 3) * 2 + 1);
});
