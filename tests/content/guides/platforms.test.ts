import { describe, expect, test } from 'vitest';
import {
  platformLifetimes,
  platformResult,
  platformRow,
  platformsCaption,
  platformsOutcome,
  type PlatformChoice,
} from '#content/guides/platforms-figure.ts';
import { expectSentences } from './expect-sentences.ts';

const visible = (hours: number, intervalSeconds: number): PlatformChoice => ({
  hours,
  intervalSeconds,
  tab: 'visible',
});

test.each([
  {
    choice: visible(3, 30),
    outcome:
      '5 of 8 services keep the connection for 3 h. 3 end it because of its age. With Google external LB, the page connects again 348 times.',
  },
  {
    choice: { ...visible(3, 30), tab: 'hidden' } as const,
    outcome:
      '2 of 8 services keep the connection for 3 h. 3 end it because of its silence, and 3 end it because of its age. With Google external LB, the page connects again 348 times.',
  },
  {
    choice: visible(1, 3600),
    outcome:
      '1 of 8 services keeps the connection for 60 min. 6 end it because of its silence, and 1 ends it because of its age. With Google external LB, the page connects again 116 times.',
  },
])('$choice.hours h, every $choice.intervalSeconds s, $choice.tab', ({ choice, outcome }) => {
  expect(platformsOutcome(platformLifetimes(choice))).toBe(outcome);
});

test('a gateway with two limits ends a connection by the one that is first', () => {
  const rowOf = (choice: PlatformChoice) =>
    platformRow(platformLifetimes(choice).find(({ name }) => name === 'AWS API Gateway')!);
  expect(rowOf(visible(3, 30))).toEqual(['AWS API Gateway', '2', 'age', '2 h', 'over 99%']);
  expect(rowOf(visible(3, 3600))[2]).toBe('silence');
});

const choices: PlatformChoice[] = [1, 3, 24].flatMap((hours) =>
  [1, 54, 60, 350, 3600].flatMap((intervalSeconds) =>
    (['visible', 'hidden'] as const).map((tab) => ({ hours, intervalSeconds, tab })),
  ),
);

describe.each(choices)('$hours h, every $intervalSeconds s, $tab', (choice) => {
  const shown = platformLifetimes(choice);

  test('has sentences of the model', () => {
    const outcome = platformsOutcome(shown);
    const kept = shown.filter(({ lifetime }) => lifetime.reconnects === 0).length;
    expect(outcome).toMatch(new RegExp(`^${kept} of 8 services`));
    expectSentences(`${outcome} ${platformsCaption(shown)}`);
  });

  test('has one cause for each service, which lane and table name', () => {
    for (const each of shown) {
      const causes = new Set(each.lifetime.connections.map(({ endedBy }) => endedBy));
      causes.delete(null);
      expect(causes.size).toBeLessThanOrEqual(1);
      const [cause] = causes;
      if (cause === undefined || cause === null)
        expect(platformResult(each)).toBe('one connection');
      else expect(platformResult(each)).toContain(`: ${cause}, `);
      expect(platformRow(each)[2]).toBe(cause ?? 'nothing');
    }
  });
});
