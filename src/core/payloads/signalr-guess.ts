/** Records of the SignalR Hub Protocol, as JSON that ends with 1e, or as MessagePack. */

import { guess, type Guess, type TextPayload } from './guess-result.ts';
import { fitsPattern, hasMembers, listOf, memberOf, type ValueNode } from './guess-tree.ts';
import { readJson } from './json-guess.ts';
import { readMessagePack } from './message-pack-guess.ts';
import { readVariableLength } from './variable-length.ts';

type RecordType = {
  readonly name: string;
  /** The elements after the type, in MessagePack. */
  readonly elements: string;
};

/** By number, from 1. */
const RECORD_TYPES: readonly RecordType[] = [
  { name: 'Invocation', elements: 'map text|null text list list?' },
  { name: 'StreamItem', elements: 'map text any' },
  { name: 'Completion', elements: 'map text number any?' },
  { name: 'StreamInvocation', elements: 'map text text list list?' },
  { name: 'CancelInvocation', elements: 'map text' },
  { name: 'Ping', elements: '' },
  { name: 'Close', elements: 'text|null literal?' },
  { name: 'Ack', elements: 'number' },
  { name: 'Sequence', elements: 'number' },
];

/** Ends each JSON record. */
const RECORD_SEPARATOR = 0x1e;

const MAX_RECORDS = 1000;

export function guessSignalR({ bytes }: TextPayload): Guess | null {
  if (bytes.at(-1) !== RECORD_SEPARATOR) return null;
  const records: ValueNode[] = [];
  const names: (string | null)[] = [];
  let omitted = 0;
  for (let at = 0; at < bytes.length && records.length < MAX_RECORDS;) {
    const end = bytes.indexOf(RECORD_SEPARATOR, at);
    const json = readJson(bytes, at, end);
    if (json?.node.kind !== 'map') return null;
    records.push(json.node);
    names.push(jsonRecordName(json.node));
    omitted += json.omitted;
    at = end + 1;
  }
  const [first] = records;
  const [name = null] = names;
  if (first === undefined || name === null || names.includes(null)) return null;
  const node = records.length === 1 ? first : listOf(records, bytes.length);
  return guess('signalr', 'likely', [name], { node, end: bytes.length, omitted });
}

function jsonRecordName(record: ValueNode): string | null {
  const type = memberOf(record, 'type');
  if (type !== null) return RECORD_TYPES[Number(type.text) - 1]?.name ?? null;
  if (hasMembers(record, ['protocol', 'version'])) return 'handshake';
  return hasMembers(record, [], ['error', 'minorVersion']) ? 'handshake response' : null;
}

/** Each record is a length in 7-bit groups and a list that starts with the type. */
export function guessSignalRMessagePack(bytes: Uint8Array): Guess | null {
  const records: ValueNode[] = [];
  const names: (string | null)[] = [];
  let omitted = 0;
  for (let at = 0; at < bytes.length && records.length < MAX_RECORDS;) {
    const length = readVariableLength(bytes, at, 5);
    if (length === null) return null;
    const reading = readMessagePack(bytes, length.end);
    if (reading?.node.kind !== 'list' || reading.end !== length.end + length.value) return null;
    records.push(reading.node);
    names.push(packedRecordName(reading.node));
    omitted += reading.omitted;
    at = reading.end;
  }
  const [name = null] = names;
  if (name === null || names.includes(null)) return null;
  const node = listOf(records, bytes.length);
  return guess('signalr-message-pack', 'likely', [name], { node, end: bytes.length, omitted });
}

function packedRecordName({ children: [type, ...elements] }: ValueNode): string | null {
  const found = RECORD_TYPES[Number(type?.text) - 1];
  if (type?.kind !== 'number' || found === undefined) return null;
  const fits =
    found.elements === '' ? elements.length === 0 : fitsPattern(elements, found.elements);
  return fits ? found.name : null;
}
