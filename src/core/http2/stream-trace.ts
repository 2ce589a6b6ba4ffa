/**
 * A trace of one stream of HTTP/2: its DATA, behind heads that are put together from its header
 * fields.
 */

import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import type { Direction } from '#core/trace/direction.ts';
import { streamOf, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import { fieldValue, type HeaderField } from './hpack.ts';
import type { StreamPiece, WebSocketStream } from './websocket-streams.ts';

/** @param connection the trace of the whole connection */
export function traceOfStream(connection: Trace, { pieces }: WebSocketStream): Trace {
  const writers: Record<Direction, StreamWriter> = {
    'client-to-server': new StreamWriter('client-to-server', pieces['client-to-server']),
    'server-to-client': new StreamWriter('server-to-client', pieces['server-to-client']),
  };
  const events = connection.events.flatMap((event) => {
    const writer = writers[event.direction];
    const own = writer.arriveUpTo(event);
    // An end of TCP ends all its streams.
    const isCut = !writer.isEnded && event.signals.some((each) => each === 'fin' || each === 'rst');
    return isCut ? [...own, writer.endAt(event)] : own;
  });
  return {
    ...connection,
    streams: {
      'client-to-server': streamOf(writers['client-to-server'].bytes()),
      'server-to-client': streamOf(writers['server-to-client'].bytes()),
    },
    events,
  };
}

/** Writes what one direction of a stream carries, as its frames arrive. */
class StreamWriter {
  readonly #direction: Direction;
  readonly #pieces: readonly StreamPiece[];
  readonly #parts: Uint8Array[] = [];
  #next = 0;
  #size = 0;
  /** Whether the final head was written. Fields after it are trailers (RFC 9113 §8.1). */
  #hasHead = false;
  /** Whether a signal has ended this direction. */
  isEnded = false;

  constructor(direction: Direction, pieces: readonly StreamPiece[]) {
    this.#direction = direction;
    this.#pieces = pieces;
  }

  bytes(): Uint8Array {
    return concatBytes(this.#parts);
  }

  /** The pieces that are whole with a segment of the connection. */
  arriveUpTo({ range, sentAtMs, arrival }: TraceEvent): TraceEvent[] {
    const events: TraceEvent[] = [];
    for (
      let piece = this.#pieces[this.#next];
      piece !== undefined && piece.end <= range.end;
      piece = this.#pieces[++this.#next]
    ) {
      const head = this.#headOf(piece);
      const bytes = head ?? dataOf(piece);
      this.#parts.push(bytes);
      const start = this.#size;
      this.#size += bytes.length;
      this.isEnded ||= piece.signals.length > 0;
      events.push({
        direction: this.#direction,
        signals: piece.signals,
        range: { start, end: this.#size },
        sentAtMs,
        arrival,
        // All fields are known, but their bytes were others.
        ...(head !== null && { headLacks: [] }),
      });
    }
    return events;
  }

  /** The bytes of a head; null for what is none. */
  #headOf({ content }: StreamPiece): Uint8Array | null {
    if (content.kind !== 'fields' || this.#hasHead) return null;
    const status = fieldValue(content.fields, ':status');
    this.#hasHead = status === null || !status.startsWith('1');
    return toLatin1(headText(content.fields, this.#direction));
  }

  endAt({ signals, sentAtMs, arrival }: TraceEvent): TraceEvent {
    this.isEnded = true;
    const range = { start: this.#size, end: this.#size };
    return { direction: this.#direction, signals, range, sentAtMs, arrival };
  }
}

function dataOf({ content }: StreamPiece): Uint8Array {
  return content.kind === 'data' ? content.bytes : NO_BYTES;
}

/** The fields as in a head of HTTP/1.1, with `:authority` as Host (RFC 9113 §8.3.1). */
function headText(fields: readonly HeaderField[], direction: Direction): string {
  const startLine =
    direction === 'client-to-server'
      ? `${fieldValue(fields, ':method') ?? ''} ${fieldValue(fields, ':path') ?? ''} HTTP/2.0`
      : `HTTP/2.0 ${fieldValue(fields, ':status') ?? ''} `;
  const lines = fields.flatMap(({ name, value }) => {
    if (name === ':authority') return [`host: ${value}`];
    return name.startsWith(':') ? [] : [`${name}: ${value}`];
  });
  return `${[startLine, ...lines].join('\r\n')}\r\n\r\n`;
}
