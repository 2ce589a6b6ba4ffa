/** Binary messages of Phoenix channels (serializer version 2.0.0): sizes, names, then any bytes. */

import { fromLatin1 } from '#core/bytes/text.ts';
import { guess, type Guess } from './guess-result.ts';

/** The names in a message, in order, each with a size of one byte. */
const LAYOUTS: readonly { readonly kind: number; readonly names: readonly string[] }[] = [
  // A client's push has a reference, a server's has none.
  { kind: 0, names: ['join_ref', 'ref', 'topic', 'event'] },
  { kind: 0, names: ['join_ref', 'topic', 'event'] },
  { kind: 1, names: ['join_ref', 'ref', 'topic', 'status'] },
  { kind: 2, names: ['topic', 'event'] },
];

/** References are numbers as text. */
const REFERENCE = /^\d*$/;
const NAME = /^[\w.:*/-]+$/;

/** Shorter names of a topic and its event could be coincidence. */
const SHORTEST_NAMES = 6;

export function guessPackedPhoenix(bytes: Uint8Array): Guess | null {
  for (const { kind, names } of LAYOUTS) {
    if (bytes[0] !== kind) continue;
    const found = readNames(bytes, names);
    if (found === null) continue;
    const { topic = '', event = 'phx_reply' } = found;
    return guess('phoenix', 'likely', [event, topic]);
  }
  return null;
}

function readNames(
  bytes: Uint8Array,
  names: readonly string[],
): Readonly<Record<string, string>> | null {
  const found: Record<string, string> = {};
  let at = 1 + names.length;
  let size = 0;
  for (const [index, name] of names.entries()) {
    const end = at + (bytes[1 + index] ?? 0);
    if (end > bytes.length) return null;
    const text = fromLatin1(bytes.subarray(at, end));
    const isReference = name.endsWith('ref');
    if (!(isReference ? REFERENCE : NAME).test(text)) return null;
    if (!isReference) size += text.length;
    found[name] = text;
    at = end;
  }
  return size < SHORTEST_NAMES ? null : found;
}
