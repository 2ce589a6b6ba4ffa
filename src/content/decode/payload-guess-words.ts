/**
 * What a payload probably is, and the evidence. Always a guess, because no frame names its
 * payload's format (RFC 6455 §5.6). Each note has the source of its format.
 */

import {
  GUESS_IDS,
  type Guess,
  type GuessConfidence,
  type GuessId,
} from '#core/payloads/guess-result.ts';
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
    reason: ([command = '', mark, destination]) =>
      `it begins with ${command}, and ${mark === 'end' ? 'a zero byte ends it' : 'header lines follow'}${after(', with the destination ', destination)}`,
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
      `the length of each list in it comes before the list; the first is ${article(type)}`,
  },
  // Source: PROTOCOL.md of the package graphql-ws 6, “Message types”.
  'graphql-transport-ws': {
    name: 'GraphQL over WebSocket, as graphql-transport-ws',
    reason: ([type = '']) => `it is JSON whose type is ${quoted(type)}`,
  },
  // Source: PROTOCOL.md of subscriptions-transport-ws 0.11, “Client-server communication”.
  'subscriptions-transport-ws': {
    name: 'GraphQL over WebSocket, as subscriptions-transport-ws',
    reason: ([type = '']) => `it is JSON whose type is ${quoted(type)}`,
  },
  // Source: PROTOCOL.md of the packages graphql-ws 6 and subscriptions-transport-ws 0.11.
  graphql: {
    name: 'GraphQL over WebSocket',
    reason: ([type = '']) =>
      `it is JSON whose type is ${quoted(type)}, which both of its protocols have`,
  },
  // Source: draft-oberstet-hybi-tavendo-wamp-02, “Message Definitions”.
  wamp: {
    name: 'WAMP',
    reason: ([type = '', uri]) =>
      `it is an array with the number and the elements of ${article(type)}${after(', here with ', uri)}`,
  },
  // Source: Phoenix 1.7, serializer.js, “encode” and “binaryDecode”.
  phoenix: {
    name: 'Phoenix channels',
    reason: ([event = '', topic = '']) =>
      `it has the event ${quoted(event)} and the topic ${quoted(topic)}`,
  },
  // Source: Rails 8, Action Cable, “INTERNAL”; AnyCable, “Action Cable Protocol”.
  'action-cable': {
    name: 'Action Cable',
    reason: ([type = '']) => `it is JSON with the members of ${article(type)} message`,
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
  // Source: JSON Lines, “Requirements”; RFC 8259 §2.
  'json-lines': {
    name: 'JSON lines',
    reason: ([count = '0']) => `each of its ${count} lines is JSON by itself`,
  },
  // Source: RFC 7395 §3.3.
  xmpp: {
    name: 'XMPP',
    reason: ([name = '']) => `its element ${quoted(name)} declares a namespace of XMPP`,
  },
  // Source: SVG 2 §5.1, W3C.
  svg: {
    name: 'SVG',
    reason: ([mark]) =>
      mark === 'namespace'
        ? 'its element declares the namespace of SVG'
        : 'its element is called “svg”, but declares no namespace',
  },
  // Source: WHATWG HTML, “Writing HTML documents”.
  html: {
    name: 'HTML',
    reason: ([mark, name = '']) =>
      mark === 'element'
        ? `it begins with the element ${quoted(name)}`
        : 'its document type is HTML',
  },
  // Source: XML 1.0 §2.1, §2.8, W3C.
  xml: {
    name: 'XML',
    reason: ([name = '']) => `all of it reads as the element ${quoted(name)}`,
  },
  // Source: RFC 7519 §3; RFC 7515 §3.1.
  jwt: {
    name: 'a JSON Web Token',
    reason: ([algorithm = '']) =>
      `it has three parts in base64url, and the first names the algorithm ${quoted(algorithm)}`,
  },
  // Source: RFC 2397 §3.
  'data-url': {
    name: 'a data URL',
    reason: ([mediaType]) =>
      mediaType === undefined
        ? 'it begins with “data:”, without a media type'
        : `it begins with “data:” and the media type ${quoted(mediaType)}`,
  },
  // Source: RFC 4648 §4.
  base64: { name: 'base64', reason: base64Reason },
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
  // Source: BSON 1.1, “Specification”.
  bson: {
    name: 'BSON',
    reason: (facts) =>
      `its length, its names and its end fit: ${valueOf(facts, 'a document', 'an array')}`,
  },
  // Source: PNG, third edition, §5.2, W3C.
  png: { name: 'PNG', reason: () => 'it begins with 89 50 4e 47 0d 0a 1a 0a, PNG’s mark' },
  // Source: ITU-T T.81 §B.1.1.3, §B.2.1.
  jpeg: { name: 'JPEG', reason: () => 'it begins with ff d8, JPEG’s start, and another marker' },
  // Source: GIF89a §17.
  gif: { name: 'GIF', reason: ([version = '']) => `it begins with “GIF${version}”` },
  // Source: RFC 9649 §2.4.
  webp: { name: 'WebP', reason: () => 'it begins with “RIFF”, and “WEBP” follows the length' },
  // Source: Microsoft, Multimedia Programming Interface 1.0, “Waveform Audio File Format”.
  wav: { name: 'WAV', reason: () => 'it begins with “RIFF”, and “WAVE” follows the length' },
  // Source: RFC 3533 §6.
  ogg: { name: 'Ogg', reason: () => 'it begins with “OggS” and version 0' },
  // Source: ISO/IEC 14496-12 §4.2, §4.3.
  'iso-media': {
    name: 'MP4 or similar',
    reason: ([type = '', brand]) =>
      `its first box is ${quoted(type)}${after(', with the brand ', brand)}`,
  },
  // Source: RFC 8794 §11.2; RFC 9559 §5.1.
  matroska: {
    name: 'WebM or Matroska',
    reason: ([mark, type = '']) =>
      mark === 'header'
        ? `it begins with 1a 45 df a3, and its document type is ${quoted(type)}`
        : 'it begins with 1f 43 b6 75, the mark of a cluster of media',
  },
  // Source: ISO 32000-2 §7.5.2.
  pdf: { name: 'PDF', reason: ([version = '']) => `it begins with “%PDF-${version}”` },
  // Source: WebAssembly Core 2.0 §5.5.16, W3C.
  wasm: { name: 'WebAssembly', reason: () => 'it begins with 00 61 73 6d and version 1' },
  // Source: APPNOTE.TXT 6.3.10 §4.3.7, §4.3.16.
  zip: { name: 'ZIP', reason: () => 'it begins with “PK” and the mark of a ZIP header' },
  // Source: RFC 8878 §3.1.1.
  zstd: { name: 'Zstandard', reason: () => 'it begins with 28 b5 2f fd, the mark of a frame' },
  // Source: RFC 1952 §2.3.1.
  gzip: { name: 'gzip', reason: () => 'it begins with 1f 8b, gzip’s mark' },
  // Source: RFC 1950 §2.2.
  zlib: {
    name: 'zlib',
    reason: ([mark]) => {
      const start = 'its first two bytes are zlib’s, and what follows can be inflated';
      if (mark === 'checksum') return `${start} and has the right checksum`;
      return mark === 'flush' ? `${start} and ends with 00 00 ff ff, as after a flush` : start;
    },
  },
  // Source: Protocol Buffers, “Encoding”.
  protobuf: {
    name: 'Protocol Buffers',
    reason: ([count = '0']) =>
      `its bytes can be read as ${countOf(Number(count), 'field')}, as many other bytes can`,
  },
};

/** What the characters decode to, if that was recognized. Source: RFC 4648 §4. */
function base64Reason([size = '0', inner]: readonly string[]): string {
  const bytes = countOf(Number(size), 'byte');
  if (inner === 'text') return `decoded, it is ${bytes} of readable text`;
  const note = GUESS_IDS.find((id) => id === inner);
  if (note === undefined) return `all its characters are base64, and decode to ${bytes}`;
  return `decoded, it is ${bytes} that look like ${GUESS_NOTES[note].name}`;
}

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
