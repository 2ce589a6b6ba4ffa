/** Who sends, from the words and arrows of a label: "C1:", "-->", "RECV", "client to server". */

import type { Speaker } from '#core/paste/speaker.ts';

const ARROW_AHEAD = String.raw`(?:-+>+|=+>+|>+|→|⇒|to|-to-|2)`;
const ARROW_BACK = String.raw`(?:<+-+|<+=*|←|⇐)`;
const CLIENT_NAME = String.raw`(?:c|client|browser|ws-client)`;
const SERVER_NAME = String.raw`(?:s|server|backend|ws-server)`;
/** The name of a logger says nothing: "ws.client", "ws::client". */
const NO_LOGGER = String.raw`(?<![a-z](?:\.|::))`;

const TO_SERVER = new RegExp(
  String.raw`${NO_LOGGER}\b${CLIENT_NAME}\d*\s*(?:\([^)]*\)\s*)?${ARROW_AHEAD}\s*(?:the\s)?${SERVER_NAME}\b|${NO_LOGGER}\b${SERVER_NAME}\d*\s*${ARROW_BACK}\s*${CLIENT_NAME}\b`,
  'i',
);
const TO_CLIENT = new RegExp(
  String.raw`${NO_LOGGER}\b${SERVER_NAME}\d*\s*(?:\([^)]*\)\s*)?${ARROW_AHEAD}\s*(?:the\s)?${CLIENT_NAME}\b|${NO_LOGGER}\b${CLIENT_NAME}\d*\s*${ARROW_BACK}\s*${SERVER_NAME}\b`,
  'i',
);
/** "client#17 ->" speaks; "client#17 <-" is spoken to. */
const CLIENT = new RegExp(
  String.raw`(?<![a-z\d])${NO_LOGGER}${CLIENT_NAME}[\s#]*\d*[\s:>\])|=→-]*$|\bfrom(?: the)? client\b|\bto(?: the)? server\b`,
  'i',
);
const SERVER = new RegExp(
  String.raw`(?<![a-z\d])${NO_LOGGER}${SERVER_NAME}[\s#]*\d*[\s:>\])|=→-]*$|\bfrom(?: the)? server\b|\bto(?: the)? client\b`,
  'i',
);
const TO_NAMED_CLIENT = new RegExp(
  String.raw`${NO_LOGGER}\b(?:client|browser)[\s#]*\d*\s*${ARROW_BACK}\s*$`,
  'i',
);
const TO_NAMED_SERVER = new RegExp(
  String.raw`${NO_LOGGER}\bserver[\s#]*\d*\s*${ARROW_BACK}\s*$`,
  'i',
);

/** Who is written to by somebody else: "proxy -> client:". */
const ONLY_TO_CLIENT = new RegExp(
  String.raw`(?:-+>+|=+>+|→|⇒)\s*(?:the\s)?${CLIENT_NAME}[\s#]*\d*[\s:\])|=]*$`,
  'i',
);
const ONLY_TO_SERVER = new RegExp(
  String.raw`(?:-+>+|=+>+|→|⇒)\s*(?:the\s)?${SERVER_NAME}[\s#]*\d*[\s:\])|=]*$`,
  'i',
);

/** "the client sends", "server’s reply:", "received from server". */
const VERB = String.raw`(?:sends?|sent|says?|said|writes|wrote|repl(?:y|ies|ied)|answers?|answered|frames?|messages?|bytes|data|request|response)\b`;
const CLIENT_SENTENCE = new RegExp(
  String.raw`${NO_LOGGER}\b(?:client|browser)(?:['’]s)?(?: (?:then|also|now))? ${VERB}`,
  'gi',
);
const SERVER_SENTENCE = new RegExp(
  String.raw`${NO_LOGGER}\bserver(?:['’]s)?(?: (?:then|also|now))? ${VERB}`,
  'gi',
);

const SENDS =
  /(?:(?:[>→↑⬆»➡]|📤)\ufe0f?\s*:?\s*$|\b(?:send|sent|sending|sends|tx|txed|out|outgoing|outbound|wrote|write|writing)\b|^o\W*$|>>>)/i;
const RECEIVES =
  /(?:(?:[<←↓⬇«⬅]|📥)\ufe0f?[-=]*\s*:?\s*$|\b(?:recv|rcv|rcvd|recv'?d|receive|received(?! signal\b)|receives|receiving|rx|in|incoming|inbound|read|reading)\b|^i\W*$|<<<)/i;

const ALL_SENDS = new RegExp(SENDS.source, 'gi');
const ALL_RECEIVES = new RegExp(RECEIVES.source, 'gi');

/** An arrow that starts a log line: "> 2026/01/01 12:00:00  length=17", "<< recv: text". */
const LEADING_ARROW = /^\s*(>{1,3}|<{1,3}|-+>|<-+)(?=\s|$)/;

/** Right before the bytes. */
const LAST_VERB = /\b(send|sent|sending|tx|recv|rcv|rcvd|receive|received|receiving|rx)\s*:?\s*$/i;

/** The speaker in the label before bytes; null if it names none. */
export function speakerOf(label: string): Speaker {
  if (label.trim() === '') return null;
  // The end of a tag is no arrow.
  const tag = /<([a-z][^<>]*)>\s*$/i.exec(label)?.[1];
  if (tag !== undefined) return speakerOf(tag);
  const named = NAMES.test(label) ? namedSpeaker(label) : null;
  if (named !== null) return named;
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

/** Without one of these, no side is named. */
const NAMES = /(?<![a-z])[cs]|client|browser|server|backend/i;

/** The side that the label names as the sender. */
function namedSpeaker(label: string): Speaker {
  if (TO_SERVER.test(label)) return 'client-to-server';
  if (TO_CLIENT.test(label)) return 'server-to-client';
  if (TO_NAMED_CLIENT.test(label)) return 'server-to-client';
  if (TO_NAMED_SERVER.test(label)) return 'client-to-server';
  if (ONLY_TO_CLIENT.test(label)) return 'server-to-client';
  if (ONLY_TO_SERVER.test(label)) return 'client-to-server';
  const sentence = speakerInSentence(label);
  if (sentence !== null) return sentence;
  if (CLIENT.test(label)) return 'client-to-server';
  return SERVER.test(label) ? 'server-to-client' : null;
}

/** The side whose sending the last words of a sentence describe. */
function speakerInSentence(sentence: string): Speaker {
  const client = lastMatch(sentence, CLIENT_SENTENCE);
  const server = lastMatch(sentence, SERVER_SENTENCE);
  if (client === server) return null;
  return client > server ? 'client-to-server' : 'server-to-client';
}

function lastMatch(sentence: string, pattern: RegExp): number {
  let last = -1;
  pattern.lastIndex = 0;
  for (let found = pattern.exec(sentence); found !== null; found = pattern.exec(sentence))
    last = found.index;
  return last;
}
