import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex, toHexByte } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import type { DirectionMode } from '#core/paste/assembly/direction-mode.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { rawConnection } from '#core/paste/assembly/raw-bytes.ts';
import { writePlain } from '#core/paste/assembly/plain-text.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import type { ReadConnection } from '#core/paste/reading.ts';
import { encodeRequestHead, encodeResponseHead } from '#core/protocol/http/http-head.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { bestOf } from './reading-of.ts';

describe('a pasted trace', () => {
  test.each<{ name: string; bytes: Uint8Array; direction: Direction }>([
    {
      name: 'a masked frame',
      bytes: fromHex('818537fa213d7f9f4d5158'),
      direction: 'client-to-server',
    },
    { name: 'an unmasked frame', bytes: fromHex('810548656c6c6f'), direction: 'server-to-client' },
    {
      name: 'a masked frame cut in its header',
      bytes: fromHex('82fe'),
      direction: 'client-to-server',
    },
    {
      name: 'an unmasked frame cut in its header',
      bytes: fromHex('827e01'),
      direction: 'server-to-client',
    },
    { name: 'one byte', bytes: fromHex('81'), direction: 'client-to-server' },
    { name: 'a request', bytes: encodeRequestHead('GET', '/', []), direction: 'client-to-server' },
    { name: 'an answer', bytes: encodeResponseHead(101, 'OK', []), direction: 'server-to-client' },
    { name: 'a cut request', bytes: toLatin1('GET /ch'), direction: 'client-to-server' },
    { name: 'a cut answer', bytes: toLatin1('HTTP/1.1 101 S'), direction: 'server-to-client' },
  ])('of $name runs $direction', ({ bytes, direction }) => {
    const trace = pastedTrace(rawConnection(bytes)).trace;
    expect(readStream(trace, direction)).toEqual(bytes);
    expect(trace.events.map((event) => event.direction)).toEqual([direction]);
  });

  test('has no times, and is marked as pasted', () => {
    const trace = pastedTrace(rawConnection(fromHex('8900'))).trace;
    expect(trace.provenance).toEqual({ kind: 'pasted' });
    expect(trace.events[0]).toMatchObject({ sentAtMs: null, arrival: { kind: 'unknown' } });
  });

  test('of no bytes has no events', () => {
    expect(pastedTrace(rawConnection(new Uint8Array())).trace.events).toEqual([]);
  });
});

const HELLO_MASKED = '818537fa213d7f9f4d5158';
const HELLO = '810548656c6c6f';

const directionsOf = (text: string, mode?: DirectionMode) =>
  pastedTrace(bestOf(text).connections[0]!, mode).trace.events.map(({ direction, range }) => [
    direction === 'client-to-server' ? 'c' : 's',
    range.start,
    range.end,
  ]);

describe('directions', () => {
  test.each([
    { name: 'labels', text: `C1: ${HELLO}\nS1: ${HELLO_MASKED}`, expected: ['c', 's'] },
    { name: 'arrows', text: `> ${HELLO_MASKED}\n< ${HELLO}`, expected: ['c', 's'] },
    {
      name: 'arrows of a server’s log',
      text: `> ${HELLO}\n< ${HELLO_MASKED}`,
      expected: ['s', 'c'],
    },
    { name: 'words', text: `SEND ${HELLO_MASKED}\nRECV ${HELLO}`, expected: ['c', 's'] },
    { name: 'sides', text: `client -> server: 8900\nserver -> client: 8a00`, expected: ['c', 's'] },
    { name: 'indentation', text: `${HELLO_MASKED}\n\t${HELLO}`, expected: ['c', 's'] },
    { name: 'masks', text: HELLO_MASKED + HELLO, expected: ['c', 's'] },
  ])('are decided by $name', ({ text, expected }) => {
    expect(directionsOf(text).map(([direction]) => direction)).toEqual(expected);
  });

  test('are those of the first frame where masks do not make two sides that keep the rules', () => {
    // A continuation of nothing, and unmasked: hardly the other side’s.
    expect(directionsOf(`${HELLO_MASKED}8000`)).toEqual([['c', 0, 13]]);
  });

  test('cross the boundaries of chunks without direction', () => {
    expect(directionsOf('<Buffer 81 05 48>\n<Buffer 65 6c 6c 6f 89 80 01 02 03 04>')).toEqual([
      ['s', 0, 3],
      ['s', 3, 7],
      ['c', 0, 6],
    ]);
  });

  test.each<[DirectionMode, string[]]>([
    ['as-told', ['c', 's']],
    ['swapped', ['s', 'c']],
    ['by-masks', ['s', 'c']],
    ['from-client', ['c', 'c']],
    ['from-server', ['s', 's']],
  ])('can be set: %s', (mode, expected) => {
    const text = `C: ${HELLO}\nS: ${HELLO_MASKED}`;
    expect(directionsOf(text, mode).map(([direction]) => direction)).toEqual(expected);
  });
});

describe('a trace of packets', () => {
  const packet = (sequence: string, data: string) =>
    `0000   45 00 00 ${toHexByte(40 + data.length / 2)} 00 00 40 00 40 06 00 00 7f 00 00 01\n` +
    `0010   7f 00 00 02 c3 ac 22 61 00 00 00 ${sequence} 00 00 00 00\n` +
    `0020   50 18 01 00 00 00 00 00 ${data.replace(/..\B/g, '$& ')}\n`;

  test('puts them in order, and knows what was sent again', () => {
    const text = [packet('05', '6c6c6f'), packet('01', '81054865'), packet('01', '81054865')].join(
      '\n',
    );
    const reading = bestOf(text);
    expect(reading).toMatchObject({ form: 'packet-hex', confidence: 'sure', lost: [] });
    const { trace, source } = pastedTrace(reading.connections[0]!);
    expect(toHex(readStream(trace, trace.events[0]!.direction))).toBe(HELLO);
    expect(trace.events.map(({ range }) => range.start)).toEqual([4, 0, 0]);
    const { start } = source.rangeOf(trace.events[0]!.direction, 0);
    expect(text.slice(start, start + 2)).toBe('81');
    expect(source.byteAt(text.lastIndexOf('81'))?.offset).toBe(0);
    expect(source.byteAt(text.indexOf('6c 6c'))?.offset).toBe(4);
  });

  test('reports what is missing', () => {
    const [connection, ...others] = bestOf(
      packet('01', '8105') + packet('05', '6c6c6f'),
    ).connections;
    expect(others).toEqual([]);
    const { streams } = pastedTrace(connection!).trace;
    expect(streams[connection!.chunks[0]!.direction!].gaps).toEqual([{ start: 2, end: 4 }]);
  });
});

test('a first byte of two digits behind a side is no number of a line', () => {
  const [reading] = readPaste('C: 00 01 00\nC: 00');
  expect(toHex(reading!.connections[0]!.bytes)).toBe('00010000');
});

test('a conversation written plainly reads back as the same bytes and directions', () => {
  const chunk = fc.record({
    direction: fc.constantFrom(...DIRECTIONS),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  });
  fc.assert(
    fc.property(fc.array(chunk, { minLength: 1, maxLength: 10 }), (chunks) => {
      const before = traceOfChunks(chunks);
      const written = writePlain(before);
      const reading = readPaste(written).find(({ form }) => form === 'hex-log');
      const after = pastedTrace(reading!.connections[0]!).trace;
      expect(writePlain(after)).toBe(written);
      for (const direction of DIRECTIONS) {
        expect(toHex(readStream(after, direction))).toBe(toHex(readStream(before, direction)));
      }
    }),
  );
});

function traceOfChunks(chunks: readonly { direction: Direction; bytes: Uint8Array }[]): Trace {
  let at = 0;
  const connection: ReadConnection = {
    ...rawConnection(concatBytes(chunks.map(({ bytes }) => bytes))),
    chunks: chunks.map(({ direction, bytes }) => ({
      direction,
      range: { start: at, end: (at += bytes.length) },
      atMs: null,
    })),
  };
  return pastedTrace(connection).trace;
}
