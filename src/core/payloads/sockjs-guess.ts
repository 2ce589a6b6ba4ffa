/** Frames of SockJS (protocol 0.3.3): "o", "h", "a[…]", "c[code,reason]", and a client's "[…]". */

import { guess, type Guess, type TextPayload } from './guess-result.ts';
import { fitsPattern } from './guess-tree.ts';
import { readJson } from './json-guess.ts';

export function guessSockJs({ text, bytes }: TextPayload): Guess | null {
  if (text === 'o') return guess('sockjs', 'weak', ['o', 'open']);
  if (text === 'h') return guess('sockjs', 'weak', ['h', 'heartbeat']);
  if (/^\["[[{]/.test(text)) return guessClientMessages(bytes);
  if (!/^[ac]\[/.test(text)) return null;
  const json = readJson(bytes, 1);
  const parts = json?.node.children ?? [];
  const isClose = text.startsWith('c');
  const isOne = isClose
    ? fitsPattern(parts, 'number text') && /^[1-4]\d{3}$/.test(parts[0]?.text ?? '')
    : parts.length > 0 && parts.every(({ kind }) => kind === 'text');
  if (!isOne) return null;
  return guess('sockjs', 'likely', isClose ? ['c', 'close'] : ['a', 'messages'], json);
}

/** A client sends its messages as an array of texts. Those of an application are often JSON. */
function guessClientMessages(bytes: Uint8Array): Guess | null {
  const json = readJson(bytes);
  const parts = json?.node.kind === 'list' ? json.node.children : [];
  const areTexts = parts.every(({ kind, text }) => kind === 'text' && /^[[{]/.test(text));
  return json && areTexts ? guess('sockjs', 'weak', ['[', 'messages of a client'], json) : null;
}
