/** Frames between the fragments of a message (RFC 6455 §5.4). */

import type { Conversation } from './conversation.ts';
import { isFragmented, type Message } from './message.ts';
import type { FrameUnit } from './unit.ts';

export type Interleaving = {
  readonly message: Message;
  /** The frame that was sent between two fragments. */
  readonly between: FrameUnit;
  /** The fragment after it. */
  readonly rest: FrameUnit;
};

/** The first frame that was sent between two fragments of a message, by the same side. */
export function findInterleaving({
  messages,
  units,
}: Pick<Conversation, 'messages' | 'units'>): Interleaving | null {
  for (const message of messages.filter(isFragmented)) {
    const { unitIndices, direction } = message;
    for (const [at, after] of unitIndices.slice(1).entries()) {
      const between = units
        .slice(unitIndices[at]! + 1, after)
        .find((unit): unit is FrameUnit => unit.kind === 'frame' && unit.direction === direction);
      const rest = units[after];
      if (between && rest?.kind === 'frame') return { message, between, rest };
    }
  }
  return null;
}
