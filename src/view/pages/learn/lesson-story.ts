/** The story of a lesson: what inflates compressed messages comes only where some are compressed. */

import { readStory, type Story } from '#core/story/story.ts';
import type { Trace } from '#core/trace/trace.ts';

/** At once where nothing is compressed, so that a lesson stands there with its page. */
export function tellTrace(trace: Trace): Story | Promise<Story> {
  const story = readStory(trace);
  return story.conversation.compression === null ? story : tellInflated(trace);
}

async function tellInflated(trace: Trace): Promise<Story> {
  const { inflateUnits } = await import('#core/dissection/inflation.ts');
  return readStory(trace, { inflate: inflateUnits });
}
