/**
 * What a trace says, compressed messages inflated, and read on behind gaps: for all who don't mind
 * loading what does it.
 */

import type { Trace } from '#core/trace/trace.ts';
import { readConversation, type Conversation, type ReadingOptions } from './conversation.ts';
import { INFLATION } from './inflation.ts';
import { findResumption } from './resumption.ts';

export function readInflatedConversation(
  trace: Trace,
  options: Omit<ReadingOptions, 'parts'> = {},
): Conversation {
  return readConversation(trace, { ...options, parts: { findResumption, inflation: INFLATION } });
}
