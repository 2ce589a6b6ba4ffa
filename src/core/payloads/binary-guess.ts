/** Guesses formats of binary messages by how well all of their bytes fit. */

import { toUtf8 } from '#core/bytes/text.ts';
import { hasBytesAt } from '#core/recognition/signature.ts';
import { isReadable } from '#core/recognition/text-signatures.ts';
import { guessBson } from './bson-guess.ts';
import { readCbor } from './cbor-guess.ts';
import { guessGzip, guessZlib } from './compressed-guess.ts';
import { guess, type Guess } from './guess-result.ts';
import type { ValueNode, ValueReading } from './guess-tree.ts';
import { guessMagic } from './magic-guess.ts';
import { readMessagePack } from './message-pack-guess.ts';
import { guessMqtt } from './mqtt-guess.ts';
import { guessPackedPhoenix } from './phoenix-guess.ts';
import { guessProtobuf } from './protobuf-guess.ts';
import { guessSignalRMessagePack } from './signalr-guess.ts';
import { guessWamp } from './wamp-guess.ts';

export function guessBinary(bytes: Uint8Array): Guess[] {
  const guesses = [
    ...guessMagic(bytes),
    guessGzip(bytes),
    guessZlib(bytes),
    guessMqtt(bytes),
    guessPackedPhoenix(bytes),
    guessSignalRMessagePack(bytes),
    ...guessMessagePack(bytes),
    ...guessCbor(bytes),
    guessBson(bytes),
    guessProtobuf(bytes),
  ];
  return guesses.filter((each) => each !== null);
}

function guessMessagePack(bytes: Uint8Array): (Guess | null)[] {
  const reading = readMessagePack(bytes);
  return reading?.end === bytes.length ? guessFilling('message-pack', bytes, reading) : [];
}

function guessCbor(bytes: Uint8Array): (Guess | null)[] {
  const reading = readCbor(bytes);
  if (reading?.end !== bytes.length) return [];
  // 55799: "the following is CBOR" (RFC 8949 §3.4.6).
  const isMarked = reading.node.kind === 'tag' && reading.node.text === '55799';
  return isMarked
    ? [guess('cbor', 'likely', ['55799'], reading)]
    : guessFilling('cbor', bytes, reading);
}

/** Only maps and lists that fill the payload, because a single number could be anything. */
function guessFilling(
  id: 'message-pack' | 'cbor',
  bytes: Uint8Array,
  reading: ValueReading,
): (Guess | null)[] {
  const { kind, children } = reading.node;
  if ((kind !== 'map' && kind !== 'list') || children.length === 0) return [];
  const evidence = evidenceIn(reading.node, bytes);
  const isNamed = kind === 'map' && children.every((child) => isNamedByText(child, bytes));
  const confidence = evidence < TELLING ? 'weak' : isNamed ? 'likely' : 'possible';
  return [guess(id, confidence, [kind, String(children.length)], reading), guessWamp(reading)];
}

/** Fewer characters of text are read out of random bytes, too. */
const TELLING = 8;

/** The length before a name has to be right, too. */
const NAME_EVIDENCE = 3;

/** The characters of names and readable texts. Any bytes can be read as numbers. */
function evidenceIn(node: ValueNode, bytes: Uint8Array): number {
  const { kind, key, text, children } = node;
  const ofName = isNamedByText(node, bytes) ? (key?.length ?? 0) + NAME_EVIDENCE : 0;
  const ofText = kind === 'text' && isReadable(text) ? text.length : 0;
  return children.reduce((sum, child) => sum + evidenceIn(child, bytes), ofName + ofText);
}

/** Whether it has a typical name. Names that are numbers or bytes are none. */
function isNamedByText({ key, keyRange }: ValueNode, bytes: Uint8Array): boolean {
  if (key === null || keyRange === null || !NAME.test(key)) return false;
  const name = toUtf8(key);
  const start = keyRange.end - name.length;
  return start > keyRange.start && hasBytesAt(bytes, start, [...name]);
}

const NAME = /^[\p{L}_$][\p{L}\p{N}_$ .:/-]*$/u;
