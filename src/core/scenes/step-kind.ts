/** The kind, and so the colour, of a step and of a connection state. */

import { unitByteKind } from '#core/conversation/unit-byte-kind.ts';
import type { ReadyState } from '#core/protocol/endpoint.ts';
import type { Step } from '#core/story/step.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';

/** TCP signals without payload have the kind of TCP. */
export function stepByteKind({ unit }: Pick<Step, 'unit'>): ByteKind {
  return unit === null ? 'tcp' : unitByteKind(unit);
}

/** The colour of a state, which is always shown with its name. */
export const READY_STATE_KINDS: Readonly<Record<ReadyState, ByteKind>> = {
  CONNECTING: 'http',
  OPEN: 'data',
  CLOSING: 'close',
  CLOSED: 'tcp',
};
