import { describe, expect, test } from 'vitest';
import { readConversation } from '#core/conversation/conversation.ts';
import {
  OBSERVED_ENDINGS,
  observedEnding,
  type ObservedEnding,
} from '#core/scenarios/observed-endings.ts';
import { actOutHeard } from '#core/scenes/crossing-list.ts';
import { observe } from '#core/scenes/observed-connection.ts';

const observed = (ending: ObservedEnding) => observe(actOutHeard(observedEnding(ending)));

describe('the access log', () => {
  test('has one status and time for all ends after the handshake', () => {
    for (const ending of OBSERVED_ENDINGS.filter((each) => each !== 'refused')) {
      const { accessLog } = observed(ending);
      expect(accessLog).toMatchObject({ method: 'GET', target: '/chat', status: 101 });
      expect(accessLog.lastedMs).toBeGreaterThan(45_000);
    }
  });

  test('has the status of a rejected handshake, and hardly any time', () => {
    const { accessLog } = observed('refused');
    expect(accessLog.status).toBe(403);
    expect(accessLog.lastedMs).toBeLessThan(10);
  });

  test.each(OBSERVED_ENDINGS)('counts each byte to the client of “%s” once', (ending) => {
    const acted = actOutHeard(observedEnding(ending));
    const sent = readConversation(acted.trace).units.filter(
      ({ direction }) => direction === 'server-to-client',
    );
    const bytes = sent.reduce((sum, { range }) => sum + range.end - range.start, 0);
    expect(observe(acted).accessLog.bytesSent).toBe(bytes);
  });

  test('ends with the connection, by the server’s clock', () => {
    const { accessLog, server } = observed('dead');
    expect(accessLog.atMs).toBe(server.closed?.atMs);
    // The request took 20 ms after TCP's 40 ms.
    expect(accessLog.lastedMs).toBe(accessLog.atMs - 60);
  });
});

describe('the close codes of page, server and capture', () => {
  test.each<[ObservedEnding, number | null, number | null, number | null]>([
    ['goodbye', 1000, 1000, 1000],
    ['server-error', 1011, 1011, 1011],
    ['terminated', 1006, 1006, null],
    ['dead', null, 1006, null],
    ['rule-broken', 1006, 1002, 1002],
    ['refused', 1006, null, null],
  ])('of “%s” are %s, %s and %s', (ending, page, server, capture) => {
    const found = observed(ending);
    expect(found.page.closed?.code ?? null).toBe(page);
    expect(found.capture.closeCode).toBe(capture);
    expect(found.server.closed?.code ?? null).toBe(server);
  });
});

describe('the counts', () => {
  test('join fragments to messages', () => {
    expect(observed('goodbye')).toMatchObject({
      page: { sent: 1, received: 1 },
      server: { sent: 1, received: 1 },
      capture: { frames: 9 },
    });
  });

  test('have a message that the page never got', () => {
    const { page, server } = observed('rule-broken');
    expect([server.sent, page.received]).toEqual([2, 1]);
  });

  test('have a ping’s round trip: twice 20 ms, and what both sides need to reply', () => {
    expect(observed('goodbye').server).toMatchObject({ pings: 2, roundTripsMs: [43, 43] });
    expect(observed('dead').server).toMatchObject({ pings: 3, roundTripsMs: [43, 43] });
  });

  test('are empty without a WebSocket', () => {
    expect(observed('refused')).toMatchObject({
      page: { openedAtMs: null, sent: 0, received: 0 },
      server: { openedAtMs: null, pings: 0, roundTripsMs: [] },
      capture: { frames: 0 },
    });
  });
});

test('a trace without a request isn’t observed', () => {
  const acted = actOutHeard({ ...observedEnding('goodbye'), isLineDead: true });
  expect(() => observe(acted)).toThrow('expected a request that arrived and its response');
});
