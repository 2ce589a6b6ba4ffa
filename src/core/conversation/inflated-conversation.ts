/**
 * Reads a conversation with inflation, with resumption after gaps and at any length, for callers
 * that need not load these lazily.
 */

import type { Trace } from '#core/trace/trace.ts';
import { readConversation, type Conversation, type ReadingOptions } from './conversation.ts';
import { INFLATION } from './inflation.ts';
import { ordinaryTaker } from './ordinary-frame.ts';
import { findResumption } from './resumption.ts';

export function readInflatedConversation(
  trace: Trace,
  options: Omit<ReadingOptions, 'parts'> = {},
): Conversation {
  return readConversation(trace, {
    ...options,
    parts: { findResumption, inflation: INFLATION, ordinaryTaker },
  });
}
