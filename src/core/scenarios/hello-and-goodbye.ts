/** The first scenario: a connection opens, both sides say "Hello", a heartbeat, and an orderly goodbye. */

import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { Script } from './script.ts';

/** The nonce of the RFC's example (§1.3): its key is the one that everybody can check. */
const SAMPLE_NONCE = toUtf8('the sample nonce');

/** The masking key of the RFC's example (§5.7): "Hello" becomes 7f 9f 4d 51 58. */
const SAMPLE_MASKING_KEY = fromHex('37 fa 21 3d');

export const helloAndGoodbye: Script = {
  id: 'hello-and-goodbye',
  endpoints: {
    client: { name: 'Browser' },
    server: { name: 'Server', address: 'server.example.com:80' },
  },
  network: { oneWayDelayMs: 20, maxSegmentSize: 1460 },
  replyDelayMs: { client: 1, server: 2 },
  request: {
    target: '/chat',
    host: 'server.example.com',
    origin: 'http://example.com',
  },
  nonce: SAMPLE_NONCE,
  policy: {},
  maskingKeys: [SAMPLE_MASKING_KEY],
  seed: 101,
  acts: [
    {
      side: 'client',
      after: 'quiet',
      delayMs: 2,
      action: { kind: 'send-text', text: 'Hello' },
    },
    {
      side: 'server',
      after: 'quiet',
      delayMs: 2,
      action: { kind: 'send-text', text: 'Hello' },
    },
    {
      side: 'server',
      after: 'quiet',
      delayMs: 30_000,
      action: { kind: 'ping', data: toUtf8('still there?') },
    },
    {
      side: 'client',
      after: 'quiet',
      delayMs: 8_000,
      action: { kind: 'close', code: 1000, reason: 'done' },
    },
  ],
};
