/** What our own receiver does with frames, in the form in which others were measured. */

import { receiveLoneStream, type Received } from '#core/conversation/lone-stream.ts';
import { NO_STATUS_RECEIVED } from '#core/protocol/messages/close-code.ts';
import type { Side } from '#core/trace/direction.ts';
import { closeWords, messageWords, type PeerVerdict } from './peer-verdicts-outcome.ts';
import { NO_FACTS, ruleWords } from './rule-notes.ts';

/** Without compression. */
export function ownVerdict(sender: Side, bytes: Uint8Array): PeerVerdict {
  const all = receiveLoneStream(sender, bytes);
  const received = all.flatMap(receivedWords);
  const last = all.at(-1);
  if (last?.kind !== 'failure') {
    return { kind: received.length > 0 ? 'accepts' : 'waits', received };
  }
  const { closeCode, violation } = last.failure;
  return { kind: 'fails', received, closeCode, error: ruleWords(violation.id, NO_FACTS).title };
}

function receivedWords(item: Received): readonly string[] {
  switch (item.kind) {
    case 'failure':
      return [];
    case 'close':
      return [closeWords(item.code ?? NO_STATUS_RECEIVED)];
    default:
      return [messageWords(item.kind, item.data)];
  }
}
