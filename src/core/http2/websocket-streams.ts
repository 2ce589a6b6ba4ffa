/** WebSockets in the streams of an HTTP/2 connection (RFC 8441). */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { HTTP2_PREFACE } from '#core/protocol/http/http2-preface.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { ByteStream, Signal, Trace } from '#core/trace/trace.ts';
import { contentOfFrame, FRAME_FLAG, FRAME_TYPE, readFrames, type Http2Frame } from './frame.ts';
import { fieldValue, HpackDecoder, type HeaderField } from './hpack.ts';

/** What one frame, or a HEADERS frame with its CONTINUATIONs, adds to a stream. */
export type StreamPiece = {
  readonly content:
    | { readonly kind: 'fields'; readonly fields: readonly HeaderField[] }
    | { readonly kind: 'data'; readonly bytes: Uint8Array }
    | { readonly kind: 'reset' };
  /** The end of a side's stream: END_STREAM, or a reset of both. */
  readonly signals: readonly Signal[];
  /** How many bytes of the connection had to arrive for it. */
  readonly end: number;
};

export type WebSocketStream = {
  readonly id: number;
  /** Those of the extended CONNECT. */
  readonly request: readonly HeaderField[];
  readonly pieces: Readonly<Record<Direction, readonly StreamPiece[]>>;
  /** Bytes at the connection's end that aren't whole frames, or follow a wrong field block. */
  readonly unreadSize: number;
};

/** In the order of their requests. Expects that the client begins with HTTP/2's preface. */
export function findWebSocketStreams({ streams }: Pick<Trace, 'streams'>): WebSocketStream[] {
  const sent = readPieces(streams['client-to-server'], HTTP2_PREFACE.length);
  const received = readPieces(streams['server-to-client'], 0);
  const unreadSize = sent.unreadSize + received.unreadSize;
  return [...sent.pieces].flatMap(([id, pieces]) => {
    const first = pieces[0]?.content;
    if (first?.kind !== 'fields' || !isExtendedConnect(first.fields)) return [];
    const answered = received.pieces.get(id) ?? [];
    const both = { 'client-to-server': pieces, 'server-to-client': answered };
    return [{ id, request: first.fields, pieces: both, unreadSize }];
  });
}

/** RFC 8441 §4. */
function isExtendedConnect(fields: readonly HeaderField[]): boolean {
  return (
    fieldValue(fields, ':method') === 'CONNECT' &&
    fieldValue(fields, ':protocol')?.toLowerCase() === 'websocket'
  );
}

type OpenBlock = { readonly first: Http2Frame; readonly parts: Uint8Array[] };

type ReadPieces = {
  /** What each stream of one direction gets, by its id. */
  readonly pieces: ReadonlyMap<number, readonly StreamPiece[]>;
  readonly unreadSize: number;
};

function readPieces(stream: ByteStream, from: number): ReadPieces {
  const hpack = new HpackDecoder();
  const found = new Map<number, StreamPiece[]>();
  /** A field block whose end is still to come. Nothing comes in between (RFC 9113 §6.10). */
  let block: OpenBlock | null = null;
  const add = (streamId: number, piece: StreamPiece): void => {
    const pieces = found.get(streamId);
    if (pieces === undefined) found.set(streamId, [piece]);
    else pieces.push(piece);
  };
  let readTo = Math.min(from, stream.length);
  for (const frame of readFrames(stream, from)) {
    const { type, flags, streamId, range } = frame;
    const { end } = range;
    const isEnd = (flags & FRAME_FLAG.endStream) !== 0;
    if (type === FRAME_TYPE.data) {
      const bytes = contentOfFrame(frame);
      if (bytes === null) break;
      add(streamId, { content: { kind: 'data', bytes }, signals: isEnd ? ['fin'] : [], end });
    } else if (type === FRAME_TYPE.resetStream) {
      add(streamId, { content: { kind: 'reset' }, signals: ['rst'], end });
    } else if (isFieldBlock(type)) {
      block = blockWith(block, frame);
      if (block === null) break;
      if ((flags & FRAME_FLAG.endHeaders) === 0) continue;
      const fields = hpack.decode(concatBytes(block.parts));
      if (fields === null) break;
      readTo = end;
      const { first } = block;
      block = null;
      // A promise is of another stream, and pages get no WebSocket from it.
      if (first.type === FRAME_TYPE.pushPromise) continue;
      const isLast = (first.flags & FRAME_FLAG.endStream) !== 0;
      add(streamId, { content: { kind: 'fields', fields }, signals: isLast ? ['fin'] : [], end });
      continue;
    }
    readTo = end;
  }
  return { pieces: found, unreadSize: stream.length - readTo };
}

function isFieldBlock(type: number): boolean {
  return (
    type === FRAME_TYPE.headers ||
    type === FRAME_TYPE.pushPromise ||
    type === FRAME_TYPE.continuation
  );
}

/** Null for a frame that can't come here, after which nothing can be decoded. */
function blockWith(block: OpenBlock | null, frame: Http2Frame): OpenBlock | null {
  const isContinued = frame.type === FRAME_TYPE.continuation;
  if (isContinued !== (block !== null)) return null;
  const part = isContinued ? frame.payload : contentOfFrame(frame);
  if (part === null) return null;
  return block === null
    ? { first: frame, parts: [part] }
    : { first: block.first, parts: [...block.parts, part] };
}
