/**
 * What most scripts have in common: who plays, over which network, and the values that everybody
 * can check.
 */

import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { ParameterValues } from './parameters.ts';
import type { Act, Action, Script } from './script.ts';

/** The nonce of the RFC's example (§1.3): its key is the one that everybody can check. */
export const SAMPLE_NONCE = toUtf8('the sample nonce');

/** The masking key of the RFC's example (§5.7): "Hello" becomes 7f 9f 4d 51 58. */
export const SAMPLE_MASKING_KEY = fromHex('37 fa 21 3d');

export const SAMPLE_LATENCY_MS = 20;

/** A script in which nothing happens yet. */
export function emptyScript(id: string, latencyMs: number = SAMPLE_LATENCY_MS): Script {
  return {
    id,
    endpoints: {
      client: { name: 'Browser' },
      server: { name: 'Server', address: 'server.example.com:80' },
    },
    network: { oneWayDelayMs: latencyMs, maxSegmentSize: 1460 },
    replyDelayMs: { client: 1, server: 2 },
    request: { target: '/chat', host: 'server.example.com', origin: 'http://example.com' },
    nonce: SAMPLE_NONCE,
    policy: {},
    maskingKeys: [SAMPLE_MASKING_KEY],
    seed: 101,
    acts: [],
  };
}

/** An act that waits until nothing is under way. */
export function whenQuiet(side: Act['side'], action: Action, delayMs = 2): Act {
  return { side, after: 'quiet', delayMs, action };
}

/** A message as its type has it: a text's bytes are its UTF-8 either way. */
export function sendAction({
  message,
  messageType,
}: Pick<ParameterValues, 'message' | 'messageType'>): Action {
  return messageType === 'text'
    ? { kind: 'send-text', text: message }
    : { kind: 'send-binary', data: toUtf8(message) };
}

/** A reason needs a code before it, so without a code there is none. */
export function closeAction({
  closeCode,
  closeReason,
}: Pick<ParameterValues, 'closeCode' | 'closeReason'>): Action {
  return { kind: 'close', code: closeCode, reason: closeCode === null ? '' : closeReason };
}
