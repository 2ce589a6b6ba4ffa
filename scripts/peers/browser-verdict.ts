/** What a browser does with an odd input: read from its bytes, its page and its console. */

import { fromHex } from '#core/bytes/hex.ts';
import { decodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { decodeClosePayload, type ClosePayload } from '#core/protocol/messages/close-payload.ts';
import {
  closeWords,
  messageWords,
  type PeerVerdict,
} from '#content/rules/peer-verdicts-outcome.ts';

/** An event of the page's WebSocket, in order. */
export type PageEvent =
  | { readonly type: 'open' | 'error' }
  | { readonly type: 'message'; readonly data: 'text' | 'binary'; readonly hex: string }
  | {
      readonly type: 'close';
      readonly code: number;
      readonly reason: string;
      readonly wasClean: boolean;
    };

export type BrowserRecord = {
  /** What the server sent after the handshake. */
  readonly input: Uint8Array;
  /** What the browser sent after the handshake. */
  readonly sent: Uint8Array;
  readonly events: readonly PageEvent[];
  /** Its line on the console, without the address; null if there is none, or it isn't known. */
  readonly consoleText: string | null;
};

type SimpleFrame = { readonly opcode: number; readonly payload: Uint8Array };

function framesIn(bytes: Uint8Array): SimpleFrame[] {
  const frames: SimpleFrame[] = [];
  for (let at = 0; at < bytes.length;) {
    const reading = decodeFrame(bytes, at);
    if (reading.kind === 'incomplete') break;
    frames.push({ opcode: reading.frame.header.opcode, payload: reading.frame.payload });
    at += reading.size;
  }
  return frames;
}

function closeIn(frames: readonly SimpleFrame[]): ClosePayload | null {
  const close = frames.find(({ opcode }) => opcode === OPCODE.close);
  return close ? decodeClosePayload(close.payload) : null;
}

/** Whether the browser's bytes contain a whole Close frame. */
export function hasClose(sent: Uint8Array): boolean {
  return closeIn(framesIn(sent)) !== null;
}

/** The code that a page gets if its browser fails the connection (RFC 6455 §7.1.5). */
const ABNORMAL_CLOSURE = 1006;

/**
 * The browser accepted what its page got, and the pings that it answered. Those come first, because
 * the page doesn't see when.
 */
export function browserVerdict({ input, sent, events, consoleText }: BrowserRecord): PeerVerdict {
  const frames = framesIn(sent);
  const received = [
    ...frames
      .filter(({ opcode }) => opcode === OPCODE.pong)
      .map(({ payload }) => messageWords('ping', payload)),
    ...events.flatMap((event) =>
      event.type === 'message' ? [messageWords(event.data, fromHex(event.hex))] : [],
    ),
  ];
  const end = events.find((event) => event.type === 'close');
  if (end === undefined) return { kind: received.length > 0 ? 'accepts' : 'waits', received };
  if (end.code !== ABNORMAL_CLOSURE || end.wasClean) {
    return { kind: 'accepts', received: [...received, closeWords(end.code)] };
  }
  const close = closeIn(frames);
  const isAnswer = close !== null && close.code === closeIn(framesIn(input))?.code;
  const error = isAnswer ? consoleText : close?.reason || consoleText;
  return {
    kind: 'fails',
    received,
    closeCode: isAnswer ? 'answer' : (close?.code ?? null),
    error,
    ...(consoleText !== null && consoleText !== error && { consoleText }),
  };
}
