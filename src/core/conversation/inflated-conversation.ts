/**
 * Reads a conversation with inflation and with resumption after gaps, for callers that need not
 * load these lazily.
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
