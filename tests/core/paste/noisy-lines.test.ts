import { describe, test } from 'vitest';
import { expectLaw } from './noisy/expect-law.ts';
import { NOISY_LINES } from './noisy/noisy-paste.ts';

describe('lines of any log are read to the last byte, or the reading says what it could not', () => {
  for (const form of NOISY_LINES) {
    test(form, () => {
      expectLaw(form);
    });
  }
});
