/**
 * What stands before the bytes of a line, as logs and notes have it: "C1:", "-->", "12:00:01 RECV",
 * "I (1234) ws:".
 */

import { hasHexPrefix, hexValue, isBlank, skipBlanks, skipHexDigits } from './characters.ts';
import type { Speaker } from './transcript.ts';

export type LineLabel = { readonly speaker: Speaker; readonly end: number };

/** Longer things before bytes are no labels. */
const LONGEST = 160;

const LABEL_ENDS = ':]=>|)→←»«-';

/** A word that needs no mark behind it. */
const BARE = /^(?:[<>]+|[io]|send|sent|tx|out|recv|received|rx|in|client|server)$/i;

const TO_SERVER = /\b(?:c|client|browser)\d*\s*(?:-+>|=+>|→|>|to)\s*(?:s|server)\b/i;
const TO_CLIENT = /\b(?:s|server)\d*\s*(?:-+>|=+>|→|>|to)\s*(?:c|client|browser)\b/i;
const CLIENT = /(?:^|[^a-z])(?:c|client|browser)[\s#]*\d*[\s:>\])|=-]*$/i;
const SERVER = /(?:^|[^a-z])(?:s|server)[\s#]*\d*[\s:>\])|=-]*$/i;
const SENDS =
  /(?:[>→↑⬆»]\s*:?\s*$|\b(?:send|sent|sending|tx|out|outgoing|outbound|wrote|write|writing)\b|^o\W*$)/i;
const RECEIVES =
  /(?:[<←↓⬇«][-=]*\s*:?\s*$|\b(?:recv|receive|received|receiving|rx|in|incoming|inbound|read|reading)\b|^i\W*$)/i;

/** The label that bytes stand behind; null where no byte follows what might be one. */
export function labelOf(text: string, start: number, end: number): LineLabel | null {
  const most = Math.min(end, start + LONGEST);
  for (let at = start + 1; at < most; at++) {
    if (!isBlank(text.charCodeAt(at)) && text.charAt(at - 1) !== '=') continue;
    const label = text.slice(start, at);
    if (!LABEL_ENDS.includes(text.charAt(at - 1)) && !BARE.test(label)) continue;
    const bytes = skipBlanks(text, at, end);
    if (startsWithByte(text, bytes, end)) return { speaker: speakerOf(label), end: bytes };
  }
  return null;
}

/** Who speaks behind such a label; null where it does not say. */
export function speakerOf(label: string): Speaker {
  if (TO_SERVER.test(label)) return 'client-to-server';
  if (TO_CLIENT.test(label)) return 'server-to-client';
  if (CLIENT.test(label)) return 'client-to-server';
  if (SERVER.test(label)) return 'server-to-client';
  if (RECEIVES.test(label)) return 1;
  return SENDS.test(label) ? 0 : null;
}

/** Whether two hexadecimal digits, or some behind 0x, stand at `at`, and end like a byte does. */
function startsWithByte(text: string, at: number, end: number): boolean {
  if (hasHexPrefix(text, at)) return at + 2 < end && hexValue(text.charCodeAt(at + 2)) >= 0;
  const digits = skipHexDigits(text, at, end);
  if (digits - at < 2) return false;
  return digits === end || isBlank(text.charCodeAt(digits)) || ',;:-'.includes(text.charAt(digits));
}
