/** Frames of STOMP (1.2): a command, header lines, an empty line, a body and NUL. */

import { toUtf8 } from '#core/bytes/text.ts';
import { guess, type Guess, type TextPayload } from './guess-result.ts';
import { readJson } from './json-guess.ts';

const STOMP =
  /^(CONNECT|STOMP|CONNECTED|SEND|SUBSCRIBE|UNSUBSCRIBE|ACK|NACK|BEGIN|COMMIT|ABORT|DISCONNECT|MESSAGE|RECEIPT|ERROR)\r?\n((?:[^\r\n:\0]{1,200}:[^\r\n\0]*\r?\n){0,100})\r?\n/;

export function guessStomp({ text, bytes }: TextPayload): Guess | null {
  const match = STOMP.exec(text);
  if (match === null) return null;
  const [head, command = '', headers = ''] = match;
  const isEnded = /\0[\r\n]*$/.test(text);
  // Without either, the command is a word in capitals above a text.
  if (!isEnded && headers === '') return null;
  const mark = isEnded ? 'end' : 'headers';
  const destination = /(?:^|\n)destination:([^\r\n]*)/.exec(headers)?.[1];
  const body = readJson(bytes, toUtf8(head).length, Math.max(0, bytes.lastIndexOf(0)));
  const facts = [command, mark, ...(destination === undefined ? [] : [destination])];
  return guess('stomp', isEnded ? 'likely' : 'possible', facts, body);
}
