/** The kind of byte, and so the colour, of a step as a whole and of a connection's state. */

import { unitByteKind } from '#core/conversation/unit-byte-kind.ts';
import type { ReadyState } from '#core/protocol/endpoint.ts';
import type { Step } from '#core/story/step.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';

/** A signal of TCP without payload has the kind of TCP. */
export function stepByteKind({ unit }: Pick<Step, 'unit'>): ByteKind {
  return unit === null ? 'tcp' : unitByteKind(unit);
}

/** A state has a colour, and always its name. */
export const READY_STATE_KINDS: Readonly<Record<ReadyState, ByteKind>> = {
  CONNECTING: 'http',
  OPEN: 'data',
  CLOSING: 'close',
  CLOSED: 'tcp',
};
