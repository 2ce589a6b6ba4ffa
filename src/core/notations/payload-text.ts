/** Text that is no bytes written down but a payload itself, as browsers' tools copy it: put into a frame, to be looked at. */

import type { NotationId } from './notation.ts';
import type { Confidence, Reading } from './reading.ts';
import { payloadOfText, transcribeFrame } from './reconstruction.ts';
import { Transcript } from './transcript.ts';

/** Engine.IO's packet type, Socket.IO's, a namespace, an id, and the beginning of an array. */
const SOCKET_IO = /^\d{1,2}(?:\/[\w/-]*,)?\d*\[/;

/** Never without an answer: any text can be a payload. */
export function readPayloadText(text: string): Reading[] {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const transcript = new Transcript();
  transcript.begin('server-to-client');
  if (end > start) {
    transcribeFrame(transcript, 'server-to-client', payloadOfText(text, start, end));
    const lost = text.indexOf('\ufffd');
    if (lost !== -1)
      transcript.stop({ kind: 'characters-lost', range: { start: lost, end: lost + 1 } });
  }
  const { notation, confidence } = kindOf(text.slice(start, end));
  return [{ ...transcript.finish(notation, confidence), isReconstructed: true }];
}

function kindOf(text: string): { notation: NotationId; confidence: Confidence } {
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
