/** The unit to which a correct endpoint replies, for a finding about a reply. */

import type { Conversation } from '#core/conversation/conversation.ts';
import { directionFrom } from '#core/trace/direction.ts';
import type { ConductFinding } from './conduct-finding.ts';

/** Null if the finding isn't about a reply, or if nothing that it replies to is known. */
export function answeredUnit(finding: ConductFinding, { units }: Conversation): number | null {
  switch (finding.id) {
    case 'ping.without-pong':
    case 'close.without-reply':
      return finding.unitIndices[0] ?? null;
    case 'pong.without-ping':
      return finding.waiting[0] ?? null;
    case 'tcp.client-first':
      return (
        finding.unitIndices.find((index) => units[index]?.direction === directionFrom('server')) ??
        null
      );
    default:
      return null;
  }
}
