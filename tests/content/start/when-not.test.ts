import { expect, test } from 'vitest';
import { RARE_NEWS, whenNot } from '#content/start/when-not.ts';
import { readCompareLink, toCompareQuery } from '#core/sharing/compare-link.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { SHORT_CHAT } from '#core/traffic/settings/short-chat.ts';
import { evidenceOf } from '#core/traffic/verdict/evidence.ts';
import { verdictOf } from '#core/traffic/verdict/verdict.ts';

const cases = whenNot(compareMethods(SHORT_CHAT), compareMethods(RARE_NEWS));
const compared = cases.flatMap(({ link }) => ('compare' in link ? [link] : []));

test('what links to Compare opens as it is told', () => {
  expect(compared.length).toBeGreaterThan(0);
  for (const { compare } of [...compared, { compare: SHORT_CHAT }]) {
    const { settings, corrections } = readCompareLink(toCompareQuery(compare));
    expect(corrections).toEqual([]);
    expect(settings).toEqual(compare);
  }
});

test('polling is recommended where it is said to be enough', () => {
  expect(RARE_NEWS.toClientPerMinute * 60).toBeCloseTo(6, 9);
  for (const { compare, requires } of compared) {
    expect(verdictOf(evidenceOf(compareMethods(compare), requires))?.recommended).toBe('polling');
  }
});
