/**
 * Borders that mean nothing: of fragments within a character, of segments within a frame, of frames
 * within a segment.
 */

import { toUtf8 } from '#core/bytes/text.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { scenarioOf } from './scenario.ts';
import type { Act, Action } from './script.ts';
import { closeAction, emptyScript, sendAction, whenQuiet } from './stage.ts';

export const borders = scenarioOf(
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
    ...emptyScript('borders', values.latencyMs),
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

/**
 * Two fragments whose border lies within the first character of several bytes, where there is one.
 */
function splitCharacter(data: Uint8Array, type: 'text' | 'binary'): Act[] {
  const within = data.findIndex((byte) => byte >= 0xc0) + 1;
  const border = within > 0 ? within : data.length >> 1;
  const parts = [data.subarray(0, border), data.subarray(border)];
  return parts.map((payload, index) => {
    const opcode = index === 0 ? OPCODE[type] : OPCODE.continuation;
    const isFinal = index === parts.length - 1;
    return whenQuiet('server', { kind: 'send-frame', frame: { opcode, isFinal, payload } });
  });
}
