/** What the members of an object say of a frame: its sender, time, connection, opcode and bytes. */

import { timestampIn } from '#core/paste/lines/timestamp.ts';
import type { Speaker } from '#core/paste/speaker.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import {
  addressIn,
  connectionRank,
  dataNameOf,
  encodingIn,
  isKindName,
  isOpcodeName,
  isTimeName,
  kindIn,
  opcodeIn,
  plainName,
  speakerIn,
  type DataName,
} from './field-words.ts';
import { bufferData, isByteArray, isByteMap, type ByteEncoding } from './json-bytes.ts';
import { toMilliseconds } from './json-form.ts';

/** A member with bytes. */
export type RecordData = {
  readonly value: JsonNode;
  readonly kind: 'string' | 'array' | 'buffer';
  readonly name: DataName;
};

/** A time, and whether its unit is certain. */
export type RecordTime = { readonly value: number; readonly unit: 'ms' | 'unknown' };

/** What the members of an object, and of the objects around it, say. */
export type Said = {
  readonly speaker: Speaker;
  readonly time: RecordTime | null;
  readonly source: string | null;
  readonly destination: string | null;
  readonly connection: string | null;
  readonly id: string | null;
  readonly opcode: DefinedOpcode | null;
  /** An opcode by a name such as "type", which other records have, too. */
  readonly kindOpcode: DefinedOpcode | null;
  readonly isFinal: boolean | null;
  readonly isCompressed: boolean;
  readonly encoding: ByteEncoding | null;
  readonly size: number | null;
};

export const NOTHING_SAID: Said = {
  speaker: null,
  time: null,
  source: null,
  destination: null,
  connection: null,
  id: null,
  opcode: null,
  kindOpcode: null,
  isFinal: null,
  isCompressed: false,
  encoding: null,
  size: null,
};

/** Records have few members; more are looked at only for nested records. */
const MOST_MEMBERS = 10_000;

type Members = {
  readonly said: Said;
  readonly data: readonly RecordData[];
  readonly code: JsonNode | null;
  readonly reason: JsonNode | null;
};

const PLAIN_BUFFER: DataName = { meaning: null, encoding: null, rank: 9 };

export function membersOf(node: JsonNode, around: Said): Members {
  if (bufferData(node) !== null || isByteMap(node)) {
    const data: RecordData = { value: node, kind: 'buffer', name: PLAIN_BUFFER };
    return { said: around, data: [data], code: null, reason: null };
  }
  // A type is that of its own record only.
  const said = { ...around, kindOpcode: null as DefinedOpcode | null, size: null as number | null };
  const ports: { source?: string; destination?: string } = {};
  const data: RecordData[] = [];
  let code: JsonNode | null = null;
  let reason: JsonNode | null = null;
  let rank = 0;
  let count = 0;
  let isBinary: boolean | null = null;
  for (const [key, value] of node.members()) {
    if (count++ > MOST_MEMBERS) break;
    const name = plainName(key);
    const speaker = speakerIn(name, value);
    if (speaker !== null) said.speaker = speaker;
    if (isOpcodeName(name)) said.opcode = opcodeIn(value) ?? said.opcode;
    else if (isKindName(name) && speaker === null)
      said.kindOpcode = opcodeIn(value) ?? said.kindOpcode;
    else if (isKindName(name))
      said.kindOpcode = kindIn(value.text(40) ?? '').opcode ?? said.kindOpcode;
    else if (name === 'binary' || name === 'isbinary') isBinary = value.boolean() ?? isBinary;
    else if (name === 'fin' || name === 'final' || name === 'isfinal') said.isFinal = flagOf(value);
    else if (name === 'rsv1' || name === 'compressed' || name === 'iscompressed')
      said.isCompressed = flagOf(value) ?? false;
    else if (name === 'encoding' || name === 'enc') said.encoding = encodingIn(value);
    else if (name === 'base64encoded' || name === 'isbase64')
      said.encoding = flagOf(value) === true ? 'base64' : null;
    else if (SIZE_NAMES.has(name)) said.size = value.number();
    else if (name === 'code' || name === 'closecode') code = value;
    else if (name === 'reason' || name === 'closereason') reason = value;
    else if (isTimeName(name)) said.time = timeOf(name, value) ?? said.time;
    const address = addressIn(name, value);
    if (address?.part === 'host') said[address.end] = address.text;
    else if (address !== null) ports[address.end] = address.text;
    const connection = speaker === null ? connectionRank(name) : 0;
    const id = connection > 0 ? idOf(value) : null;
    if (id !== null && connection === 1) said.id = id;
    else if (id !== null && connection > rank) {
      said.connection = id;
      rank = connection;
    }
    const found = speaker !== null && isWord(value) ? null : dataOf(name, value);
    if (found !== null) data.push(found);
  }
  for (const end of ['source', 'destination'] as const) {
    const port = ports[end];
    if (said[end] !== null && port !== undefined) said[end] = `${said[end]}:${port}`;
  }
  if (isBinary !== null) said.kindOpcode ??= isBinary ? OPCODE.binary : OPCODE.text;
  data.sort((a, b) => b.name.rank - a.name.rank);
  return { said, data, code, reason };
}

/** "send": what was done, not what was sent. */
function isWord(value: JsonNode): boolean {
  return /^[a-z]{2,12}$/i.test(value.text(20) ?? '');
}

const SIZE_NAMES: ReadonlySet<string> = new Set([
  'size',
  'length',
  'len',
  'bytelength',
  'bytecount',
]);

function flagOf(value: JsonNode): boolean | null {
  const number = value.number();
  return number === null ? value.boolean() : number !== 0;
}

function idOf(value: JsonNode): string | null {
  const inner = value.isObject ? value.member('id') : value;
  const number = inner?.number() ?? null;
  const text = inner?.text(100) ?? null;
  return number === null ? text : String(number);
}

function dataOf(name: string, value: JsonNode): RecordData | null {
  const isBuffer = value.isObject && (bufferData(value) !== null || isByteMap(value));
  const said = dataNameOf(name);
  if (isBuffer) return { value, kind: 'buffer', name: said ?? PLAIN_BUFFER };
  if (said === null) return null;
  if (value.isString) return { value, kind: 'string', name: said };
  return isByteArray(value) && value.first !== null ? { value, kind: 'array', name: said } : null;
}

function timeOf(name: string, value: JsonNode): RecordTime | null {
  const text = value.text(60);
  const isNumber = text !== null && /^\d{1,17}(?:\.\d{1,12})?$/.test(text);
  if (text !== null && !isNumber) {
    const time = timestampIn(text);
    return time === null ? null : { value: time.atMs, unit: 'ms' };
  }
  const number = isNumber ? Number(text) : value.number();
  if (number === null || number < 0) return null;
  if (name.endsWith('ms')) return { value: number, unit: 'ms' };
  return number >= 1e8
    ? { value: toMilliseconds(number), unit: 'ms' }
    : { value: number, unit: 'unknown' };
}
