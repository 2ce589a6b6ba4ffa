/** Text that is itself a payload, as browser tools copy it. A frame is put around it. */

import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { BlockReading, PieceContent } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { FormId } from '#core/paste/form.ts';
import type { ReadingConfidence } from '#core/paste/reading.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';

/** Packet types of Engine.IO and Socket.IO, a namespace, an id, and the start of an array. */
const SOCKET_IO = /^\d{1,2}(?:\/[\w/-]{0,60},)?\d{0,9}\[/;

const TEXT_PAYLOAD: PieceContent = {
  kind: 'payload',
  opcode: OPCODE.text,
  isFinal: true,
  isCompressed: false,
};

/** Any text can be a payload. */
export function readPayloadText(text: string): BlockReading {
  const { start, end } = contentOf(text);
  // Most characters are one byte.
  const writer = new BlockWriter(end - start);
  if (end > start) {
    writer.begin(start, {}, TEXT_PAYLOAD);
    collectUtf8(text, start, end, writer);
    writer.end(end);
  }
  const { form, confidence } = kindOf(text.slice(start, end));
  return writer.finish(form, confidence);
}

/** What kind of payload a text is, without its bytes, and what it has lost. */
export function judgePayloadText(
  text: string,
): Pick<BlockReading, 'form' | 'confidence' | 'problems'> {
  const { start, end } = contentOf(text);
  const lost = text.indexOf('\ufffd');
  const range = { start: lost, end: lost + 1 };
  return {
    ...kindOf(text.slice(start, end)),
    problems: lost === -1 ? [] : [{ kind: 'characters-lost', range }],
  };
}

/** Without spaces around it. */
function contentOf(text: string): TextRange {
  const start = text.length - text.trimStart().length;
  return { start, end: Math.max(start, text.trimEnd().length) };
}

function kindOf(text: string): { form: FormId; confidence: ReadingConfidence } {
  if (SOCKET_IO.test(text.slice(0, 100))) return { form: 'socket-io', confidence: 'likely' };
  if (isSockJs(text)) return { form: 'sockjs', confidence: 'likely' };
  if (isJson(text)) return { form: 'json', confidence: 'likely' };
  return { form: 'text', confidence: 'possible' };
}

const SOCKJS = /^(?:a\["[^]*"\]|c\[\d{3,4},"[^"\n]*"\])$/;

/** Messages or a Close frame of SockJS. Its other frames are single letters. */
function isSockJs(text: string): boolean {
  return SOCKJS.test(text) && isJson(text.slice(1));
}

/** Only objects and arrays, because a single number is no evidence. */
function isJson(text: string): boolean {
  if (!text.startsWith('{') && !text.startsWith('[')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
