/** The sentences and rows of the figure of a WebSocket over each version of HTTP. */

import { formatBytes } from '#content/compare/numbers.ts';
import {
  CARRIERS,
  dataFrameHeaderSize,
  dataFrames,
  type Carrier,
} from '#core/operations/websocket-carriers.ts';
import { HTTP2_FRAME_MAX } from '#core/http2/data-frames.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import { http2RequestFields, http2ResponseFields } from '#core/protocol/opening/http2-opening.ts';
import {
  encodeOpeningRequest,
  type OpeningRequest,
} from '#core/protocol/opening/opening-request.ts';
import { encodeOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import { SAMPLE_NONCE } from '#core/scenarios/empty-script.ts';
import { partsText, totalSize, type SizedRow } from './sized-row.ts';

export const CARRIER_NAMES: Readonly<Record<Carrier, string>> = {
  http1: 'HTTP/1.1',
  http2: 'HTTP/2',
  http3: 'HTTP/3',
};

/** From the browser, so masked. No DATA frame of HTTP/2 or HTTP/3 has bytes of two messages. */
export function carriedRow(carrier: Carrier, size: number): SizedRow {
  const header = frameHeaderSize(minimalLengthForm(size), true);
  return {
    name: CARRIER_NAMES[carrier],
    parts: [
      {
        name: dataFrames(carrier, header + size) > 1 ? 'DATA frame headers' : 'DATA frame header',
        kind: 'http',
        size: dataFrameHeaderSize(carrier, header + size),
        isPayload: false,
      },
      { name: 'WebSocket header', kind: 'flag', size: header, isPayload: false },
      { name: 'message', kind: 'data', size, isPayload: true },
    ],
  };
}

export function carriedRows(size: number): readonly SizedRow[] {
  return CARRIERS.map((carrier) => carriedRow(carrier, size));
}

const REQUEST: Omit<OpeningRequest, 'key'> = {
  target: '/chat',
  host: 'server.example.com',
  origin: 'https://example.com',
};

export type HandshakeLines = {
  readonly request: readonly string[];
  readonly response: readonly string[];
};

/** The same handshake as text. HTTP/2 and HTTP/3 send these fields compressed. */
export function handshakeLines(carrier: Carrier): HandshakeLines {
  const key = keyOfNonce(SAMPLE_NONCE);
  if (carrier === 'http1') {
    const linesOf = (bytes: Uint8Array) => fromLatin1(bytes).trimEnd().split('\r\n');
    return {
      request: linesOf(encodeOpeningRequest({ ...REQUEST, key })),
      response: linesOf(encodeOpeningResponse({ key })),
    };
  }
  const linesOf = (fields: readonly { readonly name: string; readonly value: string }[]) =>
    fields.map(({ name, value }) => `${name}: ${value}`);
  return {
    request: linesOf(http2RequestFields(REQUEST)),
    response: linesOf(http2ResponseFields({})),
  };
}

export function carriedOutcome(carrier: Carrier, size: number): string {
  const row = carriedRow(carrier, size);
  const [wrapping] = row.parts;
  const bytes = `A message of ${formatBytes(size)} from the browser is ${formatBytes(totalSize(row))}`;
  if (carrier === 'http1') {
    return `${bytes} on the connection. The connection belongs to this WebSocket alone. A 101 opens it.`;
  }
  return `${bytes} in its stream, ${formatBytes(wrapping?.size ?? 0)} of them around the WebSocket frame. The frame is the same, and still masked. Status 200 opens it, without a key.`;
}

export const CARRIED_CAPTION = `Our own codec, for the path “/chat”. Counted up to the stream: TLS, TCP and QUIC add more. One DATA frame for each message, or several of at most ${formatBytes(HTTP2_FRAME_MAX)} in HTTP/2, whose receivers can allow more. Fields of HTTP/2 and HTTP/3 are compressed on the wire.`;

export const CARRIED_COLUMNS = ['Carrier', 'Bytes', 'Parts'] as const;

export function carriedTable(size: number): readonly (readonly string[])[] {
  return carriedRows(size).map((row) => [row.name, formatBytes(totalSize(row)), partsText(row)]);
}
