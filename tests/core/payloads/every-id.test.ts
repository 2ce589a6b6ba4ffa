import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { GUESS_IDS, type GuessConfidence, type GuessId } from '#core/payloads/guess-result.ts';
import type { ValueKind, ValueNode } from '#core/payloads/guess-tree.ts';
import { guessPayload } from '#core/payloads/payload-guess.ts';
import { FILE_SAMPLES } from './file-samples.ts';

/* For each format, a payload that is guessed to be in it. */

const fileOf = (id: GuessId) => FILE_SAMPLES.find((sample) => sample.id === id)!.bytes;

const PAYLOADS: Readonly<Record<GuessId, string | Uint8Array>> = {
  'socket-io': '42["chat","hi"]',
  'engine-io': '2probe',
  sockjs: 'a["{}"]',
  stomp: 'CONNECT\naccept-version:1.2\nhost:a\n\n\0',
  signalr: '{"type":6}\x1e',
  'signalr-message-pack': fromHex('02 91 06'),
  'graphql-transport-ws': '{"id":"1","type":"next","payload":{"data":null}}',
  'subscriptions-transport-ws': '{"type":"ka"}',
  graphql: '{"type":"connection_init"}',
  wamp: '[48,7814135,{},"com.myapp.ping"]',
  phoenix: '[null,"2","phoenix","heartbeat",{}]',
  'action-cable': '{"type":"ping","message":1764411600}',
  'json-rpc': '{"jsonrpc":"2.0","method":"add","params":[1],"id":1}',
  json: '[1,2,3]',
  'json-lines': '{"a":1}\n{"a":2}\n',
  xmpp: '<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>',
  svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  html: '<!doctype html>',
  xml: '<?xml version="1.0"?><a/>',
  jwt: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.',
  'data-url': 'data:image/png;base64,iVBORw0KGgo=',
  base64: 'dGhlIHNhbXBsZSBub25jZQ==',
  mqtt: fromHex('c0 00'),
  'message-pack': fromHex('93 01 02 03'),
  cbor: fromHex('a2 61 61 01 61 62 82 02 03'),
  bson: fromHex('08000000 0a6100 00'),
  png: fileOf('png'),
  jpeg: fileOf('jpeg'),
  gif: fileOf('gif'),
  webp: fileOf('webp'),
  wav: fileOf('wav'),
  ogg: fileOf('ogg'),
  'iso-media': fileOf('iso-media'),
  matroska: fileOf('matroska'),
  pdf: fileOf('pdf'),
  wasm: fileOf('wasm'),
  zip: fileOf('zip'),
  gzip: gzipSync('hello'),
  zlib: deflateSync('hello'),
  zstd: fileOf('zstd'),
  protobuf: fromHex('08 96 01 12 03 61 62 63'),
};

const guessesOf = (payload: string | Uint8Array) =>
  typeof payload === 'string'
    ? guessPayload(toUtf8(payload), 'text')
    : guessPayload(payload, 'binary');

test.each(GUESS_IDS)('the best guess is %s', (id) => {
  expect(guessesOf(PAYLOADS[id])[0]?.id).toBe(id);
});

const CONFIDENCES: Readonly<Record<GuessConfidence, true>> = {
  likely: true,
  possible: true,
  weak: true,
};

test.each(Object.keys(CONFIDENCES))('some guess is %s', (confidence) => {
  const guesses = Object.values(PAYLOADS).flatMap(guessesOf);
  expect(guesses.some((guess) => guess.confidence === confidence)).toBe(true);
});

/** Values whose nodes are of every kind, in three formats. */
const VALUES = [
  '{"a":[1,"b",true]}',
  // CBOR: a tag, and a map of bytes
  fromHex('a2 61 61 c1 01 61 62 42 00 ff'),
  // MessagePack: a map with an extension of one byte
  fromHex('82 a1 61 d4 05 00 a1 62 01'),
];

const nodesOf = (node: ValueNode): ValueNode[] => [node, ...node.children.flatMap(nodesOf)];

const VALUE_KINDS: Readonly<Record<ValueKind, true>> = {
  map: true,
  list: true,
  text: true,
  number: true,
  bytes: true,
  literal: true,
  tag: true,
  extension: true,
};

test.each(Object.keys(VALUE_KINDS))('a tree has a node of the kind %s', (kind) => {
  const nodes = VALUES.flatMap(guessesOf).flatMap(({ tree }) => (tree ? nodesOf(tree) : []));
  expect(nodes.some((node) => node.kind === kind)).toBe(true);
});
