import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { loseMessage, messageSegment, messageStream } from '#core/scenarios/lost-segment.ts';

const STREAM = { oneWayMs: 20, everyMs: 30, count: 6 };

const sentIn = (trace: ReturnType<typeof actOut>) =>
  trace.events.filter(({ name }) => name?.startsWith('server-text-'));

test('messages are as far apart as wanted', () => {
  const times = sentIn(actOut(messageStream(STREAM))).map(({ sentAtMs }) => sentAtMs ?? 0);
  expect(times).toHaveLength(STREAM.count);
  expect(times.map((time) => time - times[0]!)).toEqual([0, 30, 60, 90, 120, 150]);
});

test('one segment is lost, and sent again', () => {
  const lost = sentIn(actOut(messageStream(STREAM), loseMessage(3))).filter(
    ({ arrival }) => arrival.kind === 'lost',
  );
  expect(lost.map(({ name }) => name)).toEqual([messageSegment(3)]);
});
