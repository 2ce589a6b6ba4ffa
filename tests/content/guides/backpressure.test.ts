import { describe, expect, test } from 'vitest';
import {
  queueCaption,
  queueLanes,
  queueOutcome,
  queueRow,
  queueRun,
  queueRuns,
  type QueueChoice,
} from '#content/guides/backpressure-figure.ts';
import { QUEUE_POLICIES, type QueuePolicy } from '#core/operations/slow-reader.ts';
import { expectSentences } from './expect-sentences.ts';

const fast = (policy: QueuePolicy): QueueChoice => ({
  policy,
  producedPerSecond: 100,
  consumedPerSecond: 60,
});

test.each([
  ['grow', /the queue passes its bound, and it grows to 1\.0\d MiB within 30 s\./],
  ['drop-newest', /the queue is full, so \d+ new messages were dropped\./],
  ['drop-oldest', /the queue is full, so \d+ old messages were dropped\./],
  ['coalesce', /newer messages replace [\d,]+ waiting ones within 30 s\./],
  ['close', /the server closes with code 1013, and \d+ messages were lost\./],
  ['await', /the server waits for room, [\d.]+ s in all, and nothing is lost\./],
] as const)('with %s, a full queue has its sentence', (policy, sentence) => {
  const outcome = queueOutcome(queueRun(fast(policy)));
  expect(outcome).toMatch(/^The server makes 40 KiB more per second than the client handles\./);
  expect(outcome).toMatch(sentence);
});

test('a client that keeps up has short queues and fresh messages', () => {
  const run = queueRun({ policy: 'grow', producedPerSecond: 20, consumedPerSecond: 60 });
  expect(queueOutcome(run)).toBe(
    'The client keeps up with the server. The queue doesn’t reach its bound within 30 s. The last message that the client handles is 46.7 ms old.',
  );
});

const choices: QueueChoice[] = QUEUE_POLICIES.flatMap((policy) =>
  [1, 60, 200].flatMap((producedPerSecond) =>
    [1, 61, 200].map((consumedPerSecond) => ({ policy, producedPerSecond, consumedPerSecond })),
  ),
);

describe.each(choices)('$policy, $producedPerSecond made, $consumedPerSecond handled', (choice) => {
  const run = queueRun(choice);
  const outcome = queueOutcome(run);

  test('has sentences of the model', () => {
    expect(outcome.startsWith('The client keeps up')).toBe(
      choice.producedPerSecond <= choice.consumedPerSecond,
    );
    expect(outcome.includes('doesn’t reach its bound')).toBe(run.fullAtMs === null);
    expectSentences(`${outcome} ${queueCaption(run)}`);
  });

  test('has lanes that end as the table does', () => {
    const [, , , age] = queueLanes(run);
    const last = queueRow(run).at(-1)!;
    if (last !== 'none') expect(age!.result).toBe(`in the end ${last}`);
  });

  test('has lanes within their scale', () => {
    for (const { values, most } of queueLanes(run)) {
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThanOrEqual(most);
    }
  });
});

test('a bounded queue has fresher messages than one that grows', () => {
  const [grow, newest, oldest] = queueRuns(fast('grow')).map(queueRow);
  const age = (row: readonly string[] | undefined) => Number.parseFloat(row!.at(-1)!);
  expect(age(newest)).toBeLessThan(age(grow));
  expect(age(oldest)).toBeLessThan(age(newest));
});
