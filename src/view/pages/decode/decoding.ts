/** What the page shows of a text or of a trace that was opened whole. */

import { readConversation, type Conversation } from '#core/dissection/conversation.ts';
import { pastedTrace } from '#core/notations/pasted-trace.ts';
import { readText } from '#core/notations/read-text.ts';
import type { Reading } from '#core/notations/reading.ts';
import type { SourceMap } from '#core/notations/source-map.ts';
import type { Trace } from '#core/trace/trace.ts';
import { nameUnits, type UnitName } from '#content/unit-words.ts';

export type Decoding = {
  readonly conversation: Conversation;
  /** Beside each unit of the conversation. */
  readonly names: readonly UnitName[];
  /** How the text was read; null for a trace that came without one. */
  readonly reading: Reading | null;
  /** Where the bytes stand in the text. */
  readonly source: SourceMap | null;
};

export function decodeText(text: string): Decoding {
  const reading = readText(text)[0]!;
  const { trace, source } = pastedTrace(reading.connections[0]!);
  return { ...decodeTrace(trace), reading, source };
}

export function decodeTrace(trace: Trace): Decoding {
  const conversation = readConversation(trace);
  return { conversation, names: nameUnits(conversation.units), reading: null, source: null };
}
