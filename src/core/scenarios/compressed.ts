/**
 * The same message twice, compressed. Context takeover makes the second smaller (RFC 7692 §7.2.3).
 */

import { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';
import { otherSide } from '#core/trace/direction.ts';
import { scenarioOf } from './scenario.ts';
import { closeAction, emptyScript, sendAction, whenQuiet } from './empty-script.ts';

/** As Chromium offers it. */
const OFFER = 'permessage-deflate; client_max_window_bits';

export const compressed = scenarioOf(
  {
    message: 'Hello',
    messageType: 'text',
    sender: 'server',
    compression: 'takeover',
    latencyMs: 20,
    closer: 'client',
    closeCode: 1000,
    closeReason: '',
  },
  (values) => {
    const script = emptyScript(values.latencyMs);
    const dropsContext = values.compression === 'no-takeover';
    return {
      ...script,
      seed: 105,
      request: { ...script.request, extensions: OFFER },
      policy:
        values.compression === 'off'
          ? {}
          : {
              deflate: {
                serverNoContextTakeover: dropsContext,
                clientNoContextTakeover: dropsContext,
              },
            },
      codecs: MESSAGE_CODECS,
      acts: [
        whenQuiet(values.sender, sendAction(values)),
        whenQuiet(values.sender, sendAction(values)),
        whenQuiet(otherSide(values.sender), sendAction(values)),
        whenQuiet(values.closer, closeAction(values), 1_000),
      ],
    };
  },
);
