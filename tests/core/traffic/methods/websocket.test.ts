import { describe, expect, test } from 'vitest';
import { simulateWebSocket, type WebSocketOptions } from '#core/traffic/methods/websocket.ts';
import type { Schedule } from '#core/traffic/workload/workload.ts';
import { messagesAt, networkOf } from '../schedules.ts';

const network = networkOf(50);

/** "client opening 0", "server ping 1000": what was sent, and when. */
function sentBy(schedule: Schedule, options: WebSocketOptions = {}, over = network): string[] {
  return simulateWebSocket(schedule, over, options).writes.map((write) => {
    const side = write.direction === 'client-to-server' ? 'client' : 'server';
    if (write.kind === 'frame') {
      const count = write.carries === 'messages' ? ` ×${write.messages.length}` : '';
      return `${side} ${write.carries}${count} ${write.sentAtMs}`;
    }
    return `${side} ${write.kind} ${write.sentAtMs}`;
  });
}

describe('a client', () => {
  test('opens, waits for the 101, and closes when the observation is over', () => {
    expect(sentBy(messagesAt([0, 10], 'client-to-server', 5, 1000))).toEqual([
      'client request 0',
      'server answer 50',
      'client messages ×1 100',
      'client messages ×1 100',
      'client close 1000',
      'server close 1050',
    ]);
  });

  test('closes only when the last message has arrived', () => {
    expect(sentBy(messagesAt([990], 'server-to-client', 5, 1000)).slice(2)).toEqual([
      'server messages ×1 990',
      'client close 1040',
      'server close 1090',
    ]);
  });

  test('answers pings, and does not wait until its pong arrives', () => {
    const nothing = messagesAt([], 'server-to-client', 5, 1010);
    expect(sentBy(nothing, { heartbeatMs: 1000 }).slice(2)).toEqual([
      'server ping 1000',
      'client pong 1050',
      'client close 1050',
      'server close 1100',
    ]);
  });
});

describe('a server', () => {
  test('sends with its 101', () => {
    expect(sentBy(messagesAt([0], 'server-to-client', 5, 100))[2]).toBe('server messages ×1 50');
  });

  test('does not ping before the connection is open', () => {
    const nothing = messagesAt([], 'server-to-client', 5, 200);
    expect(sentBy(nothing, { heartbeatMs: 40 }, networkOf(90)).slice(0, 3)).toEqual([
      'client request 0',
      'server answer 90',
      'server ping 120',
    ]);
  });
});

test('messages that are collected are sent together, counted from the first', () => {
  const schedule = messagesAt([200, 220, 290, 310], 'server-to-client', 5, 1000);
  expect(sentBy(schedule, { coalesceMs: 100 }).slice(2, 4)).toEqual([
    'server messages ×3 300',
    'server messages ×1 410',
  ]);
});

test('the request refers to its response', () => {
  const { writes, exchanges } = simulateWebSocket(messagesAt([], 'client-to-server', 5), network);
  expect(exchanges).toEqual([writes[0]]);
  expect(exchanges[0]?.answer).toBe(writes[1]);
});
