/** Guesses formats of binary messages by how well all of their bytes fit. */

import { readUint16 } from '#core/bytes/big-endian.ts';
import { fromLatin1, fromValidUtf8 } from '#core/bytes/text.ts';
import { BINARY_SIGNATURES } from '#core/recognition/binary-signatures.ts';
import { readCbor } from './cbor-guess.ts';
import { readMessagePack } from './message-pack-guess.ts';
import { guess, type Guess } from './guess-result.ts';
import { SIGNALR_TYPES } from './text-guess.ts';
import type { ValueNode, ValueReading } from './guess-tree.ts';

export function guessBinary(bytes: Uint8Array): Guess[] {
  const guesses = [
    guessCompressed(bytes, 'gzip'),
    guessCompressed(bytes, 'zlib'),
    guessMqtt(bytes),
    guessSignalRMessagePack(bytes),
    guessMessagePack(bytes),
    guessCbor(bytes),
    guessProtobuf(bytes),
  ];
  return guesses.filter((each) => each !== null);
}

function guessCompressed(bytes: Uint8Array, id: 'gzip' | 'zlib'): Guess | null {
  const evidence = BINARY_SIGNATURES.find((signature) => signature.id === id)?.look(bytes);
  return evidence ? guess(id, evidence.confidence === 'sure' ? 'likely' : 'possible') : null;
}

/** Only maps and lists that fill the payload, because a single number could be anything. */
function guessMessagePack(bytes: Uint8Array): Guess | null {
  return guessFilling('message-pack', readMessagePack(bytes), bytes.length);
}

function guessCbor(bytes: Uint8Array): Guess | null {
  const reading = readCbor(bytes);
  // 55799: "the following is CBOR" (RFC 8949 §3.4.6).
  const isMarked = reading?.node.kind === 'tag' && reading.node.text === '55799';
  if (isMarked && reading.end === bytes.length) return guess('cbor', 'likely', ['55799'], reading);
  return guessFilling('cbor', reading, bytes.length);
}

function guessFilling(
  id: 'message-pack' | 'cbor',
  reading: ValueReading | null,
  size: number,
): Guess | null {
  if (reading?.end !== size) return null;
  const { kind, children } = reading.node;
  if ((kind !== 'map' && kind !== 'list') || children.length === 0) return null;
  const isNamed = kind === 'map' && children.every(({ key }) => isName(key ?? ''));
  const confidence = isNamed ? 'likely' : size < 4 ? 'weak' : 'possible';
  return guess(id, confidence, [kind, String(children.length)], reading);
}

/** Typical names of map members. */
function isName(text: string): boolean {
  return /^[\p{L}_$][\p{L}\p{N}_$ .:/-]*$/u.test(text);
}

/** Each record is a length in 7-bit groups and a list that starts with the type. */
function guessSignalRMessagePack(bytes: Uint8Array): Guess | null {
  const records: ValueNode[] = [];
  let omitted = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = readVariableLength(bytes, at, 5);
    if (length === null) return null;
    const reading = readMessagePack(bytes, length.end);
    if (reading?.node.kind !== 'list' || reading.end !== length.end + length.value) return null;
    records.push({ ...reading.node, key: String(records.length) });
    omitted += reading.omitted;
    at = reading.end;
  }
  const types = records.map(({ children }) => SIGNALR_TYPES[Number(children[0]?.text) - 1]);
  const [name] = types;
  if (name === undefined || types.includes(undefined)) return null;
  const range = { start: 0, end: bytes.length };
  const node: ValueNode = {
    kind: 'list',
    key: null,
    keyRange: null,
    text: '',
    range,
    children: records,
  };
  return guess('signalr-message-pack', 'likely', [name], { node, end: bytes.length, omitted });
}

type VariableLength = { readonly value: number; readonly end: number };

/** 7 bits per byte, lowest first. The top bit means that another byte follows. */
function readVariableLength(
  bytes: Uint8Array,
  start: number,
  maxBytes: number,
): VariableLength | null {
  let value = 0;
  for (let index = 0; index < maxBytes; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return null;
}

const MQTT_TYPES = [
  null,
  'CONNECT',
  'CONNACK',
  'PUBLISH',
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBSCRIBE',
  'SUBACK',
  'UNSUBSCRIBE',
  'UNSUBACK',
  'PINGREQ',
  'PINGRESP',
  'DISCONNECT',
  'AUTH',
] as const;

/** Consecutive MQTT control packets (MQTT 5.0 §2.1). */
function guessMqtt(bytes: Uint8Array): Guess | null {
  const facts: string[] = [];
  let isCertain = false;
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    const length = readVariableLength(bytes, at + 1, 4);
    const type = MQTT_TYPES[first >> 4];
    if (length === null || type === null || type === undefined) return null;
    const body = bytes.subarray(length.end, length.end + length.value);
    if (body.length < length.value || !isMqttBody(type, first & 0x0f, body)) return null;
    if (facts.length === 0) facts.push(type, ...mqttTopic(type, body));
    isCertain ||= type === 'CONNECT' || (type === 'PUBLISH' && body.length > 4);
    at = length.end + length.value;
  }
  if (facts.length === 0) return null;
  return guess('mqtt', isCertain ? 'likely' : 'possible', facts);
}

function isMqttBody(type: string, flags: number, body: Uint8Array): boolean {
  switch (type) {
    case 'CONNECT':
      return flags === 0 && /^\0(?:\x04MQTT|\x06MQIsdp)/.test(fromLatin1(body.subarray(0, 8)));
    case 'PUBLISH':
      return (flags & 0x06) !== 0x06 && mqttTopic(type, body).length === 1;
    case 'PUBREL':
    case 'SUBSCRIBE':
    case 'UNSUBSCRIBE':
      return flags === 2 && body.length >= 2;
    case 'PINGREQ':
    case 'PINGRESP':
      return flags === 0 && body.length === 0;
    case 'DISCONNECT':
    case 'AUTH':
      return flags === 0;
    default:
      return flags === 0 && body.length >= 2;
  }
}

/** The topic of a PUBLISH packet: text without wildcards (MQTT 5.0 §3.3.2.1). */
function mqttTopic(type: string, body: Uint8Array): string[] {
  if (type !== 'PUBLISH' || body.length < 3) return [];
  const size = readUint16(body, 0);
  if (size === 0 || 2 + size > body.length) return [];
  const topic = fromValidUtf8(body.subarray(2, 2 + size));
  return topic === null || /[\p{Cc}+#]/u.test(topic) ? [] : [topic];
}

/** The largest field number in practice. Larger ones are allowed but suggest another format. */
const MAX_FIELD_NUMBER = 1000;

/**
 * Protocol Buffers have no signature. Each field is a tag (number and wire type) and a value of
 * that type.
 */
function guessProtobuf(bytes: Uint8Array): Guess | null {
  let at = 0;
  let count = 0;
  while (at < bytes.length) {
    const tag = readVariableLength(bytes, at, 5);
    if (tag === null) return null;
    const fieldNumber = Math.floor(tag.value / 8);
    const end = endOfProtobufField(bytes, tag.end, tag.value % 8);
    if (fieldNumber === 0 || fieldNumber > MAX_FIELD_NUMBER || end === null) return null;
    at = end;
    count++;
  }
  return bytes.length < 4 ? null : guess('protobuf', 'weak', [String(count)]);
}

function endOfProtobufField(bytes: Uint8Array, start: number, wireType: number): number | null {
  const within = (end: number) => (end <= bytes.length ? end : null);
  switch (wireType) {
    case 0:
      return readVariableLength(bytes, start, 10)?.end ?? null;
    case 1:
      return within(start + 8);
    case 2: {
      const length = readVariableLength(bytes, start, 5);
      return length && within(length.end + length.value);
    }
    case 5:
      return within(start + 4);
    default:
      return null;
  }
}
