/** Holds the reader to the law for many pastes of one form, and says where it breaks it most. */

import { expect } from 'vitest';
import { readPaste } from '#core/paste/read-paste.ts';
import { describeReading } from '../reading-words.ts';
import { judgeReading } from './law.ts';
import { makeNoisyPaste } from './noisy-paste.ts';

/** How many pastes of a form: over 10,000 of all forms. */
const PASTES = 250;
const MOST_EXAMPLES = 3;

export function expectLaw(form: string): void {
  const wrong: string[] = [];
  const counts = new Map<string, { exact: number; said: number; wrong: number }>();
  for (let seed = 1; seed <= PASTES; seed++) {
    const paste = makeNoisyPaste(form, seed);
    const reading = readPaste(paste.text)[0]!;
    const verdict = judgeReading(paste, reading);
    const count = counts.get(paste.prefix) ?? { exact: 0, said: 0, wrong: 0 };
    counts.set(paste.prefix, count);
    count[verdict.kind]++;
    if (verdict.kind !== 'wrong') continue;
    const title = `${verdict.why} (seed ${seed}, ${paste.prefix}, ${paste.voice})`;
    wrong.push(`${title}\n${paste.text}\nis read as ${describeReading(paste.text, reading)}`);
  }
  const table = [...counts].map(
    ([prefix, { exact, said, wrong: bad }]) =>
      `${prefix}: ${exact} exact, ${said} said, ${bad} wrong`,
  );
  const message = [...wrong.slice(0, MOST_EXAMPLES), ...table].join('\n');
  expect(wrong.length, message).toBe(0);
}
