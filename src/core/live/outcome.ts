/** What came of an experiment: what the page heard, and which frames its browser sent. */

import { decodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
import { decodeHttpHead } from '#core/protocol/http/http-head.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import type { HeardEvent } from './heard-event.ts';

export type OutcomeEvent =
  | { readonly kind: 'open' | 'error' }
  /** A text's size is in UTF-16 code units, as a page counts. */
  | { readonly kind: 'text' | 'binary'; readonly size: number }
  | { readonly kind: 'close'; readonly code: number; readonly wasClean: boolean };

export type ObservedFrame = {
  readonly name: string;
  /** Of a Close frame; null if it has none. */
  readonly closeCode: number | null;
  /** Bytes of payload. The reason of a Close frame is the browser's own, so it doesn't count. */
  readonly size: number | null;
};

export type Outcome = {
  readonly events: readonly OutcomeEvent[];
  /** Null if they could not be seen. */
  readonly frames: readonly ObservedFrame[] | null;
};

export function outcomeEvent(event: HeardEvent): OutcomeEvent {
  switch (event.kind) {
    case 'open':
    case 'error':
      return { kind: event.kind };
    case 'text':
      return { kind: 'text', size: event.text.length };
    case 'binary':
      return { kind: 'binary', size: event.bytes.length };
    case 'close':
      return { kind: 'close', code: event.code, wasClean: event.wasClean };
  }
}

/** The whole frames of a client, after its request. */
export function sentFrames(stream: Uint8Array): ObservedFrame[] {
  const reading = decodeHttpHead(stream);
  if (reading.kind !== 'head') return [];
  const frames: ObservedFrame[] = [];
  for (let at = reading.head.size; at < stream.length;) {
    const next = decodeFrame(stream, at);
    if (next.kind === 'incomplete') break;
    const { header, payload } = next.frame;
    const isClose = header.opcode === OPCODE.close;
    frames.push({
      name: opcodeName(header.opcode),
      closeCode: isClose ? decodeClosePayload(payload).code : null,
      // Compressors differ, so the size of a compressed message says nothing.
      size: isClose || header.rsv1 ? null : payload.length,
    });
    at += next.size;
  }
  return frames;
}

export function isSameOutcome(one: Outcome, other: Outcome): boolean {
  const events = JSON.stringify(one.events) === JSON.stringify(other.events);
  const isSeen = one.frames !== null && other.frames !== null;
  return events && isSeen && JSON.stringify(one.frames) === JSON.stringify(other.frames);
}
