/** Text that is itself a payload, as browser tools copy it. A frame is put around it. */

import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { ByteCollector } from './byte-collector.ts';
import type { NotationId } from './notation.ts';
import type { ReadingConfidence, Reading } from './reading.ts';
import { collectUtf8, transcribeFrame } from './reconstruction.ts';
import { Transcript } from './transcript.ts';

/** Packet types of Engine.IO and Socket.IO, a namespace, an id, and the start of an array. */
const SOCKET_IO = /^\d{1,2}(?:\/[\w/-]{0,60},)?\d{0,9}\[/;

/** Always returns a reading, because any text can be a payload. */
export function readPayloadText(text: string): Reading[] {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const transcript = new Transcript();
  // As from the server, so that it needs no mask and each byte shows its character.
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
