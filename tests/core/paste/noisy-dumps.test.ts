import { describe, test } from 'vitest';
import { expectLaw } from './noisy/expect-law.ts';
import { NOISY_DUMPS } from './noisy/noisy-paste.ts';

describe('dumps in any log are read to the last byte, or the reading says what it could not', () => {
  for (const form of NOISY_DUMPS) {
    test(form, () => {
      expectLaw(form);
    });
  }
});
