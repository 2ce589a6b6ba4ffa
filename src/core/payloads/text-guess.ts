/** Guesses at text: protocols by their own marks, JSON, markup, and encoded bytes. */

import { fromUtf8 } from '#core/bytes/text.ts';
import { guessEncoded } from './encoded-guess.ts';
import { guess, type Guess, type TextPayload } from './guess-result.ts';
import { listOf, type ValueNode } from './guess-tree.ts';
import { readJson } from './json-guess.ts';
import { guessJsonProtocols } from './json-protocol-guess.ts';
import { guessMarkup } from './markup-guess.ts';
import { guessEngineIo, guessSocketIo } from './socket-io-guess.ts';
import { guessSignalR } from './signalr-guess.ts';
import { guessSockJs } from './sockjs-guess.ts';
import { guessStomp } from './stomp-guess.ts';

/** All protocols that the text fits. */
export function guessText(bytes: Uint8Array): Guess[] {
  const payload = { text: fromUtf8(bytes), bytes };
  const guesses = [
    guessSocketIo(payload) ?? guessEngineIo(payload),
    guessSockJs(payload),
    guessStomp(payload),
    guessSignalR(payload),
    ...guessJson(payload),
    guessMarkup(payload),
    guessEncoded(payload),
  ];
  return guesses.filter((each) => each !== null);
}

/** Two brackets and a digit can also be any text. */
const TELLING_SIZE = 4;

function guessJson({ bytes }: TextPayload): Guess[] {
  const json = readJson(bytes);
  if (json === null) return [guessJsonLines(bytes)].filter((each) => each !== null);
  const { kind, children } = json.node;
  const guesses = guessJsonProtocols(json);
  if (kind === 'map' || kind === 'list') {
    const confidence = bytes.length < TELLING_SIZE ? 'weak' : 'likely';
    guesses.push(guess('json', confidence, [kind, String(children.length)], json));
  }
  // Quotes can also be around any text.
  if (kind === 'text') guesses.push(guess('json', 'weak', [kind], json));
  return guesses;
}

const LINE_FEED = 0x0a;

/** Reading more would take too long. */
const MAX_LINES = 2000;

/** At least two lines, each an object or array. Empty lines are ignored. */
function guessJsonLines(bytes: Uint8Array): Guess | null {
  const lines: ValueNode[] = [];
  let omitted = 0;
  for (let at = 0; at < bytes.length;) {
    const lineFeed = bytes.indexOf(LINE_FEED, at);
    const end = lineFeed === -1 ? bytes.length : lineFeed;
    if (lines.length === MAX_LINES) return null;
    const isEmpty = end === at || (end === at + 1 && bytes[at] === 0x0d);
    if (!isEmpty) {
      const json = readJson(bytes, at, end);
      if (json?.node.kind !== 'map' && json?.node.kind !== 'list') return null;
      lines.push(json.node);
      omitted += json.omitted;
    }
    at = end + 1;
  }
  if (lines.length < 2) return null;
  const node = listOf(lines, bytes.length);
  return guess('json-lines', 'likely', [String(lines.length)], {
    node,
    end: bytes.length,
    omitted,
  });
}
