/** Who sends, from the words and arrows of a label: "C1:", "-->", "RECV", "client to server". */

import type { Speaker } from '#core/paste/speaker.ts';
import { lastMatch, namedSide } from './named-side.ts';
import { translatedLabel } from './translated-label.ts';

const SENDS =
  /(?:(?:[>→↑⬆»➡]|📤)\ufe0f?\s*:?\s*$|\b(?:send|sent|sending|sends|tx|txed|out|outgoing|outbound|wrote|write|writing|written)\b|\breq(?:uest)?\W*$|^o\W*$|>>>)/i;
const RECEIVES =
  /(?:(?:[<←↓⬇«⬅]|📥)\ufe0f?[-=]*\s*:?\s*$|\b(?:recv|rcv|rcvd|recv'?d|receive|received(?! signal\b)|receives|receiving|rx|in|incoming|inbound|read|reading)\b|\b(?:resp?|response|gets?)\W*$|^i\W*$|<<<)/i;

const ALL_SENDS = new RegExp(SENDS.source, 'gi');
const ALL_RECEIVES = new RegExp(RECEIVES.source, 'gi');

/** An arrow that starts a log line: "> 2026/01/01 12:00:00  length=17", "<< recv: text". */
const LEADING_ARROW = /^\s*(>{1,3}|<{1,3}|-+>|<-+)(?=\s|$)/;

/** Right before the bytes. */
const LAST_VERB = /\b(send|sent|sending|tx|recv|rcv|rcvd|receive|received|receiving|rx)\s*:?\s*$/i;

/** Before what a call returned, the arrow doesn't send: "recv(10) -> b'…'". */
const RESULT_OF_READING = /\b(?:recv|receive|read)\w*\([^()]*\)\s*(?:->|=>|→)\s*$/i;

/** The speaker in the label before bytes; null if it names none. */
export function speakerOf(written: string): Speaker {
  if (written.trim() === '') return null;
  const label = translatedLabel(written);
  // The end of a tag is no arrow.
  const tag = /<([a-z][^<>]*)>\s*$/i.exec(label)?.[1];
  if (tag !== undefined) return speakerOf(tag);
  const named = namedSide(label);
  if (named !== null) return named;
  if (RESULT_OF_READING.test(label)) return 1;
  const arrow = LEADING_ARROW.exec(label)?.[1];
  const verb = LAST_VERB.exec(label)?.[1];
  // Arduino’s serial monitor puts an arrow before each line.
  if (arrow !== undefined && verb !== undefined) return SENDS.test(verb) ? 0 : 1;
  if (arrow !== undefined) return arrow.endsWith('>') ? 0 : 1;
  const isReceived = RECEIVES.test(label);
  const isSent = SENDS.test(label);
  // "send" beside "in" is a sentence; the verb that is nearer to the bytes counts.
  if (isReceived && isSent)
    return lastMatch(label, ALL_SENDS) > lastMatch(label, ALL_RECEIVES) ? 0 : 1;
  if (isReceived) return 1;
  return isSent ? 0 : null;
}
