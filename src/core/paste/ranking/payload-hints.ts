/** Signs that a text logs messages rather than frames: their payloads, without headers. */

import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';

const HINTS =
  /\bon\(\s*['"](?:message|data_received)['"]|\bonmessage\b|\bon_message\b|\b(?:text|binary) message\b|\bWebSocket \d message\b|\bWSMessage\(|\b(?:Bytes|Text)Message\(|\bFrame\((?:fin|opcode)=|\b(?:Binary|Text)\(\[|\bWSMsgType\b|\{(?:text|binary),\s*<<|\bmessage(?:s)? received\b|\breceived(?: message)?: ?(?:<Buffer|b['"]|\[)|(?<!\btcp\.)\bpayload\b/i;

/** Programs that print messages and never frames: mitmproxy. */
const MESSAGES_ONLY = /\bWebSocket (?:text|binary) message (?:->|<-) /;

export function hasOnlyMessages(text: string): boolean {
  return MESSAGES_ONLY.test(text.slice(0, SAMPLE));
}

/** The part of a text that is looked at. */
const SAMPLE = 20_000;

export function hintsAtPayloads(text: string): boolean {
  return HINTS.test(text.slice(0, SAMPLE));
}

const TEXT = /\btext\b[^\n]{0,20}$|\btext message\b[^\n]*\n\s*$/i;
const BINARY = /\bbinary\b[^\n]{0,20}$|\bbinary message\b[^\n]*\n\s*$/i;

/** The kind of message that the label before a payload names; null if it names none. */
export function toldOpcode(text: string, at: number): DefinedOpcode | null {
  const label = text.slice(Math.max(0, at - LONGEST_LABEL), at);
  if (TEXT.test(label)) return OPCODE.text;
  return BINARY.test(label) ? OPCODE.binary : null;
}

/** Of a line, and of one above it. */
const LONGEST_LABEL = 200;
