import { expect, test } from 'vitest';
import { Http2Estimate } from '#core/traffic/counting/http2-estimate.ts';
import { quotedHead, requestTemplate } from '#core/traffic/heads/head-template.ts';
import { WriteCounter } from '#core/traffic/counting/write-counter.ts';
import type { Answer, Exchange, SentEvent, SentFrame } from '#core/traffic/methods/method-run.ts';
import { planOf } from '../schedules.ts';

const requestAt = (sentAtMs: number, since = 0, connection = 0): Exchange => ({
  kind: 'request',
  purpose: 'poll',
  connection,
  direction: 'client-to-server',
  posted: null,
  since,
  sentAtMs,
  arrivedAtMs: sentAtMs,
  answer: null,
});

const answerOf = (purpose: Answer['purpose'], count: number): Answer => ({
  kind: 'answer',
  purpose,
  connection: 0,
  direction: 'server-to-client',
  messages: Array.from({ length: count }, (_, index) => ({
    direction: 'server-to-client' as const,
    index,
    madeAtMs: 0,
    size: 5,
  })),
  sentAtMs: 0,
  arrivedAtMs: 0,
});

const plain = requestTemplate('GET', '/news', [
  ['Host', 'example.com'],
  ['Connection', 'keep-alive'],
  ['User-Agent', 'x'.repeat(100)],
]);

test('a repeated field costs 1 byte, connection-specific fields none', () => {
  const estimate = new Http2Estimate(planOf());
  const [first, second] = [0, 5].map((at) =>
    estimate.headSize('poll-request', plain, requestAt(at), 0),
  );
  // Frame header 9, priority 5, method and scheme 2, then authority, path and User-Agent.
  expect(second).toBe(9 + 5 + 2 + 1 + 1 + 1);
  expect(first).toBe(9 + 5 + 2 + (2 + 11) + (2 + 4) + (2 + Math.round(110 * 0.77)));
});

test.each([
  { length: 0, dataFrames: 0 },
  { length: 1, dataFrames: 1 },
  { length: 16_384, dataFrames: 1 },
  { length: 16_385, dataFrames: 2 },
  { length: 200_000, dataFrames: 13 },
])('a body of $length bytes is in $dataFrames DATA frames', ({ length, dataFrames }) => {
  const template = requestTemplate('POST', '/send', []);
  const sizeOf = (bodyLength: number) =>
    new Http2Estimate(planOf()).headSize('post-request', template, requestAt(0), bodyLength);
  expect(sizeOf(length) - sizeOf(0)).toBe(9 * dataFrames);
});

test('large events and WebSocket frames are in several DATA frames', () => {
  const message = { direction: 'server-to-client', index: 0, madeAtMs: 0, size: 65_536 } as const;
  const crossing = { connection: 0, direction: 'server-to-client', sentAtMs: 0, arrivedAtMs: 0 };
  const event = { ...crossing, kind: 'event', message } as SentEvent;
  const frame = { ...crossing, kind: 'frame', carries: 'messages', messages: [message] };
  const sizesOf = (write: SentEvent | SentFrame) =>
    [true, false].map((isHttp2) =>
      new WriteCounter(planOf({ isHttp2, hasEventIds: false }), null).count(write),
    ) as [number, number];
  // "data: " and 2 line ends; 65,544 bytes are in 5 DATA frames.
  const [streamed, chunked] = sizesOf(event);
  expect(streamed).toBe(65_536 + 8 + 5 * 9);
  expect(chunked).toBe(65_536 + 8 + '10008'.length + 4);
  const [carried, direct] = sizesOf(frame as SentFrame);
  expect(direct).toBe(65_536 + 10);
  expect(carried).toBe(direct + 5 * 9);
});

test('each connection sends its fields again', () => {
  const estimate = new Http2Estimate(planOf());
  const sizes = [0, 1].map((connection) =>
    estimate.headSize('poll-request', plain, requestAt(0, 0, connection), 0),
  );
  expect(sizes[0]).toBe(sizes[1]);
});

test('a path with `since` is new every time', () => {
  const estimate = new Http2Estimate(planOf());
  const template = requestTemplate('GET', '/news?since={since}', []);
  estimate.headSize('poll-request', template, requestAt(0), 0);
  const [short, long] = [7, 7000].map((since) =>
    estimate.headSize('poll-request', template, requestAt(0, since), 0),
  );
  expect(short).toBe(9 + 5 + 2 + 1 + 2 + Math.round(13 * 0.77));
  expect(long).toBe(9 + 5 + 2 + 1 + 2 + Math.round(16 * 0.77));
});

test('a Date costs 24 bytes in a new second, 1 in the same', () => {
  const estimate = new Http2Estimate(planOf());
  const template = requestTemplate('GET', '/', [['Date', '{date}']]);
  const sizes = [0, 999, 1000].map((at) =>
    estimate.headSize('poll-request', template, requestAt(at), 0),
  );
  expect(sizes[2]! - sizes[1]!).toBe(23);
});

test('a quoted head shrinks to a sixteenth when it is repeated', () => {
  const estimate = new Http2Estimate(planOf());
  const sizes = [0, 1].map((at) =>
    estimate.headSize('poll-request', quotedHead(800), requestAt(at), 0),
  );
  expect(sizes).toEqual([9 + Math.round(800 * 0.77), 9 + 50]);
});

test.each([
  { purpose: 'poll', messages: 1, emptyAnswer: 'no-content', extra: 1 },
  { purpose: 'poll', messages: 0, emptyAnswer: 'no-content', extra: 0 },
  { purpose: 'poll', messages: 0, emptyAnswer: 'empty-list', extra: 1 },
  { purpose: 'long-poll', messages: 0, emptyAnswer: 'empty-list', extra: 1 },
  { purpose: 'stream', messages: 0, emptyAnswer: 'empty-list', extra: 0 },
  { purpose: 'post', messages: 0, emptyAnswer: 'empty-list', extra: 0 },
] as const)(
  'a $purpose with $messages messages and $emptyAnswer ends with $extra empty frames',
  ({ purpose, messages, emptyAnswer, extra }) => {
    const estimate = new Http2Estimate(planOf({ emptyAnswer }));
    expect(estimate.extraWritesOf(answerOf(purpose, messages))).toBe(extra);
  },
);
