/** Files by the fixed bytes that they begin with. */

import { knownFile } from '#core/recognition/file-signatures.ts';
import { guess, type Guess } from './guess-result.ts';

export function guessMagic(bytes: Uint8Array): Guess[] {
  const file = knownFile(bytes);
  return file === null ? [] : [guess(file.id, 'likely', file.facts)];
}
