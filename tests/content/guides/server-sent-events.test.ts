import { describe, expect, test } from 'vitest';
import { formatDelay } from '#content/compare/numbers.ts';
import {
  isAllResent,
  STREAM_COLUMNS,
  streamBoth,
  streamOutcome,
  streamTable,
} from '#content/guides/server-sent-events-figure.ts';
import { missedOf } from '#core/operations/interrupted-stream.ts';
import { faultsIn } from '../compare/grammar.ts';
import { expectSentences } from './expect-sentences.ts';

const rows = [1, 3, 4, 10, 25, 40].flatMap((outageSeconds) =>
  [0, 1, 2, 5, 20, 25].map((keptEvents) => ({ outageSeconds, keptEvents })),
);

describe.each(rows)('lost for $outageSeconds s, $keptEvents events kept', (interruption) => {
  const outcome = streamOutcome(interruption);
  const { settings, eventSource, webSocket } = streamBoth(interruption);

  test('is told with the model’s figures', () => {
    expect(faultsIn(outcome)).toEqual([]);
    expectSentences(outcome);
    expect(outcome).toContain(formatDelay(eventSource.resumedAtMs - settings.lostAtMs));
    expect(outcome).toContain(`“Last-Event-ID: ${eventSource.lastId}”`);
    const lost = missedOf(eventSource).length;
    expect(isAllResent(interruption)).toBe(lost === 0);
    expect(outcome.includes('never gets')).toBe(lost === 0);
    if (lost > 0 && interruption.keptEvents > 0) {
      expect(outcome).toContain(`${lost} of ${missedOf(webSocket).length} never`);
    }
  });

  test('is within the drawing', () => {
    expect(eventSource.resumedAtMs).toBeLessThan(settings.endMs);
    expect(missedOf(webSocket).length).toBeGreaterThan(0);
  });

  test('fills its table', () => {
    const table = streamTable(interruption);
    expect(table.length).toBeGreaterThan(2);
    for (const row of table) expect(row).toHaveLength(STREAM_COLUMNS.length);
  });
});
