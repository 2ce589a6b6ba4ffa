/** Inputs of Decode for the tests of this folder. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_CHOICES, type DecodeInput, type DecodeRequest } from '#core/workbench/decoded.ts';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures');

export const textInput = (text: string): DecodeInput => ({ kind: 'text', text });

export function fileInput(name: string): DecodeInput {
  return { kind: 'file', name, bytes: new Uint8Array(readFileSync(path.join(FIXTURES, name))) };
}

/** A text of the corpus of pastes. */
export function pasteFixture(name: string): string {
  return readFileSync(path.join(FIXTURES, 'pastes/texts', name), 'utf8');
}

export const requestOf = (
  input: DecodeInput,
  {
    choices = {},
    ...rest
  }: Partial<Omit<DecodeRequest, 'choices'>> & {
    choices?: Partial<DecodeRequest['choices']>;
  } = {},
): DecodeRequest => ({
  input,
  choices: { ...DEFAULT_CHOICES, ...choices },
  edits: [],
  maxUnits: Infinity,
  ...rest,
});
