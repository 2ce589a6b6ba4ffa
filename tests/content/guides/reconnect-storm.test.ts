import { describe, expect, test } from 'vitest';
import {
  chosenStorms,
  shownSeconds,
  stormCaption,
  stormOutcome,
  stormResult,
  stormRow,
  type StormChoice,
} from '#content/guides/reconnect-storm-figure.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { expectSentences } from './expect-sentences.ts';

const CHOICES: readonly StormChoice[] = [
  { clients: 10_000, acceptedPerSecond: 1000, baseSeconds: 1 },
  { clients: 1, acceptedPerSecond: 1, baseSeconds: 0.1 },
  { clients: 100, acceptedPerSecond: 100_000, baseSeconds: 60 },
  { clients: 20_000, acceptedPerSecond: 10, baseSeconds: 5 },
];

const named = (choice: StormChoice) => `${choice.clients} clients, ${choice.acceptedPerSecond}/s`;

describe.each(CHOICES.map((choice) => ({ name: named(choice), choice })))(
  'the sentences of $name',
  ({ choice }) => {
    const storms = chosenStorms(choice);
    const outcome = stormOutcome(storms);

    test('are those of the model', () => {
      for (const kind of ['exponential', 'full-jitter']) {
        const { attempts, accepted, missing, recoveredAtMs } = storms.find(
          ({ settings }) => settings.kind === kind,
        )!;
        expect(outcome).toContain(`it refuses ${formatCount(attempts - accepted)} attempt`);
        if (recoveredAtMs === null) expect(outcome).toContain(`${formatCount(missing)} client`);
      }
    });

    test('are grammatical', () => {
      expectSentences(`${outcome} ${stormCaption(storms)}`);
    });

    test('agree with lanes and table', () => {
      expect(shownSeconds(storms)).toBeLessThanOrEqual(60);
      for (const storm of storms) {
        const [, , attempts, refused, worst, back] = stormRow(storm);
        expect(attempts).toBe(formatCount(storm.attempts));
        expect(worst).toBe(formatCount(storm.worst!.attempts));
        expect(stormResult(storm)).toContain(`refused: ${refused}`);
        expect(stormResult(storm)).toContain(back);
      }
    });
  },
);

test('a crowd has the sentences that the guide shows first', () => {
  expect(stormOutcome(chosenStorms(CHOICES[0]!))).toMatch(
    /^The server accepts 1,000 of 10,000 clients per second, so it needs at least 9 s\. With exponential waits, it refuses [\d,]+ attempts, and the last client is back after 3 min 2 s\./,
  );
});

test('few clients find room in the first second', () => {
  expect(stormOutcome(chosenStorms(CHOICES[2]!))).toMatch(
    /^The server can accept 100 clients within one second\. With exponential waits, it refuses 0 attempts/,
  );
});

test('without jitter, waves are as steep as the crowd, and more is refused', () => {
  const [fixed, exponential, , full] = chosenStorms(CHOICES[0]!);
  const refused = (storm: typeof fixed) => storm!.attempts - storm!.accepted;
  expect(refused(fixed)).toBeGreaterThan(refused(full));
  expect(refused(exponential)).toBeGreaterThan(refused(full));
});
