/** Control packets of MQTT (3.1.1 and 5.0 §2.1), one after another. */

import { readUint16 } from '#core/bytes/big-endian.ts';
import { fromLatin1, fromValidUtf8 } from '#core/bytes/text.ts';
import { guess, type Guess } from './guess-result.ts';
import { readVariableLength } from './variable-length.ts';

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

type MqttType = NonNullable<(typeof MQTT_TYPES)[number]>;

/** What was read of a packet, if it is one. */
type PacketBody = {
  readonly topic: string | null;
  /** Texts or lengths in it fit, which is no coincidence. */
  readonly isCertain: boolean;
};

export function guessMqtt(bytes: Uint8Array): Guess | null {
  const facts: string[] = [];
  let isCertain = false;
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const length = readVariableLength(bytes, at + 1, 4);
    const type = MQTT_TYPES[first >> 4];
    if (length === null || type === null || type === undefined) return null;
    const body = bytes.subarray(length.end, length.end + length.value);
    if (body.length < length.value) return null;
    const read = readBody(type, first & 0x0f, body);
    if (read === null) return null;
    if (facts.length === 0) facts.push(type, ...(read.topic === null ? [] : [read.topic]));
    isCertain ||= read.isCertain;
    at = length.end + length.value;
  }
  return facts.length === 0 ? null : guess('mqtt', isCertain ? 'likely' : 'weak', facts);
}

const PLAIN: PacketBody = { topic: null, isCertain: false };

/** Null if the body can't be of this type. */
function readBody(type: MqttType, flags: number, body: Uint8Array): PacketBody | null {
  switch (type) {
    case 'CONNECT': {
      const isNamed = /^\0(?:\x04MQTT[\x04\x05]|\x06MQIsdp\x03)/.test(
        fromLatin1(body.subarray(0, 9)),
      );
      return flags === 0 && isNamed ? { topic: null, isCertain: true } : null;
    }
    case 'PUBLISH':
      return (flags & 0x06) === 0x06 ? null : readPublish(body);
    case 'SUBSCRIBE':
    case 'UNSUBSCRIBE':
      return flags === 2 ? readFilters(body, type === 'SUBSCRIBE' ? 1 : 0) : null;
    case 'PUBREL':
      return flags === 2 && body.length >= 2 ? PLAIN : null;
    case 'PINGREQ':
    case 'PINGRESP':
      return flags === 0 && body.length === 0 ? PLAIN : null;
    case 'DISCONNECT':
    case 'AUTH':
      return flags === 0 ? PLAIN : null;
    default:
      return flags === 0 && body.length >= 2 ? PLAIN : null;
  }
}

/** The shortest topic that tells a packet from other bytes. */
const TELLING_TOPIC = 3;

/** A topic is a text without wildcards (MQTT 5.0 §3.3.2.1). */
function readPublish(body: Uint8Array): PacketBody | null {
  const topic = readText(body, 0);
  if (topic === null || /[+#]/.test(topic.text)) return null;
  return { topic: topic.text, isCertain: topic.text.length >= TELLING_TOPIC };
}

/** A packet identifier, perhaps properties (since 5.0), and topic filters to the end. */
function readFilters(body: Uint8Array, optionsSize: number): PacketBody | null {
  if (body.length < 5) return null;
  const properties = readVariableLength(body, 2, 4);
  const starts = [2, ...(properties === null ? [] : [properties.end + properties.value])];
  for (const start of starts) {
    const filter = firstOfFilters(body, start, optionsSize);
    if (filter !== null) return { topic: filter, isCertain: true };
  }
  return null;
}

/** The first filter, if filters fill the rest of the body. */
function firstOfFilters(body: Uint8Array, start: number, optionsSize: number): string | null {
  let first: string | null = null;
  let at = start;
  while (at < body.length) {
    const filter = readText(body, at);
    if (filter === null || filter.end + optionsSize > body.length) return null;
    // The two highest bits of the options are reserved (MQTT 5.0 §3.8.3.1).
    if (optionsSize > 0 && (body[filter.end] ?? 0) > 0x3f) return null;
    first ??= filter.text;
    at = filter.end + optionsSize;
  }
  return first;
}

/** A text after its length in two bytes (MQTT 5.0 §1.5.4). */
function readText(
  body: Uint8Array,
  start: number,
): { readonly text: string; readonly end: number } | null {
  if (start + 2 > body.length) return null;
  const end = start + 2 + readUint16(body, start);
  if (end === start + 2 || end > body.length) return null;
  const text = fromValidUtf8(body.subarray(start + 2, end));
  return text === null || /\p{Cc}/u.test(text) ? null : { text, end };
}
