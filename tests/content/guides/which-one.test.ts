import { describe, expect, test } from 'vitest';
import { nameOf } from '#content/compare/method-names.ts';
import {
  caseAlternatives,
  caseOutcome,
  caseRows,
  caseSettings,
  caseTable,
  judgeCase,
} from '#content/guides/which-one-figure.ts';
import { totalSize } from '#content/guides/sized-row.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import { answersOf, SENDERS, WORKLOAD_IDS, workloadOf } from '#core/traffic/verdict/answers.ts';
import { ALLOWED_DELAYS_MS } from '#core/traffic/verdict/requirements.ts';
import { faultsIn } from '../compare/grammar.ts';

const rows = SENDERS.flatMap((sender) =>
  WORKLOAD_IDS.flatMap((workload) =>
    ALLOWED_DELAYS_MS.map((allowedDelayMs) => ({ sender, workload, allowedDelayMs })),
  ),
);

describe.each(rows)('$sender sends, $workload, within $allowedDelayMs ms', (asked) => {
  const judged = judgeCase(asked);
  const { verdict, evidence, comparison } = judged;

  test('is asked as it was chosen', () => {
    const settings = caseSettings(asked);
    expect(workloadOf(settings)).toBe(asked.workload);
    const answers = answersOf(settings, { allowedDelayMs: 1000, between: 'proxy' });
    expect(answers.sender).toBe(asked.sender);
  });

  test('is told as the verdict is', () => {
    const outcome = caseOutcome(judged);
    expect(faultsIn(outcome.replace(/^[^:]*: /, 'It is '))).toEqual([]);
    expect(outcome.startsWith(`${nameOf(verdict.recommended)}: `)).toBe(true);
    for (const alternative of caseAlternatives(judged)) {
      expect(alternative).not.toContain(`Use ${nameOf(verdict.recommended).toLowerCase()} `);
    }
  });

  test('draws all bytes of each method, and says which is in time', () => {
    const drawn = caseRows(judged);
    expect(drawn.map(({ name }) => name)).toEqual(METHODS.map((method) => nameOf(method)));
    drawn.forEach((row, index) => {
      const method = METHODS[index]!;
      expect(totalSize(row)).toBeCloseTo(comparison.results[method].totalBytes, 3);
      const isInTime = evidence.figures[method].delayMs <= asked.allowedDelayMs;
      expect(row.note?.includes('in time')).toBe(isInTime);
    });
    const chosen = drawn.filter(({ isChosen }) => isChosen);
    expect(chosen).toHaveLength(verdict.recommended === 'requests' ? 0 : 1);
    expect(caseTable(judged)).toHaveLength(METHODS.length);
  });
});

test('different answers lead to different methods', () => {
  const recommended = new Set(rows.map((asked) => judgeCase(asked).verdict.recommended));
  expect(recommended.size).toBeGreaterThanOrEqual(4);
});

test('polling sends least if one response carries many messages', () => {
  const asked = { sender: 'server', workload: 'fast', allowedDelayMs: 10_000 } as const;
  const { comparison, verdict } = judgeCase(asked);
  expect(verdict.recommended).toBe('polling');
  const { polling, ...others } = comparison.results;
  for (const { totalBytes } of Object.values(others)) {
    expect(polling.totalBytes).toBeLessThan(totalBytes);
  }
});
