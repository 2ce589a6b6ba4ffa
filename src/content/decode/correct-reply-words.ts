/**
 * Words for what a correct endpoint sends in reply. Sources: RFC 6455 §5.3, §5.5.1, §5.5.2, §7.1.1
 * and §7.1.7.
 */

import type { CorrectReply, ReplyFrame } from '#core/conduct/correct-reply.ts';
import type { Side } from '#core/trace/direction.ts';

/** "What a correct client would send here". */
export function replyTitle(side: Side): string {
  return `What a correct ${side} would send here`;
}

export const REPLY_UNKNOWN =
  'That isn’t known here. The connection would have ended before, or earlier frames can’t be read.';

export const KEY_IS_EXAMPLE = 'The masking key is an example. A client picks a random one.';

/** "A Close frame with 1002. Then it ends TCP." */
export function replyWords({ side, frames, endsTcp }: Omit<CorrectReply, 'bytes'>): string {
  const [first, ...others] = frames.map(frameWords);
  const sent = first === undefined ? 'Nothing' : [`A${first.slice(1)}`, ...others].join(', then ');
  return [
    `${sent}.`,
    endsTcp ? 'Then it ends TCP.' : '',
    frames.length > 0 && side === 'client' ? KEY_IS_EXAMPLE : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** After the server's Close frame, a client has nothing more to do. */
export const WAITS_FOR_SERVER = 'It waits for the server to end TCP.';

function frameWords(frame: ReplyFrame): string {
  if (frame.kind === 'pong') return 'a Pong frame';
  return frame.code === null ? 'a Close frame without a code' : `a Close frame with ${frame.code}`;
}
