/**
 * Text that is no bytes written down but a payload itself, as browsers' tools copy it: put into a
 * frame, to be looked at.
 */

import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { ByteCollector } from './byte-collector.ts';
import type { NotationId } from './notation.ts';
import type { ReadingConfidence, Reading } from './reading.ts';
import { collectUtf8, transcribeFrame } from './reconstruction.ts';
import { Transcript } from './transcript.ts';

/** Engine.IO's packet type, Socket.IO's, a namespace, an id, and the beginning of an array. */
const SOCKET_IO = /^\d{1,2}(?:\/[\w/-]{0,60},)?\d{0,9}\[/;

/** Never without an answer: any text can be a payload. */
export function readPayloadText(text: string): Reading[] {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const transcript = new Transcript();
  // From the server, so that it needs no mask, and each byte shows the character that it is.
  transcript.begin('server-to-client');
  if (end > start) {
    const payload = new ByteCollector();
    collectUtf8(text, start, end, payload);
    transcribeFrame(transcript, 'server-to-client', OPCODE.text, payload, start);
    const lost = text.indexOf('\ufffd');
    const range = { start: lost, end: lost + 1 };
    if (lost !== -1) transcript.stop({ kind: 'characters-lost', range });
  }
  const { notation, confidence } = kindOf(text.slice(start, end));
  return [{ ...transcript.finish(notation, confidence), isReconstructed: true }];
}

function kindOf(text: string): { notation: NotationId; confidence: ReadingConfidence } {
  if (SOCKET_IO.test(text.slice(0, 100))) return { notation: 'socket-io', confidence: 'likely' };
  if (isJson(text)) return { notation: 'json', confidence: 'likely' };
  return { notation: 'text', confidence: 'possible' };
}

/** Objects and arrays; a number alone says nothing. */
function isJson(text: string): boolean {
  if (!text.startsWith('{') && !text.startsWith('[')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
