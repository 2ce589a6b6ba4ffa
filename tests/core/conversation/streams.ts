/** Streams of bytes as people and machines produce them, for properties; and traces over them. */

import fc from 'fast-check';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { encodeOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { encodeOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import type { Direction } from '#core/trace/direction.ts';
import { readStream, streamOf, type Trace, type TraceEvent } from '#core/trace/trace.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
export const REQUEST = encodeOpeningRequest({ target: '/', host: 'a', key: KEY });
export const RESPONSE = encodeOpeningResponse({ key: KEY });

const frame = fc
  .record({
    isFinal: fc.boolean(),
    rsv1: fc.boolean(),
    opcode: fc.constantFrom(...Object.values(OPCODE)),
    maskingKey: fc.option(fc.uint8Array({ minLength: 4, maxLength: 4 })),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc.uint8Array({ minLength: 126, maxLength: 130 }),
    ),
  })
  .map(encodeFrame);

const line = fc.constantFrom(
  'Host: a',
  'Upgrade: websocket',
  'Content-Length: 3',
  ' folded',
  'nonsense',
  'Blank:   ',
  'A:\t b \t',
  ': no name',
  'D: \r',
);
const lineEnd = fc.constantFrom('\r\n', '\n');
const startLine = fc.constantFrom(
  'GET / HTTP/1.1',
  'POST /a HTTP/1.0',
  'HTTP/1.1 101 Switching Protocols',
  'HTTP/1.1 200 OK',
  'HTTP/1.1 404',
  'nothing of the sort',
);
const head = fc
  .tuple(startLine, lineEnd, fc.array(fc.tuple(line, lineEnd), { maxLength: 4 }), lineEnd)
  .map(([start, end, lines, last]) =>
    toLatin1(`${start}${end}${lines.map((parts) => parts.join('')).join('')}${last}`),
  );

const piece = fc.oneof(frame, head, fc.uint8Array({ maxLength: 20 }));

/** Heads, frames and noise in any order, cut anywhere. */
export const anyStream: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.array(piece, { maxLength: 6 }), fc.nat(20))
  .map(([pieces, cut]) => {
    const whole = concatBytes(pieces);
    return whole.subarray(0, Math.max(0, whole.length - cut));
  });

/** One event for each piece, in the order given; direction by "c" and "s". */
export function traceOf(pieces: readonly (readonly ['c' | 's', Uint8Array])[]): Trace {
  const sizes: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const events = pieces.map(([from, bytes], index): TraceEvent => {
    const direction = from === 'c' ? 'client-to-server' : 'server-to-client';
    const start = sizes[direction];
    sizes[direction] += bytes.length;
    const range = { start, end: sizes[direction] };
    return { direction, signals: [], range, sentAtMs: index, arrival: { kind: 'unknown' } };
  });
  const streamFrom = (side: 'c' | 's') =>
    streamOf(concatBytes(pieces.flatMap(([from, bytes]) => (from === side ? [bytes] : []))));
  return {
    provenance: { kind: 'pasted' },
    endpoints: { client: { name: 'client' }, server: { name: 'server' } },
    streams: { 'client-to-server': streamFrom('c'), 'server-to-client': streamFrom('s') },
    events,
  };
}

/** Segments of hex or text, and numbers of bytes between them that were not captured. */
export function traceWithGaps(
  pieces: readonly (readonly ['c' | 's', string | Uint8Array | number])[],
): Trace {
  const trace = traceOf(
    // Whatever is read of a gap shall show.
    pieces.map(([from, piece]) => [from, typeof piece === 'number' ? lie(piece) : bytesOf(piece)]),
  );
  const gapsOf = (direction: Direction) =>
    trace.events.flatMap((event, index) =>
      event.direction === direction && typeof pieces[index]?.[1] === 'number' ? [event.range] : [],
    );
  const streamFrom = (direction: Direction) =>
    streamOf(readStream(trace, direction), gapsOf(direction));
  return {
    ...trace,
    streams: {
      'client-to-server': streamFrom('client-to-server'),
      'server-to-client': streamFrom('server-to-client'),
    },
    events: trace.events.filter((_, index) => typeof pieces[index]?.[1] !== 'number'),
  };
}

function lie(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at % 2 === 0 ? 0x81 : 0x00));
}

function bytesOf(piece: string | Uint8Array): Uint8Array {
  return typeof piece === 'string' ? fromHex(piece) : piece;
}
