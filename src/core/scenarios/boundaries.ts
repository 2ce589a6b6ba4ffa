/**
 * Boundaries carry no meaning (RFC 6455 §5.4): fragments split a character, segments split a frame,
 * and one segment contains several frames.
 */

import { toUtf8 } from '#core/bytes/text.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { scenarioOf } from './scenario.ts';
import type { Act, Action } from './script.ts';
import { closeAction, emptyScript, sendAction, whenQuiet } from './empty-script.ts';

export const boundaries = scenarioOf(
  {
    message: 'Grüße',
    messageType: 'text',
    segmentSize: 5,
    latencyMs: 20,
    closer: 'client',
    closeCode: 1000,
    closeReason: '',
  },
  (values) => ({
    ...emptyScript(values.latencyMs),
    seed: 106,
    acts: [
      ...splitCharacter(toUtf8(values.message), values.messageType),
      {
        ...whenQuiet('server', sendAction(values), 200),
        segmentSizes: [values.segmentSize],
      },
      whenQuiet(
        'server',
        {
          kind: 'together',
          actions: ['One,', 'two,', 'three.'].map((text): Action => ({ kind: 'send-text', text })),
        },
        200,
      ),
      whenQuiet(values.closer, closeAction(values), 1_000),
    ],
  }),
);

/** Two fragments that split the first character of several bytes, or else split in the middle. */
function splitCharacter(data: Uint8Array, type: 'text' | 'binary'): Act[] {
  const within = data.findIndex((byte) => byte >= 0xc0) + 1;
  const boundary = within > 0 ? within : data.length >> 1;
  const parts = [data.subarray(0, boundary), data.subarray(boundary)];
  return parts.map((payload, index) => {
    const opcode = index === 0 ? OPCODE[type] : OPCODE.continuation;
    const isFinal = index === parts.length - 1;
    return whenQuiet('server', { kind: 'send-frame', frame: { opcode, isFinal, payload } });
  });
}
