import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criteriaOf, CRITERIA, factsIn, methodsInOrder } from '#content/compare/criteria-words.ts';
import { FIGURE_IDS } from '#content/compare/linked-text.ts';
import { formatDelay, formatSize } from '#content/compare/numbers.ts';
import { FACT_IDS } from '#content/facts/facts.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { evidenceOf } from '#core/traffic/verdict/evidence.ts';
import { BETWEENS, type Requirements } from '#core/traffic/verdict/requirements.ts';
import { verdictOf } from '#core/traffic/verdict/verdict.ts';
import { runsOf } from '../../core/traffic/random-runs.ts';
import { anySettings } from '../../core/traffic/sample-settings.ts';

const anyCase = fc.record({
  settings: anySettings,
  requirements: fc.record({
    allowedDelayMs: fc.constantFrom(100, 1000, 60_000),
    between: fc.constantFrom(...BETWEENS),
  }),
});

type Case = { readonly settings: ComparisonSettings; readonly requirements: Requirements };

function tableFor({ settings, requirements }: Case) {
  const report = compareMethods(settings);
  const evidence = evidenceOf(report, requirements);
  return { report, evidence, criteria: criteriaOf(report, evidence) };
}

describe('the table of what decides', () => {
  test('has each criterion, and a cell with a proof for each method', () => {
    fc.assert(
      fc.property(anyCase, (each) => {
        const { criteria } = tableFor(each);
        expect(criteria.map(({ id }) => id)).toEqual(CRITERIA);
        const known: readonly string[] = [...FIGURE_IDS, ...FACT_IDS];
        for (const { cells, label, note } of criteria) {
          expect(label).toMatch(/^[A-Z]/);
          expect(note.trim()).not.toBe('');
          for (const method of METHODS) {
            const { text, note: detail, proof } = cells[method];
            expect(`${text} ${detail}`).not.toMatch(/undefined|NaN|Infinity|null/);
            expect(text.trim()).not.toBe('');
            expect(known).toContain(proof.id);
          }
        }
      }),
      runsOf(10),
    );
  });

  test('has the figures of the run, and marks what misses an answer', () => {
    fc.assert(
      fc.property(anyCase, (each) => {
        const { criteria, evidence, report } = tableFor(each);
        const rowOf = (id: string) => criteria.find((criterion) => criterion.id === id)!.cells;
        for (const method of METHODS) {
          const { delayMs } = evidence.figures[method];
          expect(rowOf('bytes')[method].text).toBe(formatSize(report.results[method].totalBytes));
          if (evidence.answers.sender === null) continue;
          expect(rowOf('delay')[method].text).toBe(formatDelay(delayMs));
          expect(rowOf('delay')[method].isMissed).toBe(delayMs > evidence.answers.allowedDelayMs);
        }
      }),
      runsOf(10),
    );
  });

  test.each([
    { name: 'a ping that is too rare', changed: { idleLimitSeconds: 20 }, missed: true },
    { name: 'a ping as rare as the limit', changed: { idleLimitSeconds: 30 }, missed: true },
    { name: 'a ping in time', changed: { idleLimitSeconds: 60 }, missed: false },
    { name: 'no ping', changed: { idleLimitSeconds: 30, heartbeatSeconds: 0 }, missed: true },
    {
      name: 'no ping, with messages all the time',
      changed: { idleLimitSeconds: 60, heartbeatSeconds: 0, toClientPerMinute: 60 },
      missed: false,
    },
    { name: 'no limit', changed: { idleLimitSeconds: 0, heartbeatSeconds: 0 }, missed: false },
  ])('judges $name', ({ changed, missed }) => {
    const settings = { ...DEFAULT_SETTINGS, ...changed };
    const { criteria } = tableFor({
      settings,
      requirements: { allowedDelayMs: 1000, between: 'proxy' },
    });
    const idle = criteria.find(({ id }) => id === 'idle')!.cells;
    expect(idle.websocket.isMissed).toBe(missed);
    expect(idle.polling.isMissed).toBe(false);
  });

  test('lists each fact once', () => {
    const { criteria } = tableFor({
      settings: DEFAULT_SETTINGS,
      requirements: { allowedDelayMs: 1000, between: 'proxy' },
    });
    const facts = factsIn(criteria);
    expect(new Set(facts).size).toBe(facts.length);
    expect(facts.length).toBeGreaterThan(10);
  });
});

test('the recommended method is first, and each is there once', () => {
  const report = compareMethods(DEFAULT_SETTINGS);
  const verdict = verdictOf(evidenceOf(report, { allowedDelayMs: 1000, between: 'nothing' }));
  const order = methodsInOrder(verdict, METHODS);
  expect(order[0]).toBe(verdict?.recommended);
  expect([...order].sort()).toEqual([...METHODS].sort());
  expect([...methodsInOrder(null, METHODS)].sort()).toEqual([...METHODS].sort());
});
