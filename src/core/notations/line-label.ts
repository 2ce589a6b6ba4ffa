/**
 * Labels before the bytes of a line in logs and notes: "C1:", "-->", "12:00:01 RECV", "I (1234)
 * ws:".
 */

import { hasHexPrefix, hexValue, isBlank, skipBlanks, skipHexDigits } from './characters.ts';
import type { Speaker } from './transcript.ts';

export type LineLabel = { readonly speaker: Speaker; readonly end: number };

/** Labels are not longer than this. */
const LONGEST = 160;

const LABEL_ENDS = ':]=>|)→←»«-';

/** A word that needs no mark after it. */
const BARE = /^(?:[<>]+|[io]|send|sent|tx|out|recv|received|rx|in|client|server)$/i;

const TO_SERVER = /\b(?:c|client|browser)\d*\s*(?:-+>|=+>|→|>|to)\s*(?:s|server)\b/i;
const TO_CLIENT = /\b(?:s|server)\d*\s*(?:-+>|=+>|→|>|to)\s*(?:c|client|browser)\b/i;
const CLIENT = /(?:^|[^a-z])(?:c|client|browser)[\s#]*\d*[\s:>\])|=-]*$/i;
const SERVER = /(?:^|[^a-z])(?:s|server)[\s#]*\d*[\s:>\])|=-]*$/i;
const SENDS =
  /(?:[>→↑⬆»]\s*:?\s*$|\b(?:send|sent|sending|tx|out|outgoing|outbound|wrote|write|writing)\b|^o\W*$)/i;
const RECEIVES =
  /(?:[<←↓⬇«][-=]*\s*:?\s*$|\b(?:recv|receive|received|receiving|rx|in|incoming|inbound|read|reading)\b|^i\W*$)/i;

/** The label before the bytes; null if no byte follows it. */
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

/** The speaker in a label; null if it names none. */
export function speakerOf(label: string): Speaker {
  if (TO_SERVER.test(label)) return 'client-to-server';
  if (TO_CLIENT.test(label)) return 'server-to-client';
  if (CLIENT.test(label)) return 'client-to-server';
  if (SERVER.test(label)) return 'server-to-client';
  if (RECEIVES.test(label)) return 1;
  return SENDS.test(label) ? 0 : null;
}

/** Whether a byte is at `at`: two hexadecimal digits, or some after 0x, that end like a byte. */
function startsWithByte(text: string, at: number, end: number): boolean {
  if (hasHexPrefix(text, at)) return at + 2 < end && hexValue(text.charCodeAt(at + 2)) >= 0;
  const digits = skipHexDigits(text, at, end);
  if (digits - at < 2) return false;
  return digits === end || isBlank(text.charCodeAt(digits)) || ',;:-'.includes(text.charAt(digits));
}
