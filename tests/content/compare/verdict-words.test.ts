import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  alternativeText,
  NO_VERDICT,
  proofsOf,
  verdictReasons,
  verdictTitle,
} from '#content/compare/verdict-words.ts';
import { FIGURE_IDS, textOfLinked } from '#content/compare/linked-text.ts';
import { formatDelay, formatSize } from '#content/compare/numbers.ts';
import { FACT_IDS } from '#content/facts/facts.ts';
import { entriesOf, valueOf } from '#core/traffic/methods/by-method.ts';
import type { CaseEvidence } from '#core/traffic/verdict/recommendation.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { verdictOf } from '#core/traffic/verdict/verdict.ts';
import { anyEvidence } from '../../core/traffic/verdict/any-evidence.ts';
import { faultsIn } from './grammar.ts';

const sessionSeconds = 3600;

function textsFor(evidence: CaseEvidence) {
  const verdict = verdictOf(evidence)!;
  const reasons = verdictReasons(verdict, evidence, { sessionSeconds });
  const alternatives = verdict.alternatives.map(alternativeText);
  return { verdict, title: verdictTitle(verdict, evidence), reasons, alternatives };
}

const forAny = (verify: (evidence: CaseEvidence) => void) =>
  fc.assert(fc.property(anyEvidence, verify), { numRuns: 3000 });

describe('a verdict in words', () => {
  test('is grammatical for every combination of answers and figures', () => {
    forAny((evidence) => {
      const { title, reasons, alternatives } = textsFor(evidence);
      expect([...reasons, ...alternatives].map(textOfLinked).flatMap(faultsIn)).toEqual([]);
      expect(title).toMatch(/^[A-Z][\w -]+: [a-z].*[a-zP]$/);
      expect(title.length).toBeLessThan(80);
    });
    expect(NO_VERDICT.map(String).flatMap(faultsIn)).toEqual([]);
  });

  test('never says the same twice', () => {
    forAny((evidence) => {
      const { reasons, alternatives } = textsFor(evidence);
      const all = [...reasons, ...alternatives].map(textOfLinked);
      expect(new Set(all).size).toBe(all.length);
    });
  });

  test('links each figure and fact that it names', () => {
    forAny((evidence) => {
      const { reasons, alternatives } = textsFor(evidence);
      const proofs = proofsOf([...reasons, ...alternatives]);
      const known: readonly string[] = [...FIGURE_IDS, ...FACT_IDS];
      expect(proofs.filter((id) => !known.includes(id))).toEqual([]);
      expect(proofs).toContain('delays');
    });
  });

  test('has no figure that the comparison doesn’t have', () => {
    forAny((evidence) => {
      const { reasons } = textsFor(evidence);
      const text = reasons.map(textOfLinked).join(' ');
      const { figures, answers } = evidence;
      const shown = [
        ...entriesOf(figures).flatMap(([, { bytes, delayMs }]) => [
          formatSize(bytes),
          formatDelay(delayMs),
        ]),
        formatDelay(answers.allowedDelayMs),
        '60 min',
      ];
      const amounts = text.match(/\d[\d.,]* (?:B|kB|MB|GB|ms|s|min|h)(?: \d+ (?:s|min))?\b/g) ?? [];
      expect(amounts.filter((amount) => !shown.includes(amount))).toEqual([]);
    });
  });

  test('says “fewer” and “more” in the right direction', () => {
    forAny((evidence) => {
      const { verdict, reasons } = textsFor(evidence);
      const bytesOf = (id: ComparedId) => valueOf(evidence.figures, id).bytes;
      const own = bytesOf(verdict.recommended);
      for (const [index, reason] of verdict.reasons.entries()) {
        const text = textOfLinked(reasons[index]!);
        if (reason.kind === 'fewer-bytes') {
          expect(bytesOf(reason.other)).toBeGreaterThan(own);
          expect(text).toMatch(/times as much\.$|slightly more\.$/);
        }
        if (reason.kind === 'few-more-bytes') {
          expect(bytesOf(reason.other)).toBeLessThan(own);
          expect(text).toMatch(/(?:\d+%|under 1%) more\.$/);
        }
      }
    });
  });
});
