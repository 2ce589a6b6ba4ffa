/** What a trace says, compressed messages inflated: for all who don't mind loading what inflates. */

import type { Trace } from '#core/trace/trace.ts';
import { readConversation, type Conversation, type ReadingOptions } from './conversation.ts';
import { inflateUnits } from './inflation.ts';

export function readInflatedConversation(
  trace: Trace,
  options: Omit<ReadingOptions, 'inflate'> = {},
): Conversation {
  return readConversation(trace, { ...options, inflate: inflateUnits });
}
