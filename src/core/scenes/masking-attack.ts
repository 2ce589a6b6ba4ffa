/** The attack that masking prevents (RFC 6455 §10.3), step by step, with its bytes. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { PoisoningRun } from '#core/operations/cache-poisoning.ts';
import type { Direction } from '#core/trace/direction.ts';
import { layoutByteStrip, streamSource, type ByteStrip } from './byte-strip.ts';

export const ATTACK_STEP_IDS = ['handshake', 'message', 'answer', 'next-user'] as const;

export type AttackStepId = (typeof ATTACK_STEP_IDS)[number];

export type AttackStep = {
  readonly id: AttackStepId;
  /** The frame that crosses, with what the proxy takes for HTTP marked; null if none crosses. */
  readonly strip: ByteStrip | null;
  /** Whether the proxy does here what the attacker wants; null in the handshake. */
  readonly isTricked: boolean | null;
};

export function attackSteps(run: PoisoningRun): readonly AttackStep[] {
  const { frame, foundRequest, answer, storedResponse, served } = run;
  return [
    { id: 'handshake', strip: null, isTricked: null },
    {
      id: 'message',
      strip: stripOf('client-to-server', frame, foundRequest),
      isTricked: foundRequest !== null,
    },
    {
      id: 'answer',
      strip: stripOf('server-to-client', answer, storedResponse),
      isTricked: storedResponse !== null,
    },
    { id: 'next-user', strip: null, isTricked: served.from === 'cache' },
  ];
}

function stripOf(direction: Direction, frame: Uint8Array, marked: ByteRange | null): ByteStrip {
  return layoutByteStrip(streamSource(direction, frame), marked, frame.length);
}
