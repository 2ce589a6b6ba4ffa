import { describe, expect, test } from 'vitest';
import { alterationWords, divergenceWords } from '#content/lesson/tampering-words.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

test.each([
  [{ kind: 'lose' }, 'This segment is lost.'],
  [{ kind: 'sever' }, 'The connection is lost here.'],
  [{ kind: 'delay', byMs: 500 }, 'This segment takes 500 ms longer.'],
  [{ kind: 'cut', keep: 0 }, 'None of its bytes arrive.'],
  [{ kind: 'cut', keep: 1 }, 'Only its first byte arrives.'],
  [{ kind: 'cut', keep: 2 }, 'Only its first 2 bytes arrive.'],
  [{ kind: 'replace', bytes: new Uint8Array(1) }, 'Its bytes arrive changed.'],
] as const)('%o', (alteration, beginning) => {
  expect(alterationWords(alteration)).toContain(beginning);
});

describe('where a tampered story differs', () => {
  const { story } = VARIANTS[0]!;

  test('is said with the step that is the first', () => {
    expect(divergenceWords(story, 0)).toMatch(
      /differs from the original from this step on: “The browser opens a TCP connection”\.$/,
    );
  });

  test('is its end if it has fewer steps', () => {
    expect(divergenceWords(story, story.steps.length)).toMatch(/It ends earlier/);
  });

  test('is nowhere if nothing changed', () => {
    expect(divergenceWords(story, null)).toMatch(/make no difference here\.$/);
  });
});
