/** Protocol Buffers, which have no mark: each field is a tag (number and wire type) and a value. */

import { guess, type Guess } from './guess-result.ts';
import { readVariableLength } from './variable-length.ts';

/** The largest field number in practice. Larger ones are allowed but suggest another format. */
const MAX_FIELD_NUMBER = 1000;

const SHORTEST = 4;

export function guessProtobuf(bytes: Uint8Array): Guess | null {
  let at = 0;
  let count = 0;
  while (at < bytes.length) {
    const tag = readVariableLength(bytes, at, 5);
    if (tag === null) return null;
    const fieldNumber = Math.floor(tag.value / 8);
    const end = endOfField(bytes, tag.end, tag.value % 8);
    if (fieldNumber === 0 || fieldNumber > MAX_FIELD_NUMBER || end === null) return null;
    at = end;
    count++;
  }
  return bytes.length < SHORTEST ? null : guess('protobuf', 'weak', [String(count)]);
}

function endOfField(bytes: Uint8Array, start: number, wireType: number): number | null {
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
