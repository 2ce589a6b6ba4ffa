/** The first scenario: opening handshake, a "Hello" each way, a ping, and closing handshake. */

import { toUtf8 } from '#core/bytes/text.ts';
import { otherSide } from '#core/trace/direction.ts';
import { scenarioOf } from './scenario.ts';
import {
  closeAction,
  emptyScript,
  SAMPLE_LATENCY_MS,
  SAMPLE_MASKING_KEY,
  SAMPLE_NONCE,
  sendAction,
  whenQuiet,
} from './empty-script.ts';

export const helloAndGoodbye = scenarioOf(
  {
    message: 'Hello',
    messageType: 'text',
    sender: 'client',
    closer: 'client',
    closeCode: 1000,
    closeReason: 'done',
    latencyMs: SAMPLE_LATENCY_MS,
    nonce: SAMPLE_NONCE,
    maskingKey: SAMPLE_MASKING_KEY,
  },
  (values) => ({
    ...emptyScript(values.latencyMs),
    nonce: values.nonce,
    maskingKeys: [values.maskingKey],
    acts: [
      whenQuiet(values.sender, sendAction(values)),
      whenQuiet(otherSide(values.sender), sendAction(values)),
      whenQuiet('server', { kind: 'ping', data: toUtf8('still there?') }, 30_000),
      whenQuiet(values.closer, closeAction(values), 8_000),
    ],
  }),
);
