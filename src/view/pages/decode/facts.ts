/** A conversation in a few facts, as chips have them. */

import type { Conversation } from '#core/dissection/conversation.ts';
import type { Unit } from '#core/dissection/unit.ts';
import { senderOf } from '#core/trace/direction.ts';
import { countOf } from '#content/quantity.ts';
import { NOTATION_NAMES } from '#content/notation-words.ts';
import type { Decoding } from './decoding.ts';

export function factsOf({ conversation, reading }: Decoding): string[] {
  const { units, messages } = conversation;
  const frames = units.filter(({ kind }) => kind === 'frame' || kind === 'cut-header').length;
  const facts = reading
    ? [
        `${NOTATION_NAMES[reading.notation]} · ${countOf(reading.connections[0]?.bytes.length ?? 0, 'byte')}`,
        directionFact(units[0]),
      ]
    : [recordedFact(conversation)];
  return [...facts, countOf(frames, 'frame'), countOf(messages.length, 'message')];
}

/** Who sent it, and what tells. */
function directionFact(first: Unit | undefined): string {
  if (first === undefined) return 'nothing yet';
  const sender = `from the ${senderOf(first.direction)}`;
  if (first.kind !== 'frame') return sender;
  return `${sender}, ${first.header.maskingKey ? 'masked' : 'not masked'}`;
}

function recordedFact({ trace }: Conversation): string {
  const { streams } = trace;
  const size = streams['client-to-server'].length + streams['server-to-client'].length;
  return `${trace.provenance.kind} · ${countOf(size, 'byte')} both ways`;
}
