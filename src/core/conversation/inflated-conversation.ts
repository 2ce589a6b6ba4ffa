/**
 * What a trace says, compressed messages inflated, and read on behind gaps: for all who don't mind
 * loading what does it.
 */

import type { Trace } from '#core/trace/trace.ts';
import { readConversation, type Conversation, type ReadingOptions } from './conversation.ts';
import { inflateUnits } from './inflation.ts';
import { findResumption } from './resumption.ts';

export function readInflatedConversation(
  trace: Trace,
  options: Omit<ReadingOptions, 'inflate' | 'findResumption'> = {},
): Conversation {
  return readConversation(trace, { ...options, inflate: inflateUnits, findResumption });
}
