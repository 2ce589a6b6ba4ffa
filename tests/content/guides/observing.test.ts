import { describe, expect, test } from 'vitest';
import { OBSERVED_ENDINGS, type ObservedEnding } from '#core/scenarios/observed-endings.ts';
import {
  OBSERVED_COLUMNS,
  observedOutcome,
  observedTable,
} from '#content/guides/observing-figure.ts';
import { ENDING_WORDS, observeEnding } from '#content/guides/observing-records.ts';
import { OBSERVING } from '#content/guides/observing.ts';
import { plainGuideText } from '#content/guides/guide-text.ts';
import { MEASURED } from '#content/rules/peer-verdicts-measured.ts';
import { expectSentences } from './expect-sentences.ts';

describe('the sentences', () => {
  test.each<[ObservedEnding, string]>([
    [
      'goodbye',
      'The page closed the connection. The access log has status 101 and 45.2 s, and nothing about the end. The page and its console, the server’s library and a capture show how it ended.',
    ],
    [
      'terminated',
      'The server’s program ended, and TCP with it. The access log has status 101 and 45.1 s, and nothing about the end. Only a capture shows how it ended.',
    ],
    [
      'dead',
      'The line went dead, and a ping stayed without a pong. The access log has status 101 and 69.9 s, and nothing about the end. The server’s library and a capture show how it ended.',
    ],
    [
      'refused',
      'The server rejected the handshake. The access log has status 403. All four records show how it ended.',
    ],
  ])('of “%s”', (ending, outcome) => {
    expect(observedOutcome(observeEnding(ending))).toBe(outcome);
  });

  test.each(OBSERVED_ENDINGS)('of “%s” are whole', (ending) => {
    expectSentences(observedOutcome(observeEnding(ending)));
  });
});

describe.each(OBSERVED_ENDINGS)('the records of “%s”', (ending) => {
  const figure = observeEnding(ending);
  const linesOf = (at: number) => figure.records[at]?.lines.map(({ text }) => text) ?? [];

  test('have the log’s line as nginx writes it', () => {
    expect(linesOf(0)).toHaveLength(1);
    expect(linesOf(0)[0]).toMatch(/^"GET \/chat HTTP\/1\.1" (?:101|403) \d+ \d+\.\d{3}$/);
  });

  test('show pings to the server and in a capture, and none to the page', () => {
    const hasPings = ending !== 'refused';
    expect(linesOf(1).some((text) => /ping|pong/.test(text))).toBe(false);
    expect(linesOf(2).includes('ping')).toBe(hasPings);
    expect(linesOf(3).some((text) => text.endsWith(' ping'))).toBe(hasPings);
  });

  test('mark the end wherever it is shown', () => {
    for (const { lines, showsEnd } of figure.records) {
      if (showsEnd) expect(lines.some(({ isEnd }) => isEnd)).toBe(true);
    }
  });

  test('have a table with a value for each question and observer', () => {
    for (const row of observedTable(figure)) {
      expect(row).toHaveLength(OBSERVED_COLUMNS.length);
      for (const cell of row) expect(cell).toMatch(/\S/);
    }
  });
});

test('fragments are one message, except in a capture', () => {
  const table = observedTable(observeEnding('goodbye'));
  const row = (question: string) => table.find(([name]) => name === question)?.slice(1);
  expect(row('Messages of the server')).toEqual(['–', '1', '1', '1']);
  expect(row('Frames')).toEqual(['–', '–', '–', '9']);
  expect(row('Close code')).toEqual(['–', '1000', '1000', '1000']);
  expect(row('Round trip of a ping')).toEqual(['–', '–', '43 ms', '43 ms']);
});

test('the console’s text is the one that Chromium was seen to print', () => {
  const verdict = MEASURED.chromium.verdicts['server-masked'];
  expect(verdict?.kind === 'fails' ? verdict.consoleText : null).toBe(
    ENDING_WORDS['rule-broken'].consoleText,
  );
});

test('the guide’s codes are those of the figure', () => {
  const text = OBSERVING.sections.flatMap((section) => section.text.map(plainGuideText)).join(' ');
  expect(text).toContain('the page gets 1006 while the server gets 1002');
});
