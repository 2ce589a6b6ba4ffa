import { describe, expect, test } from 'vitest';
import { CLOSE_CODE_1006 } from '#content/guides/close-code-1006.ts';
import {
  CAUSE_COLUMNS,
  CAUSE_WORDS,
  causeOutcome,
  CAUSES,
  causeTable,
  playCause,
} from '#content/guides/close-code-1006-figure.ts';
import { ABNORMAL_CLOSURE } from '#core/protocol/messages/close-code.ts';
import { faultsIn } from '../compare/grammar.ts';

describe.each(CAUSES)('1006 because of %s', (cause) => {
  const played = playCause(cause);

  test('is what the page gets', () => {
    expect(played.code).toBe(ABNORMAL_CLOSURE);
    expect(played.wasClean).toBe(false);
  });

  test('is open before, or not, as the figure says', () => {
    expect(played.hasOpened).toBe(!['unreachable', 'tls', 'refused'].includes(cause));
    const outcome = causeOutcome(cause, played);
    expect(outcome.includes('never gets')).toBe(!played.hasOpened);
    expect(faultsIn(outcome)).toEqual([]);
  });

  test('draws no Close frame from the server that arrives before the page’s event', () => {
    const failed = played.rows.findIndex(
      (row) => row.kind === 'event' && row.side === 'client' && row.isFailure,
    );
    expect(failed).toBeGreaterThan(0);
    const closes = played.rows
      .slice(0, failed)
      .filter(
        (row) =>
          row.kind === 'crossing' &&
          row.direction === 'server-to-client' &&
          row.byteKind === 'close',
      );
    expect(closes).toEqual([]);
  });
});

const labelsOf = (cause: (typeof CAUSES)[number]) =>
  playCause(cause).rows.flatMap((row) => (row.kind === 'pause' ? [] : [row.label]));

test.each([
  { cause: 'unreachable', label: 'SYN' },
  { cause: 'tls', label: 'close 1006, in Firefox 1015, not clean' },
  { cause: 'refused', label: '403 Forbidden' },
  { cause: 'terminated', label: 'FIN' },
  { cause: 'unanswered', label: 'close 4000' },
  { cause: 'too-big', label: 'binary, 4,096 B' },
  { cause: 'rule-broken', label: 'text, 5 B, masked' },
  { cause: 'rule-broken', label: 'close 1002' },
] as const)('$cause shows “$label”', ({ cause, label }) => {
  expect(labelsOf(cause)).toContain(label);
});

test('a lost frame is drawn as lost', () => {
  const lost = playCause('unanswered').rows.filter((row) => row.kind === 'crossing' && row.isLost);
  expect(lost.map((row) => row.kind === 'crossing' && row.label)).toContain('close 4000');
});

test('the browser waits as long as Chromium’s constant says', () => {
  const text = JSON.stringify(CLOSE_CODE_1006.sections);
  expect(text).toContain('the browser waits {=60 s}');
});

test('failed TLS is 1015 in Firefox, wherever its code is shown', () => {
  const row = causeTable().find(([name]) => name === CAUSE_WORDS.tls.name);
  expect(row?.[2]).toBe('1006, in Firefox 1015');
  expect(causeOutcome('tls', playCause('tls'))).toContain('1006, in Firefox 1015.');
});

test('TCP repeats the SYN for as long as Linux does', () => {
  expect(JSON.stringify(CLOSE_CODE_1006.sections)).toContain('gives up after {=127 s}');
});

test('the table has every cause', () => {
  const rows = causeTable();
  expect(rows.map(([name]) => name)).toEqual(CAUSES.map((cause) => CAUSE_WORDS[cause].name));
  for (const row of rows) expect(row).toHaveLength(CAUSE_COLUMNS.length);
});
