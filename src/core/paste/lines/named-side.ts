/** The side that a label names as the sender: "client to server", "sent by the server", "C1:". */

import type { Direction } from '#core/trace/direction.ts';

const ARROW_AHEAD = String.raw`(?:-+>+|=+>+|>+|→|⇒|to|-to-|2)`;
const ARROW_BACK = String.raw`(?:<+-+|<+=*|←|⇐)`;
const POINTER = String.raw`(?:-+>+|=+>+|→|⇒)`;
const CLIENT_NAME = String.raw`(?:c|client|browser|ws-client)`;
const SERVER_NAME = String.raw`(?:s|server|backend|ws-server)`;
const CLIENT_WORD = String.raw`(?:client|browser|downstream)`;
const SERVER_WORD = String.raw`(?:server|backend|upstream|origin)`;
/** The name of a logger or a tag says nothing: "ws.client", "ws::client", "WS_CLIENT". */
const NO_LOGGER = String.raw`(?<![a-z\d](?:\.|::|_))`;

const COLUMN = String.raw`(?:\s*[|,;\t]\s*|\s{2,})`;
const COLUMN_END = String.raw`[\s|,;"]*`;

const C2S: Direction = 'client-to-server';
const S2C: Direction = 'server-to-client';

type Rule = readonly [pattern: RegExp, direction: Direction];

const rule = (pattern: string, direction: Direction): Rule => [new RegExp(pattern, 'i'), direction];

/** Arrows between or beside names. */
const ARROWS: readonly Rule[] = [
  rule(
    String.raw`${NO_LOGGER}\b${CLIENT_NAME}\d*\s*(?:\([^)]*\)\s*)?${ARROW_AHEAD}\s*(?:the\s)?${SERVER_NAME}\b|${NO_LOGGER}\b${SERVER_NAME}\d*\s*${ARROW_BACK}\s*${CLIENT_NAME}\b`,
    C2S,
  ),
  rule(
    String.raw`${NO_LOGGER}\b${SERVER_NAME}\d*\s*(?:\([^)]*\)\s*)?${ARROW_AHEAD}\s*(?:the\s)?${CLIENT_NAME}\b|${NO_LOGGER}\b${CLIENT_NAME}\d*\s*${ARROW_BACK}\s*${SERVER_NAME}\b`,
    S2C,
  ),
  // "client#17 ->" speaks; "client#17 <-" is spoken to.
  rule(String.raw`${NO_LOGGER}\b(?:client|browser)[\s#]*\d*\s*${ARROW_BACK}\s*$`, S2C),
  rule(String.raw`${NO_LOGGER}\bserver[\s#]*\d*\s*${ARROW_BACK}\s*$`, C2S),
  // Columns: from whom, and to whom.
  rule(String.raw`\b${CLIENT_NAME}${COLUMN}${SERVER_NAME}${COLUMN_END}$`, C2S),
  rule(String.raw`\b${SERVER_NAME}${COLUMN}${CLIENT_NAME}${COLUMN_END}$`, S2C),
  // Who is written to by somebody else: "proxy -> client:".
  rule(String.raw`${POINTER}\s*(?:the\s)?${CLIENT_NAME}[\s#]*\d*[\s:\])|=]*$`, S2C),
  rule(String.raw`${POINTER}\s*(?:the\s)?${SERVER_NAME}[\s#]*\d*[\s:\])|=]*$`, C2S),
  // Or who writes to somebody else: "server -> ESP32:".
  rule(String.raw`${NO_LOGGER}\b(?:client|browser)\s*${POINTER}\s*[\w-]{1,20}\s*:?\s*$`, C2S),
  rule(String.raw`${NO_LOGGER}\bserver\s*${POINTER}\s*[\w-]{1,20}\s*:?\s*$`, S2C),
];

const OWNED = String.raw`(?: (?:the|my|our|your|this|its|a))?`;
const RECEIVING = String.raw`(?:received|read|got|seen|recv)`;
const SENDING = String.raw`(?:sent|written|wrote|generated|produced)`;
/** And then bytes: "my client gets closed" says nothing of them. */
const RECEIVES = String.raw`(?:recv|rcvd?|received?|receives|receiving|rx|gets?|got|reads?|sees|saw)(?=\W*$|\W+(?:\d+ bytes?|frames?|data|messages?|this|raw|hex|bytes)\b)`;
const SENDS = String.raw`(?:sends?|sent|tx|says?|said|writes?|wrote|repl(?:y|ies|ied)|answers?|answered|frames?|messages?|bytes|data|request|response)`;
const NO_END = String.raw`(?<!\b(?:from|to)(?: the)? )`;
const OF_CLIENT = String.raw`${NO_LOGGER}${NO_END}\b(?:client|browser)(?:['’]s)?(?: (?:then|also|now|just|has))? `;
const OF_SERVER = String.raw`${NO_LOGGER}${NO_END}\bserver(?:['’]s)?(?: (?:then|also|now|just|has))? `;

/** Of the words of a sentence, the last count. */
const SENTENCES: readonly (readonly [pattern: RegExp, direction: Direction])[] = [
  [phrase(`from${OWNED} ${CLIENT_WORD}`, `to${OWNED} ${SERVER_WORD}`), C2S],
  [phrase(`from${OWNED} ${SERVER_WORD}`, `to${OWNED} ${CLIENT_WORD}`), S2C],
  [phrase(`${RECEIVING} by${OWNED} ${SERVER_WORD}`, `${SENDING} by${OWNED} ${CLIENT_WORD}`), C2S],
  [phrase(`${RECEIVING} by${OWNED} ${CLIENT_WORD}`, `${SENDING} by${OWNED} ${SERVER_WORD}`), S2C],
  [new RegExp(`${OF_CLIENT}${SENDS}\\b|${OF_SERVER}${RECEIVES}`, 'gi'), C2S],
  [new RegExp(`${OF_SERVER}${SENDS}\\b|${OF_CLIENT}${RECEIVES}`, 'gi'), S2C],
];

function phrase(...words: readonly string[]): RegExp {
  return new RegExp(words.map((each) => String.raw`\b${each}\b`).join('|'), 'gi');
}

/** With what Markdown or a quote puts around it. */
const NAME_END = '[\\s:>\\])|=→*_`"\'-]*';

/** A name at the end of a label. */
const NAMES: readonly Rule[] = [
  rule(String.raw`(?<![a-z\d])${NO_LOGGER}${CLIENT_NAME}[\s#]*\d*${NAME_END}$`, C2S),
  rule(String.raw`(?<![a-z\d])${NO_LOGGER}${SERVER_NAME}[\s#]*\d*${NAME_END}$`, S2C),
];

/** Without one of these, no side is named. */
const ANY_NAME = /(?<![a-z])[cs]|client|browser|server|backend|stream|origin/i;

/** Null if the label names none. */
export function namedSide(label: string): Direction | null {
  if (!ANY_NAME.test(label)) return null;
  return firstOf(ARROWS, label) ?? lastSentenceIn(label) ?? firstOf(NAMES, label);
}

function firstOf(rules: readonly Rule[], label: string): Direction | null {
  return rules.find(([pattern]) => pattern.test(label))?.[1] ?? null;
}

function lastSentenceIn(label: string): Direction | null {
  let last = -1;
  let side: Direction | null = null;
  for (const [pattern, direction] of SENTENCES) {
    const at = lastMatch(label, pattern);
    if (at > last) [last, side] = [at, direction];
  }
  return side;
}

/** Where the last match of a pattern starts; −1 if there is none. */
export function lastMatch(text: string, pattern: RegExp): number {
  let last = -1;
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text))
    last = found.index;
  return last;
}

/** "Server log:", "On the client:": whose "sent" and "received" the lines below it have. */
const OBSERVER =
  /^(?:[#*>=-]+\s*)?(?:(?:on|from|at) )?(?:the )?(client|browser|server|backend)(?:['’]s)?(?:[ -]?side)?(?:[ ._-](?:log(?:s|file)?|output|console|trace|debug(?: log)?|terminal|stdout))?\s*(?:log)?\s*:?(?:\s*[=-]+)?$/i;
const NAMES_ALONE = /^(?:[#*>=-]+\s*)?(?:the )?\w+\s*:?(?:\s*[=-]+)?$/i;

const VOICE = `(?:${CLIENT_WORD}|${SERVER_WORD}|sent|received|send|receive|tx|rx|in|out)`;
const BOTH_SIDES = new RegExp(
  String.raw`^\|?\s*${VOICE}(?:\s*[|,;]\s*|\t\s*|\s{2,})${VOICE}\s*\|?$`,
  'i',
);

/** Whether a heading names the sides of two columns: "client | server". */
export function namesBothSides(heading: string): boolean {
  return BOTH_SIDES.test(heading);
}

/** Whose log a heading announces; null if it announces none. */
export function observerIn(heading: string): 'client' | 'server' | null {
  const side = OBSERVER.exec(heading)?.[1]?.toLowerCase();
  // "Client:" names who sent the bytes below.
  if (side === undefined || NAMES_ALONE.test(heading)) return null;
  return side === 'client' || side === 'browser' ? 'client' : 'server';
}
