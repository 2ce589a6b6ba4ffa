import { describe, expect, test } from 'vitest';
import { readConversation } from '#core/conversation/conversation.ts';
import { followArrivals } from '#core/story/arrivals.ts';
import { draftSteps } from '#core/story/draft-steps.ts';
import { withSilentSteps } from '#core/story/silent-steps.ts';
import type { Trace } from '#core/trace/trace.ts';
import {
  client,
  CLIENT_HELLO,
  REQUEST,
  RESPONSE,
  server,
  SERVER_HELLO,
  traceOf,
  WRONG_RESPONSE,
  type Sent,
} from './traces.ts';

function stepsOf(sent: readonly Sent[], more: Partial<Trace> = {}) {
  const trace = traceOf(sent, more);
  const conversation = readConversation(trace);
  const drafts = draftSteps(conversation);
  return withSilentSteps(drafts, followArrivals(conversation, drafts), trace);
}

const ids = (...args: Parameters<typeof stepsOf>) => stepsOf(...args).map(({ id }) => id);
const at = (atMs: number, arrival: number) => ({ atMs, arrival });

describe('the connection opens', () => {
  test('when the response arrives: after what was sent before that', () => {
    const steps = stepsOf([
      client(REQUEST, at(0, 20)),
      server(RESPONSE, at(20, 40)),
      server(SERVER_HELLO, at(30, 50)),
      client(CLIENT_HELLO, at(40, 60)),
    ]);
    expect(steps.map(({ id }) => id)).toEqual([
      'request',
      'response',
      'server-text-1',
      'open',
      'client-text-1',
    ]);
    expect(steps[3]).toMatchObject({
      kind: 'open',
      direction: null,
      side: 'client',
      sentAtMs: 40,
      arrival: { kind: 'arrived', atMs: 40 },
    });
  });

  test('directly after the response, if times are unknown', () => {
    expect(ids([client(REQUEST), server(RESPONSE), client(CLIENT_HELLO)])).toEqual([
      'request',
      'response',
      'open',
      'client-text-1',
    ]);
  });

  test('never, if the client rejects the response, or if a client sent it', () => {
    expect(ids([client(REQUEST), server(WRONG_RESPONSE)])).not.toContain('open');
    expect(ids([client(RESPONSE)])).not.toContain('open');
  });
});

describe('an endpoint gives up', () => {
  test('before the first step that begins later', () => {
    const sent = [client(CLIENT_HELLO, at(0, 20)), server(SERVER_HELLO, at(100, 120))];
    const steps = stepsOf(sent, {
      givenUp: [{ side: 'server', atMs: 50, reason: 'heartbeat' }],
    });
    expect(steps.map(({ id }) => id)).toEqual(['client-text-1', 'server-gave-up', 'server-text-1']);
    expect(steps[1]).toMatchObject({ kind: 'gave-up', side: 'server', sentAtMs: 50 });
  });

  test('at the end, if nothing begins later; a TCP after its application', () => {
    const sent = [client(CLIENT_HELLO, at(0, 20))];
    const steps = stepsOf(sent, {
      givenUp: [
        { side: 'server', atMs: 50, reason: 'heartbeat' },
        { side: 'client', atMs: 60, reason: 'close-timeout' },
        { side: 'server', atMs: 70, reason: 'retransmissions' },
      ],
    });
    expect(steps.map(({ id, givingUp }) => [id, givingUp])).toEqual([
      ['client-text-1', null],
      ['server-gave-up', 'heartbeat'],
      ['client-gave-up', 'close-timeout'],
      ['server-gave-up-2', 'retransmissions'],
    ]);
  });

  test('before the response arrives: the connection never opens', () => {
    const sent = [client(REQUEST, at(0, 20)), server(RESPONSE, at(20, 90))];
    const givenUp = [{ side: 'client', atMs: 50, reason: 'handshake-timeout' }] as const;
    expect(ids(sent, { givenUp })).toEqual(['request', 'response', 'client-gave-up']);
  });
});
