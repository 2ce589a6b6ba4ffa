/** What the last step says of sides that are not closed when a story ends. */

import { openEndings } from '#core/story/endings.ts';
import { traceAt } from '#core/story/own-story.ts';
import type { Story } from '#core/story/story.ts';
import { actorName } from './actor-names.ts';

/** A sentence for each such side, or for both. None if pasted bytes don't show it. */
export function endingText(story: Story): string[] {
  const { kind } = story.conversation.trace.provenance;
  if (kind !== 'simulated' && kind !== 'recorded') return [];
  const endings = openEndings(story);
  const end = kind === 'recorded' ? 'the recording ends' : 'this story ends';
  if (endings.length === 2 && endings.every(({ reason }) => reason === 'goes on')) {
    return [`Both sides still have an open connection when ${end}.`];
  }
  return endings.map(({ side, reason }) => {
    const who = actorName(traceAt(story, side), side);
    return reason === 'unnoticed'
      ? `${who} still has an open connection. It sends nothing and waits for nothing, so it does not notice that the connection is lost.`
      : `${who} still has an open connection when ${end}.`;
  });
}
