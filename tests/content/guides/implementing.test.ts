import { describe, expect, test } from 'vitest';
import { CONFORMANCE_CASE_IDS } from '#core/scenarios/conformance-cases.ts';
import { quantityOf } from '#content/facts/facts.ts';
import {
  CASE_COLUMNS,
  CASE_GROUPS,
  caseName,
  caseOutcome,
  caseRow,
  casesOf,
  doAgree,
  groupName,
  judgeCase,
  type CaseGroup,
} from '#content/guides/implementing-figure.ts';
import { IMPLEMENTING } from '#content/guides/implementing.ts';
import { plainGuideText } from '#content/guides/guide-text.ts';
import { PEER_IDS, peerCell } from '#content/rules/peer-verdicts.ts';
import { VECTORS } from '../../core/protocol/receiver-vectors.ts';
import { expectSentences } from './expect-sentences.ts';

const GROUPS = Object.keys(CASE_GROUPS) as CaseGroup[];

describe.each(CONFORMANCE_CASE_IDS)('the case %s', (id) => {
  const judged = judgeCase(id);

  test('has sentences that say what is shown', () => {
    const outcome = caseOutcome(judged);
    expectSentences(outcome);
    expect(outcome.includes('It breaks no rule.')).toBe(judged.broken === null);
    expect(/\b(?:All \w+|accepts?|fails?|waits?)\b/.test(outcome)).toBe(true);
    expect(outcome).toContain(judged.others.input.title);
  });

  test('is judged as the table of odd inputs says', () => {
    const { rule } = judged.others.input;
    // Only data must not follow a Close frame.
    const isAllowed = id === 'close-after-close' || id === 'ping-after-close';
    expect(judged.broken?.finding.violation.id ?? null).toBe(isAllowed ? null : rule);
    expect(judged.own.kind === 'fails').toBe(judged.others.input.closeCode !== null);
    expect(judged.others.answers.length + judged.others.untried.length).toBe(PEER_IDS.length);
  });

  test('has a row of the table', () => {
    const row = caseRow(id);
    expect(row).toHaveLength(CASE_COLUMNS.length);
    expect(row[0]).toBe(caseName(id));
    for (const cell of row) expect(cell).not.toBe('');
  });
});

test('each case is in one group, and each group has a case', () => {
  expect(GROUPS.flatMap(casesOf)).toEqual(CONFORMANCE_CASE_IDS);
  for (const group of GROUPS) expect(casesOf(group).length).toBeGreaterThan(0);
  expect(groupName('5')).toBe('5: Fragments');
  expect(groupName('none')).toBe('Not in the suite');
  expect(caseName('ping-126')).toBe('2.5: a ping of 126 bytes');
  expect(caseName('server-masked')).toBe('A server’s frame with a mask');
});

test('the outcome names the clause, the demand and the receivers', () => {
  expect(caseOutcome(judgeCase('fragmented-ping'))).toBe(
    'Case 5.1 sends a ping with FIN 0. It breaks RFC 6455 §5.5: a control frame has FIN 0. The rule binds the sender. Most receivers fail the connection with 1002. All six fail the connection.',
  );
  expect(caseOutcome(judgeCase('client-unmasked'))).toContain(
    'No case of the suite sends a client’s frame without a mask.',
  );
});

test('the groups’ sizes are those of the suite', () => {
  const inGroup = (group: string) =>
    VECTORS.filter(({ category }) => category === `autobahn-${group}`).length;
  expect(quantityOf('autobahn-utf8')).toBe(inGroup('6'));
  // Limits (9) and fragments of its own (10) are shortened in our vectors: 54 and 1 in the suite.
  const frames = ['1', '2', '3', '4', '5', '6', '7'].map(inGroup).reduce((sum, size) => sum + size);
  expect(quantityOf('autobahn-cases')).toBe(frames + 54 + 1 + quantityOf('autobahn-compression'));
});

describe('the guide’s sentences about receivers', () => {
  const text = IMPLEMENTING.sections
    .flatMap((section) => section.text)
    .map(plainGuideText)
    .join(' ');

  test('count the cases on which all agree', () => {
    const agreed = CONFORMANCE_CASE_IDS.filter((id) => doAgree(judgeCase(id).others)).length;
    expect(text).toContain(
      `Of the ${CONFORMANCE_CASE_IDS.length} cases in the figure, receivers agree on ${agreed}.`,
    );
    expect(agreed).toBeLessThan(CONFORMANCE_CASE_IDS.length);
  });

  test('name the receivers of each case', () => {
    expect(text).toContain('four receivers wait, and wsproto and Chromium don’t.');
    expect(text).toContain('websocket-driver and Firefox accept a server’s frame with one.');
    expect(text).toContain('Chromium fails the connection instead.');
  });

  test('are true of close codes', () => {
    for (const id of ['close-999', 'close-2999', 'close-5000'] as const) {
      const accepting = judgeCase(id)
        .others.answers.filter(({ cell }) => cell.verdict.kind === 'accepts')
        .map(({ peer }) => peer);
      expect(accepting).toEqual(['chromium', 'firefox']);
    }
  });

  test('are true of what has no mask', () => {
    const { answers } = judgeCase('client-unmasked').others;
    expect(answers.every(({ cell }) => cell.verdict.kind === 'fails')).toBe(true);
  });
});

test('browsers accept the close codes that the guide names', () => {
  const codes = CONFORMANCE_CASE_IDS.filter((id) => /^close-\d/.test(id));
  const rejected = (peer: 'chromium' | 'firefox') =>
    codes.filter((id) => peerCell(peer, id)?.verdict.kind === 'fails');
  expect(rejected('firefox')).toEqual([]);
  expect(rejected('chromium').toSorted()).toEqual(['close-1005', 'close-1006', 'close-1015']);
});
