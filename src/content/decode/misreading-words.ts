/** What a frame reader makes of bytes that aren't frames, in words. Source: RFC 6455 §5.2. */

import type { Misreading, Recognition } from '#core/recognition/not-a-frame.ts';
import { opcodeName } from '#core/protocol/framing/opcode.ts';
import type { PrintedText } from '#content/reference/errors/header-checks.ts';
import { NOT_A_FRAME_NOTES } from './not-a-frame-notes.ts';
import { OPCODE_NOTES } from '#content/reference/opcode-notes.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

/**
 * "This is not a WebSocket frame: an HTTP request", "This is probably not a WebSocket frame: JSON".
 */
export function recognitionTitle({
  id,
  confidence,
}: Pick<Recognition, 'id' | 'confidence'>): string {
  const probably = confidence === 'sure' ? '' : 'probably ';
  return `This is ${probably}not a WebSocket frame: ${NOT_A_FRAME_NOTES[id].title}`;
}

/** "FIN 0, RSV1 1, RSV2 0, RSV3 0, opcode 0x7 (reserved), MASK 0, length 69". */
function misreadingWords({ reading }: Misreading): string {
  if (reading.kind === 'incomplete') {
    return `an incomplete header: at least ${countOf(reading.missing, 'byte')} missing`;
  }
  const { isFinal, rsv1, rsv2, rsv3, opcode, maskingKey, payloadLength } = reading.header;
  const bit = (isSet: boolean) => (isSet ? 1 : 0);
  const { name } = OPCODE_NOTES[opcodeName(opcode)];
  return [
    `FIN ${bit(isFinal)}`,
    `RSV1 ${bit(rsv1)}`,
    `RSV2 ${bit(rsv2)}`,
    `RSV3 ${bit(rsv3)}`,
    `opcode 0x${opcode.toString(16)} (${name})`,
    `MASK ${bit(maskingKey !== null)}`,
    `length ${formatCount(payloadLength.exact ?? payloadLength.value)}`,
  ].join(', ');
}

export function misreadingSentence(misreading: Misreading): string {
  return `Any bytes can be read as a frame, because frames don’t begin with a fixed mark. These would mean: ${misreadingWords(misreading)}.`;
}

export const HEADER_BREAKS_NO_RULE =
  'Its header breaks no rule by itself. An error might come later, far from its cause.';

/** Messages with the libraries that print them, in the order of each one's first message. */
export function byLibrary(
  messages: readonly PrintedText[],
): { readonly library: string; readonly texts: readonly string[] }[] {
  const libraries = [...new Set(messages.map(({ library }) => library))];
  return libraries.map((library) => ({
    library,
    texts: messages.filter((message) => message.library === library).map(messageText),
  }));
}

/** With an ellipsis in place of what changes. */
export function messageText({ text }: PrintedText): string {
  return text.replaceAll(/\{[n…]\}/g, '…');
}
