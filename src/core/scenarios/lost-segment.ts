/** A stream of small messages from the server, one of whose segments is lost (RFC 6455 §1.5). */

import { emptyScript, whenQuiet } from './empty-script.ts';
import type { Tampering } from '#core/simulation/tampering.ts';
import type { Act, Script } from './script.ts';

export type MessageStream = {
  readonly oneWayMs: number;
  /** Between two messages. */
  readonly everyMs: number;
  readonly count: number;
};

export function messageStream({ oneWayMs, everyMs, count }: MessageStream): Script {
  const send = (index: number): Act['action'] => ({ kind: 'send-text', text: `price ${index}` });
  const later = Array.from({ length: count - 1 }, (_, index): Act => ({
    side: 'server',
    after: 'previous',
    delayMs: everyMs,
    action: send(index + 2),
  }));
  return { ...emptyScript(oneWayMs), acts: [whenQuiet('server', send(1)), ...later] };
}

/** Loses the segment of one message, from 1. */
export function loseMessage(message: number): Tampering {
  return new Map([[messageSegment(message), { kind: 'lose' }]]);
}

/** The name of the segment that carries a message, from 1. */
export function messageSegment(message: number): string {
  return `server-text-${message}`;
}
