/** The words with which programs log frames as JSON: who sent them, of what kind they are. */

import { OPCODE, isDefinedOpcode, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import { speakerOf } from '#core/paste/lines/speaker-words.ts';
import type { Speaker } from '#core/paste/speaker.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import type { ByteEncoding } from './json-bytes.ts';

/** "from_client", "fromClient" and "From-Client" are the same. */
export function plainName(name: string): string {
  if (name.length > 60) return '';
  // Attributes have the name of what they are about before them: "ws.opcode".
  return name
    .toLowerCase()
    .replace(/^(?:ws|websocket)[._]/, '')
    .replaceAll(/[^a-z\d]/g, '');
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const SENT = setOf(
  'send sends sent sending out outgoing outbound tx write wrote written egress upload o',
);
const RECEIVED = setOf(
  'receive receives received receiving recv in incoming inbound rx read ingress download i',
);
const CLIENT = setOf('client browser c wsclient');
const SERVER = setOf('server backend s wsserver upstream');
const TO_SERVER = setOf(
  'c2s clienttoserver toserver fromclient clientserver upstream client2server',
);
const TO_CLIENT = setOf(
  's2c servertoclient toclient fromserver serverclient downstream server2client',
);
const ARROWS: ReadonlyMap<string, Speaker> = new Map<string, Speaker>([
  ...['>', '>>', '>>>', '->', '-->', '=>', '→', '⇒', '↑', '⬆', '▶'].map(
    (arrow) => [arrow, 0] as const,
  ),
  ...['<', '<<', '<<<', '<-', '<--', '<=', '←', '⇐', '↓', '⬇', '◀'].map(
    (arrow) => [arrow, 1] as const,
  ),
]);

/** Who speaks, by a member; null if it says nothing of that. */
export function speakerIn(name: string, value: JsonNode): Speaker {
  const isSo = value.boolean();
  if (isSo !== null) return speakerOfFlag(name, isSo);
  const word = value.text(60);
  if (word === null) return null;
  if (DIRECTION_NAMES.has(name)) return speakerOfWord(word);
  if (FROM_NAMES.has(name)) return sideOf(word, false);
  if (TO_NAMES.has(name)) return sideOf(word, true);
  if (LOGGED_NAMES.has(name)) return LOGGED.test(word) ? speakerOf(word) : null;
  return KIND_NAMES.has(name) ? kindIn(word).speaker : null;
}

const LOGGED_NAMES = setOf('msg message');
/** What a program says it did: "read frame". Other words are those of a message. */
const LOGGED =
  /^(?:ws|websocket)?[:\s]*(?:read|recv|received|receive|rx|wrote|write|written|send|sent|sending|tx)(?:[\s:]+(?:\d+ bytes?|frames?|bytes?|data|messages?|packet|raw|from|to|the|client|server|socket|ws|websocket))*$/i;

const DIRECTION_NAMES = setOf('direction dir way flow side direct');
const FROM_NAMES = setOf('from sender source src origin author by');
const TO_NAMES = setOf('to target dest destination dst recipient receiver');
const KIND_NAMES = setOf(
  'type kind event action frametype messagetype msgtype eventtype op method',
);

const FLAGS_SENT = setOf('sent outgoing outbound issent isoutgoing isoutbound fromme isself tx');
const FLAGS_RECEIVED = setOf('received incoming inbound isreceived isincoming isinbound rx');
const FLAGS_CLIENT = setOf('fromclient isfromclient clienttoserver toserver isclient');
const FLAGS_SERVER = setOf('fromserver isfromserver servertoclient toclient isserver');

function speakerOfFlag(name: string, isSo: boolean): Speaker {
  if (FLAGS_SENT.has(name)) return isSo ? 0 : 1;
  if (FLAGS_RECEIVED.has(name)) return isSo ? 1 : 0;
  if (FLAGS_CLIENT.has(name)) return isSo ? 'client-to-server' : 'server-to-client';
  if (FLAGS_SERVER.has(name)) return isSo ? 'server-to-client' : 'client-to-server';
  return null;
}

function speakerOfWord(word: string): Speaker {
  const arrow = ARROWS.get(word.trim());
  if (arrow !== undefined) return arrow;
  const plain = plainName(word);
  if (SENT.has(plain)) return 0;
  if (RECEIVED.has(plain)) return 1;
  if (TO_SERVER.has(plain)) return 'client-to-server';
  if (TO_CLIENT.has(plain)) return 'server-to-client';
  return sideOf(word, false) ?? speakerOf(word);
}

function sideOf(word: string, isReceiver: boolean): Speaker {
  const plain = plainName(word);
  const isClient = CLIENT.has(plain);
  if (!isClient && !SERVER.has(plain)) return null;
  return isClient === isReceiver ? 'server-to-client' : 'client-to-server';
}

const OPCODES: ReadonlyMap<string, DefinedOpcode> = new Map<string, DefinedOpcode>([
  ...Object.entries(OPCODE),
  ['cont', OPCODE.continuation],
  ['txt', OPCODE.text],
  ['utf8', OPCODE.text],
  ['string', OPCODE.text],
  ['bin', OPCODE.binary],
  ['blob', OPCODE.binary],
  ['arraybuffer', OPCODE.binary],
  ['connectionclose', OPCODE.close],
]);

/** Fewer than for directions: messages of applications have types such as "read", too. */
const KIND_SENT = setOf('send sends sent sending out outgoing outbound tx');
const KIND_RECEIVED = setOf('receive receives received receiving recv in incoming inbound rx');

/** Words beside the one that says what it is: "websocket_frame_sent", "ws.message". */
const FILLERS = setOf('web socket ws websocket frame frames message msg data on event opcode');

/** What a word like "frameSent" or "binary" says; nothing if it contains any other word. */
export function kindIn(word: string): {
  readonly speaker: Speaker;
  readonly opcode: DefinedOpcode | null;
} {
  let speaker: Speaker = null;
  let opcode: DefinedOpcode | null = null;
  const nothing = { speaker: null, opcode: null };
  if (word.length > 40) return nothing;
  const tokens =
    word
      .replaceAll(/([a-z])([A-Z])|(?<=frame)(?=sent|received)/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z\d]+/g) ?? [];
  for (const token of tokens) {
    if (FILLERS.has(token)) continue;
    const isSent = KIND_SENT.has(token);
    const named = OPCODES.get(token);
    if (isSent || KIND_RECEIVED.has(token)) speaker = isSent ? 0 : 1;
    else if (named !== undefined) opcode = named;
    else return nothing;
  }
  return { speaker, opcode };
}

/** An opcode by number or name: 1, "0x1", "text", "Opcode.TEXT". */
export function opcodeIn(value: JsonNode): DefinedOpcode | null {
  const word = value.text(40);
  const number =
    value.number() ??
    (word !== null && /^(?:0x0?[\da-f]|\d{1,2})$/i.test(word) ? Number(word) : null);
  if (number !== null) return isOpcode(number) ? number : null;
  return word === null ? null : kindIn(word).opcode;
}

function isOpcode(value: number): value is DefinedOpcode {
  return Number.isInteger(value) && value >= 0 && value <= 15 && isDefinedOpcode(value);
}

const OPCODE_NAMES = setOf('opcode wsopcode frameopcode');

export function isOpcodeName(name: string): boolean {
  return OPCODE_NAMES.has(name);
}

export function isKindName(name: string): boolean {
  return KIND_NAMES.has(name);
}

/** What a member's name says of the bytes in it. */
export type DataName = {
  /** Bytes as they crossed the connection, or a payload; null if either can be meant. */
  readonly meaning: 'wire' | 'payload' | null;
  readonly encoding: ByteEncoding | null;
  /** Members with higher ranks are more likely to contain the bytes. */
  readonly rank: number;
};

const WIRE_NAMES = setOf(
  'raw rawdata rawbytes rawframe wire frame framebytes framedata packet chunk',
);
const DATA_NAMES = setOf('data bytes buffer buf');
const PAYLOAD_NAMES = setOf('payload payloaddata body content messagedata');
const MESSAGE_NAMES = setOf('message msg text');

const ENCODING = /(hex|base64|b64|utf8|text)$/;

export function dataNameOf(name: string): DataName | null {
  const whole = meaningOf(name);
  if (whole !== null) return { ...whole, encoding: name === 'text' ? 'text' : null };
  const suffix = ENCODING.exec(name)?.[1];
  if (suffix === undefined) return null;
  const stem = name.slice(0, name.length - suffix.length);
  const base = stem === '' || stem === 'as' ? { meaning: null, rank: 4 } : meaningOf(stem);
  if (base === null) return null;
  const encoding =
    suffix === 'hex' ? 'hex' : suffix === 'utf8' || suffix === 'text' ? 'text' : 'base64';
  return { ...base, encoding, rank: encoding === 'text' ? base.rank : base.rank + 4 };
}

function meaningOf(name: string): Omit<DataName, 'encoding'> | null {
  if (WIRE_NAMES.has(name)) return { meaning: 'wire', rank: 3 };
  if (PAYLOAD_NAMES.has(name)) return { meaning: 'payload', rank: 3 };
  if (DATA_NAMES.has(name)) return { meaning: null, rank: 2 };
  return MESSAGE_NAMES.has(name) ? { meaning: 'payload', rank: 1 } : null;
}

/** The value of "encoding": "hex", "base64", "utf-8". */
export function encodingIn(value: JsonNode): ByteEncoding | null {
  const word = plainName(value.text(40) ?? '');
  if (word === 'hex') return 'hex';
  if (word === 'base64' || word === 'b64') return 'base64';
  return word === 'utf8' || word === 'text' ? 'text' : null;
}

const ADDRESS =
  /^(?:\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?|\[[\da-f:]{2,39}\](?::\d{1,5})?|[\da-f]{0,4}:[\da-f:]{1,38}|[\w.-]{1,60}:\d{1,5})$/i;

/** Whether a member has the sender's or the receiver's address, or a port of one. */
export function addressIn(
  name: string,
  value: JsonNode,
): {
  readonly end: 'source' | 'destination';
  readonly part: 'host' | 'port';
  readonly text: string;
} | null {
  const end = SOURCE_NAMES.has(name)
    ? 'source'
    : DESTINATION_NAMES.has(name)
      ? 'destination'
      : null;
  const text = value.text(80) ?? value.number()?.toString() ?? '';
  if (end !== null) return ADDRESS.test(text) ? { end, part: 'host', text } : null;
  const port = SOURCE_PORTS.has(name)
    ? 'source'
    : DESTINATION_PORTS.has(name)
      ? 'destination'
      : null;
  return port !== null && /^\d{1,5}$/.test(text) ? { end: port, part: 'port', text } : null;
}

const SOURCE_NAMES = setOf('from source src sender srcaddr srcip sourceip sourceaddress saddr');
const DESTINATION_NAMES = setOf(
  'to target dest destination dst dstaddr dstip destip destinationip destinationaddress daddr',
);
const SOURCE_PORTS = setOf('srcport sport sourceport');
const DESTINATION_PORTS = setOf('dstport dport destport destinationport');

const TIME_NAMES = setOf(
  'time ts timestamp t at date datetime when timems timestampms ms epoch epochms elapsed elapsedms walltime',
);

export function isTimeName(name: string): boolean {
  return TIME_NAMES.has(name);
}

const CONNECTION_NAMES = setOf(
  'connection connectionid connid conn cid socket socketid sock sockid session sessionid sid client clientid stream streamid requestid channel channelid peer peerid fd tcpstream wsid websocketid remote remoteaddr remoteaddress',
);

/** 2 for names that mean a connection, 1 for "id", which a message can have, too; otherwise 0. */
export function connectionRank(name: string): number {
  if (name === 'id') return 1;
  return CONNECTION_NAMES.has(name) ? 2 : 0;
}
