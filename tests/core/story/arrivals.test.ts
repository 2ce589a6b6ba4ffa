import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { followArrivals } from '#core/story/arrivals.ts';
import { draftSteps } from '#core/story/draft-steps.ts';
import {
  client,
  CLIENT_CLOSE,
  CLIENT_HELLO,
  server,
  SERVER_HELLO,
  traceOf,
  type Sent,
} from './traces.ts';

/** By step: what its arrival brings. */
function follow(...sent: Sent[]) {
  const conversation = readConversation(traceOf(sent));
  const drafts = draftSteps(conversation);
  const { completed, ends, heldBack, failing } = followArrivals(conversation, drafts);
  const steps = Object.fromEntries(
    drafts.map((draft) => [
      draft.id,
      {
        completed: completed.get(draft) ?? [],
        isEnd: ends.has(draft),
        isHeldBack: heldBack.has(draft),
      },
    ]),
  );
  return { steps, failing };
}

const at = (atMs: number, arrival: number | 'lost') => ({ atMs, arrival });
const FIN = { signals: ['fin', 'ack'] } as const;

test('a frame is complete with its last segment', () => {
  const { steps } = follow(
    client(CLIENT_HELLO.subarray(0, 4), at(0, 20)),
    client(CLIENT_HELLO.subarray(4), at(1, 21)),
  );
  expect(steps['client-text-1']?.completed).toEqual([]);
  expect(steps['client-text-1-part-2']?.completed).toEqual([0]);
});

test('a frame whose header breaks a rule is decided with the segment of that', () => {
  const unmasked = fromHex('8105 48656c6c6f');
  const { steps, failing } = follow(
    client(unmasked.subarray(0, 2), at(0, 20)),
    client(unmasked.subarray(2), at(1, 21)),
  );
  expect(steps['client-text-1']?.completed).toEqual([0]);
  expect([...failing.server.keys()]).toEqual([0]);
  expect([...failing.client.keys()]).toEqual([]);
});

test('a retransmission completes what TCP held back', () => {
  const { steps } = follow(
    client(CLIENT_HELLO, at(0, 'lost')),
    client(CLIENT_HELLO, at(1, 21)),
    client(CLIENT_CLOSE, { ...at(2, 22), ...FIN }),
    { from: 'client', again: 30, ...at(100, 120) },
  );
  expect(steps['client-text-1']).toEqual({ completed: [], isEnd: false, isHeldBack: false });
  expect(steps['client-text-2']?.isHeldBack).toBe(true);
  expect(steps['client-close-1']?.isHeldBack).toBe(true);
  expect(steps['client-tcp-fin']?.isEnd).toBe(false);
  expect(steps['client-text-1-again-1']).toEqual({
    completed: [0, 1, 2],
    isEnd: true,
    isHeldBack: false,
  });
});

test('what arrives after bytes that never arrive is held back for ever', () => {
  const { steps } = follow(client(CLIENT_HELLO, at(0, 'lost')), client(CLIENT_HELLO, at(1, 21)), {
    from: 'client',
    again: 0,
    ...at(1000, 'lost'),
  });
  expect(steps['client-text-2']).toEqual({ completed: [], isEnd: false, isHeldBack: true });
});

test('a FIN is not taken if the bytes before it are answered with a RST', () => {
  const { steps } = follow(
    server(SERVER_HELLO, at(0, 'lost')),
    { from: 'server', ...FIN, ...at(1, 21) },
    { from: 'server', again: 7, ...at(100, 120) },
    { from: 'client', signals: ['rst'], ...at(120, 140) },
  );
  expect(steps['server-tcp-fin']?.isEnd).toBe(false);
  expect(steps['server-text-1-again-1']?.isEnd).toBe(false);
});

test('a FIN ends the stream when all bytes before it have arrived', () => {
  const { steps } = follow(client(CLIENT_HELLO, { ...at(0, 20), ...FIN }));
  expect(steps['client-text-1']).toEqual({ completed: [0], isEnd: false, isHeldBack: false });
  expect(steps['client-tcp-fin']).toEqual({ completed: [], isEnd: true, isHeldBack: false });
});

test('frames in one segment are each complete with their own step', () => {
  const { steps } = follow(server(fromHex('8105 48656c6c6f 8900'), at(0, 20)));
  expect(steps['server-text-1']?.completed).toEqual([0]);
  expect(steps['server-ping-1']?.completed).toEqual([1]);
});

test('both directions are followed', () => {
  const { steps } = follow(client(CLIENT_HELLO, at(0, 20)), server(SERVER_HELLO, at(30, 50)));
  expect(steps['client-text-1']?.completed).toEqual([0]);
  expect(steps['server-text-1']?.completed).toEqual([1]);
});

test('a frame that its receiver fails by before it is complete counts as decided', () => {
  const { steps, failing } = follow(client(fromHex('8185 00000000 41ff'), at(0, 20)));
  expect(steps['client-text-1']?.completed).toEqual([0]);
  expect([...failing.server.keys()]).toEqual([0]);
});
