/** Binary messages of three sizes, one for each form of the payload length (RFC 6455 §5.2). */

import { scenarioOf } from './scenario.ts';
import type { Act } from './script.ts';
import { closeAction, emptyScript, SAMPLE_MASKING_KEY, whenQuiet } from './empty-script.ts';

/** The largest payload whose length fits into 7 bits, and the smallest that needs 16. */
const SMALL_SIZES = [125, 126] as const;

export const threeLengths = scenarioOf(
  {
    size: 65_536,
    sender: 'server',
    latencyMs: 20,
    maskingKey: SAMPLE_MASKING_KEY,
    closer: 'client',
    closeCode: 1000,
    closeReason: '',
  },
  (values) => ({
    ...emptyScript(values.latencyMs),
    maskingKeys: [values.maskingKey],
    seed: 104,
    acts: [
      ...[...SMALL_SIZES, values.size].map((size): Act =>
        whenQuiet(values.sender, { kind: 'send-binary', data: countingBytes(size) }),
      ),
      whenQuiet(values.closer, closeAction(values), 1_000),
    ],
  }),
);

/** 00 01 02 … ff 00 …, so that each byte shows its position. */
function countingBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index & 0xff);
}
