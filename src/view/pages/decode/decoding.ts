/** What the page shows of a text or of a trace that was opened whole. */

import { readConversation, type Conversation } from '#core/dissection/conversation.ts';
import { inflateUnits } from '#core/dissection/inflation.ts';
import { readHex } from '#core/notations/hex.ts';
import type { NotationReading } from '#core/notations/notation.ts';
import { pastedTrace } from '#core/notations/pasted-trace.ts';
import type { Trace } from '#core/trace/trace.ts';
import { nameUnits, type UnitName } from '#content/unit-words.ts';

export type Decoding = {
  readonly conversation: Conversation;
  /** Beside each unit of the conversation. */
  readonly names: readonly UnitName[];
  /** How the text was read; null for a trace that came without one. */
  readonly reading: NotationReading | null;
};

export function decodeText(text: string): Decoding {
  const reading = readHex(text);
  return { ...decodeTrace(pastedTrace(reading.bytes)), reading };
}

export function decodeTrace(trace: Trace): Decoding {
  const conversation = readConversation(trace, { inflate: inflateUnits });
  return { conversation, names: nameUnits(conversation.units), reading: null };
}
