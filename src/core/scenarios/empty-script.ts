/**
 * The script that all others start from, with the RFC's sample values, and acts that many of them
 * use.
 */

import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { ParameterValues } from './parameters.ts';
import type { Act, Action, Script } from './script.ts';

/** The nonce of the RFC's example (§1.3), whose key is "dGhlIHNhbXBsZSBub25jZQ==". */
export const SAMPLE_NONCE = toUtf8('the sample nonce');

/** The masking key of the RFC's example (§5.7), which turns "Hello" into 7f 9f 4d 51 58. */
export const SAMPLE_MASKING_KEY = fromHex('37 fa 21 3d');

export const SAMPLE_LATENCY_MS = 20;

/**
 * How long Chromium waits for an accepted response: `kHandshakeTimeoutIntervalInSeconds` in its
 * `websocket_stream.cc`. Firefox waits 20 s: its setting `network.websocket.timeout.open`.
 */
export const BROWSER_TIMEOUT_SECONDS = 240;

/** How long Node's HTTP server waits for a whole head: its `headersTimeout`. */
export const SERVER_TIMEOUT_SECONDS = 60;

/** A script without acts: the connection opens, and nothing else happens. */
export function emptyScript(latencyMs: number): Script {
  return {
    endpoints: {
      client: { name: 'Browser' },
      server: { name: 'Server', address: 'server.example.com:80' },
    },
    network: { oneWayDelayMs: latencyMs, maxSegmentSize: 1460 },
    replyDelayMs: { client: 1, server: 2 },
    openingTimeoutMs: {
      client: BROWSER_TIMEOUT_SECONDS * 1000,
      server: SERVER_TIMEOUT_SECONDS * 1000,
    },
    request: { target: '/chat', host: 'server.example.com', origin: 'http://example.com' },
    nonce: SAMPLE_NONCE,
    policy: {},
    maskingKeys: [SAMPLE_MASKING_KEY],
    seed: 101,
    acts: [],
  };
}

/** An act that waits until nothing is in flight. */
export function whenQuiet(side: Act['side'], action: Action, delayMs = 2): Act {
  return { side, after: 'quiet', delayMs, action };
}

/** Sends a message as text, or its UTF-8 as binary. */
export function sendAction({
  message,
  messageType,
}: Pick<ParameterValues, 'message' | 'messageType'>): Action {
  return messageType === 'text'
    ? { kind: 'send-text', text: message }
    : { kind: 'send-binary', data: toUtf8(message) };
}

/** Without a code there can't be a reason, because the code comes first in a Close frame. */
export function closeAction({
  closeCode,
  closeReason,
}: Pick<ParameterValues, 'closeCode' | 'closeReason'>): Action {
  return { kind: 'close', code: closeCode, reason: closeCode === null ? '' : closeReason };
}
