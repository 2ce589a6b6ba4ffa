import { describe, expect, test } from 'vitest';
import { nameOf } from '#content/compare/method-names.ts';
import {
  caseAlternatives,
  caseOutcome,
  caseRows,
  caseSettings,
  caseTable,
  judgeCase,
  type Case,
} from '#content/guides/which-one-figure.ts';
import { WHICH_ONE } from '#content/guides/which-one.ts';
import { totalSize } from '#content/guides/sized-row.ts';
import { comparedIn, valueOf } from '#core/traffic/methods/by-method.ts';
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
    const compared = comparedIn(comparison.results);
    expect(compared.includes('requests')).toBe(asked.sender === 'client');
    expect(drawn.map(({ name }) => name)).toEqual(compared.map(nameOf));
    drawn.forEach((row, index) => {
      const id = compared[index]!;
      expect(totalSize(row)).toBeCloseTo(valueOf(comparison.results, id).totalBytes, 3);
      const isInTime = valueOf(evidence.figures, id).delayMs <= asked.allowedDelayMs;
      expect(row.note?.includes('in time')).toBe(isInTime);
    });
    const chosen = drawn.filter(({ isChosen }) => isChosen);
    expect(chosen.map(({ name }) => name)).toEqual([nameOf(verdict.recommended)]);
    expect(caseTable(judged)).toHaveLength(compared.length);
  });
});

test('different answers lead to different methods', () => {
  const recommended = new Set(rows.map((asked) => judgeCase(asked).verdict.recommended));
  expect(recommended.size).toBeGreaterThanOrEqual(4);
});

/** What the answer of the guide says, in the order of its sentences. */
describe('the guide says what its figure recommends', () => {
  const answer = WHICH_ONE.answer.join(' ');
  const MANY = 10;
  const perPoll = (asked: Case) => {
    const { toClientPerMinute, pollIntervalSeconds } = caseSettings(asked);
    return (toClientPerMinute / 60) * pollIntervalSeconds;
  };
  const recommendedFor = (asked: Case) => judgeCase(asked).verdict.recommended;

  test('if both sides send', () => {
    expect(answer).toContain('If both sides send, use WebSocket.');
    const both = rows.filter(({ sender }) => sender === 'both');
    expect(new Set(both.map(recommendedFor))).toEqual(new Set(['websocket']));
  });

  test('if only the page sends', () => {
    expect(answer).toContain('If only the page sends, plain requests are usually enough.');
    const client = rows.filter(({ sender }) => sender === 'client').map(recommendedFor);
    expect(new Set(client)).toEqual(new Set(['requests', 'websocket']));
    expect(client.filter((id) => id === 'requests').length).toBeGreaterThan(client.length / 2);
  });

  test('if only the server sends, however often and however late', () => {
    expect(answer).toContain('If only the server has news, server-sent events usually are.');
    expect(answer).toContain(
      'Polling wins if messages may be so late that one response carries many of them.',
    );
    expect(answer).not.toMatch(/\brare/);
    for (const asked of rows.filter(({ sender }) => sender === 'server')) {
      const expected = perPoll(asked) >= MANY ? 'polling' : 'event-stream';
      expect(recommendedFor(asked), JSON.stringify(asked)).toBe(expected);
    }
  });
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
