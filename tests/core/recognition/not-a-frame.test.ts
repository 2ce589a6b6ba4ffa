import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readsAsFrames } from '#core/recognition/frame-evidence.ts';
import {
  NOT_A_FRAME_IDS,
  recogniseBytes,
  type NotAFrameId,
  SAMPLE_SIZE,
} from '#core/recognition/not-a-frame.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';
import { readStream } from '#core/trace/trace.ts';
import { readFixture, readOnlyTrace } from '../captures/oracle.ts';
import { chunksOf, VECTORS } from '../protocol/receiver-vectors.ts';
import { records, request, response, SAMPLES } from './not-a-frame-samples.ts';

describe('what is not a frame', () => {
  test.each(SAMPLES)('is known: %s', (_, bytes, id, confidence) => {
    expect(recogniseBytes(bytes)).toMatchObject({ id, confidence });
  });

  test('is known in every form at least once', () => {
    expect(new Set(SAMPLES.map(([, , id]) => id))).toEqual(new Set(NOT_A_FRAME_IDS));
  });

  test.each(SAMPLES)('is shown by bytes that are there: %s', (_, bytes) => {
    const { start, end } = recogniseBytes(bytes)!.range;
    expect(start).toBe(0);
    expect(end).toBeGreaterThan(0);
    expect(end).toBeLessThanOrEqual(bytes.length);
  });

  test.each(SAMPLES.filter(([, , , confidence]) => confidence === 'sure'))(
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

test('a PNG file is one, although its first bytes make a whole Ping', () => {
  const header = fromHex('89504e470d0a1a0a0000000d4948445200000100000001000806000000');
  const file = concatBytes([header, new Uint8Array(53), fromHex('810548656c6c6f')]);
  expect(readsAsFrames(file)).toBe('whole');
  expect(recogniseBytes(file)).toMatchObject({ id: 'png', confidence: 'sure' });
  // A Ping of 80 bytes without the mark is a Ping.
  expect(recogniseBytes(concatBytes([fromHex('8950'), new Uint8Array(80)]))).toBeNull();
});

describe('a reader that suspects nothing', () => {
  test.each<[name: string, bytes: Uint8Array, expected: object]>([
    ['GET', request, { isFinal: false, rsv1: true, rsv2: false, rsv3: false, opcode: 7 }],
    ['HTTP', response, { isFinal: false, rsv1: true, rsv2: false, rsv3: false, opcode: 8 }],
    ['<!', toUtf8('<!doctype html>'), { isFinal: false, rsv2: true, rsv3: true, opcode: 12 }],
    ['TLS', records.applicationData, { isFinal: false, rsv1: false, rsv3: true, opcode: 7 }],
    ['{"', toUtf8('{"a":1}'), { rsv1: true, rsv2: true, rsv3: true, opcode: 11 }],
    ['f2 48', fromHex('f248cdc9c90700'), { isFinal: true, rsv1: true, rsv3: true, opcode: 2 }],
  ])('sees in %s bits that no sender set', (_, bytes, expected) => {
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
      const trace = readOnlyTrace(readFixture('recorded/chromium-ws-text-echo/capture.pcapng'));
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

  test('beyond the sample are never read, so they take no longer', () => {
    const bytes = toUtf8(`4${'1'.repeat(5_000_000)}`);
    const end = SAMPLE_SIZE;
    expect(recogniseBytes(bytes)?.confidence).toBe('likely');
    expect(recogniseBytes(bytes)).toEqual(recogniseBytes(bytes.subarray(0, end)));
    bytes.fill(0xff, end);
    expect(recogniseBytes(bytes)).toEqual(recogniseBytes(bytes.subarray(0, end)));
  });
});
