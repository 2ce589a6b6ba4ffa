/**
 * What a payload probably is, and the evidence. Always a guess, because no frame names its
 * payload's format (RFC 6455 §5.6). Each note has the source of its format.
 */

import type { GuessConfidence, Guess, GuessId } from '#core/payloads/guess-result.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

type GuessNote = {
  readonly name: string;
  /** After the name and a colon, without a full stop. */
  readonly reason: (facts: readonly string[]) => string;
};

const GUESS_NOTES: Readonly<Record<GuessId, GuessNote>> = {
  // Source: Socket.IO protocol, version 5; Engine.IO protocol, version 4: “Packet encoding”.
  'socket-io': {
    name: 'Socket.IO',
    reason: ([prefix = '', type = '', event]) =>
      `it begins with “${prefix}”, which is Engine.IO’s message and Socket.IO’s ${type}${after(', here of ', event)}`,
  },
  // Source: Engine.IO protocol, version 4, “Packet encoding”.
  'engine-io': {
    name: 'Engine.IO',
    reason: ([text = '', type = '']) => `“${text}” is Engine.IO’s ${type}`,
  },
  // Source: SockJS protocol 0.3.3, “Framing”.
  sockjs: {
    name: 'SockJS',
    reason: ([letter = '', type = '']) => `it begins with “${letter}”, which is SockJS’s ${type}`,
  },
  // Source: STOMP 1.2, “STOMP Frames”.
  stomp: {
    name: 'STOMP',
    reason: ([command = '', destination]) =>
      `it begins with ${command}, and header lines follow${after(', with the destination ', destination)}`,
  },
  // Source: SignalR Hub Protocol, “JSON Encoding” and “MessagePack Encoding”.
  signalr: {
    name: 'SignalR, as JSON',
    reason: ([type = '']) =>
      `each JSON object in it ends with the byte 1e; the first is ${article(type)}`,
  },
  // Source: SignalR Hub Protocol, “MessagePack Encoding”.
  'signalr-message-pack': {
    name: 'SignalR, as MessagePack',
    reason: ([type = '']) =>
      `each list in it has its length in front; the first is ${article(type)}`,
  },
  // Source: GraphQL over WebSocket Protocol (graphql-ws), “Message types”.
  'graphql-ws': {
    name: 'GraphQL over WebSocket',
    reason: ([type = '']) => `it is JSON whose type is ${quoted(type)}`,
  },
  // Source: JSON-RPC 2.0 §4, §5.
  'json-rpc': {
    name: 'JSON-RPC 2.0',
    reason: ([method]) => `its member “jsonrpc” is “2.0”${after(', and the method ', method)}`,
  },
  // Source: RFC 8259 §2.
  json: {
    name: 'JSON',
    reason: (facts) => `all of it reads as JSON: ${valueOf(facts, 'an object', 'an array')}`,
  },
  // Source: MQTT 3.1.1 §2.2.
  mqtt: {
    name: 'MQTT',
    reason: ([type = '', topic]) =>
      `lengths and flags fit ${type}${after(', and what would be its topic is ', topic)}`,
  },
  // Source: MessagePack specification, “Formats”.
  'message-pack': {
    name: 'MessagePack',
    reason: (facts) => `all of it reads as one value: ${valueOf(facts, 'a map', 'an array')}`,
  },
  // Source: RFC 8949 §3, §3.4.6 for tag 55799.
  cbor: {
    name: 'CBOR',
    reason: (facts) =>
      facts[0] === '55799'
        ? 'it begins with tag 55799, which marks CBOR'
        : `all of it reads as one data item: ${valueOf(facts, 'a map', 'an array')}`,
  },
  // Source: RFC 1952 §2.3.1.
  gzip: { name: 'gzip', reason: () => 'it begins with 1f 8b, gzip’s mark' },
  // Source: RFC 1950 §2.2.
  zlib: {
    name: 'zlib',
    reason: () => 'its first two bytes are zlib’s, and what follows can be inflated',
  },
  // Source: Protocol Buffers, “Encoding”.
  protobuf: {
    name: 'Protocol Buffers',
    reason: ([count = '0']) =>
      `its bytes can be read as ${countOf(Number(count), 'field')}, as many other bytes can`,
  },
};

const CONFIDENCE_WORDS: Readonly<Record<GuessConfidence, string>> = {
  likely: 'Probably',
  possible: 'Perhaps',
  weak: 'It could be',
};

export type GuessWords = {
  /** "Probably JSON". */
  readonly title: string;
  readonly name: string;
  readonly reason: string;
};

export function guessWords({ id, confidence, facts }: Guess): GuessWords {
  const { name, reason } = GUESS_NOTES[id];
  return { title: `${CONFIDENCE_WORDS[confidence]} ${name}`, name, reason: reason(facts) };
}

/** "an object with 2 members". */
function valueOf([kind, count]: readonly string[], map: string, list: string): string {
  if (kind === 'text' || count === undefined) return 'a string';
  const size = Number(count);
  return kind === 'map'
    ? `${map} with ${countOf(size, 'member')}`
    : `${list} with ${countOf(size, 'element')}`;
}

/** Quotes a text from the payload, if there is one. */
function after(words: string, text: string | undefined): string {
  return text === undefined ? '' : `${words}${quoted(text)}`;
}

function article(name: string): string {
  return /^[aeiou]/i.test(name) ? `an ${name}` : `a ${name}`;
}
