import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStory, type Story } from '#core/story/story.ts';
import type { Side } from '#core/trace/direction.ts';
import { streamOf, type Trace } from '#core/trace/trace.ts';
import recorded from '#content/examples/samples/chromium-text-echo.json';
import { decodeTraceJson } from '#core/trace/trace-json.ts';

const story = readStory(actOut(helloAndGoodbye.script()));

function ids({ steps }: Story): string[] {
  return steps.map(({ id }) => id);
}

describe('Hello, and goodbye', () => {
  test('has fifteen steps in five chapters', () => {
    expect(ids(story)).toEqual([
      'tcp-syn',
      'tcp-syn-ack',
      'tcp-ack',
      'request',
      'response',
      'open',
      'client-text-1',
      'server-text-1',
      'server-ping-1',
      'client-pong-1',
      'client-close-1',
      'server-close-1',
      'server-tcp-fin',
      'client-tcp-fin',
      'tcp-last-ack',
    ]);
    expect(story.chapters).toEqual([
      { id: 'tcp', firstStep: 0, endStep: 3 },
      { id: 'handshake', firstStep: 3, endStep: 5 },
      { id: 'connection', firstStep: 5, endStep: 6 },
      { id: 'data', firstStep: 6, endStep: 10 },
      { id: 'closure', firstStep: 10, endStep: 15 },
    ]);
  });

  test.each<[string, Side, string, string | null]>([
    ['tcp-syn', 'client', 'SYN-SENT', 'CONNECTING'],
    ['tcp-ack', 'server', 'ESTABLISHED', null],
    ['request', 'server', 'ESTABLISHED', 'CONNECTING'],
    ['response', 'server', 'ESTABLISHED', 'OPEN'],
    ['response', 'client', 'ESTABLISHED', 'CONNECTING'],
    ['open', 'client', 'ESTABLISHED', 'OPEN'],
    ['client-close-1', 'client', 'ESTABLISHED', 'CLOSING'],
    ['server-close-1', 'server', 'ESTABLISHED', 'CLOSING'],
    ['server-tcp-fin', 'server', 'FIN-WAIT-1', 'CLOSING'],
    ['server-tcp-fin', 'client', 'CLOSE-WAIT', 'CLOSED'],
    ['client-tcp-fin', 'client', 'LAST-ACK', 'CLOSED'],
    ['client-tcp-fin', 'server', 'TIME-WAIT', 'CLOSED'],
    ['tcp-last-ack', 'client', 'CLOSED', 'CLOSED'],
  ])('after %s the %s is %s and %s', (id, side, tcp, readyState) => {
    const step = story.steps.find((one) => one.id === id);
    expect(step?.statesAfter[side]).toEqual({ tcp, readyState });
  });

  test('lists calls and events where they happen, and none for what follows automatically', () => {
    const told = story.steps
      .filter(({ call, pageEvents }) => call !== null || pageEvents.length > 0)
      .map(({ id, call, pageEvents }) => [
        id,
        call?.kind ?? null,
        ...pageEvents.map(({ side, event }) => `${side} ${event.kind}`),
      ]);
    expect(told).toEqual([
      ['tcp-syn', 'connect'],
      ['response', null, 'server connection'],
      ['open', null, 'client open'],
      ['client-text-1', 'send', 'server message'],
      ['server-text-1', 'send', 'client message'],
      ['server-ping-1', 'ping'],
      ['client-pong-1', null, 'server pong'],
      ['client-close-1', 'close'],
      ['server-tcp-fin', null, 'client close'],
      ['client-tcp-fin', null, 'server close'],
    ]);
  });

  test('reports what a page would see of the end', () => {
    const closing = story.steps.find(({ id }) => id === 'server-tcp-fin');
    expect(closing?.pageEvents[0]?.event).toEqual({
      kind: 'close',
      code: 1000,
      reason: 'done',
      wasClean: true,
    });
  });
});

test('a recorded connection is read by the same code', () => {
  const reading = decodeTraceJson(recorded);
  if (reading.kind !== 'trace') throw new Error('expected the sample to be a trace');
  const told = readStory(reading.trace);
  expect(ids(told).slice(0, 7)).toEqual([
    'tcp-syn',
    'tcp-syn-ack',
    'tcp-ack',
    'request',
    'response',
    'open',
    'client-text-1',
  ]);
  expect(ids(told).slice(-5)).toEqual([
    'client-close-1',
    'server-close-1',
    'server-tcp-fin',
    'client-tcp-fin',
    'tcp-last-ack',
  ]);
  const closed = told.steps.flatMap(({ pageEvents }) =>
    pageEvents.flatMap(({ event }) => (event.kind === 'close' ? [event] : [])),
  );
  expect(closed).toEqual([
    { kind: 'close', code: 1000, reason: 'all said', wasClean: true },
    { kind: 'close', code: 1000, reason: 'all said', wasClean: true },
  ]);
});

/** One direction's bytes, pasted: no times, no signals. */
function pasted(clientBytes: Uint8Array): Trace {
  const range = { start: 0, end: clientBytes.length };
  return {
    provenance: { kind: 'pasted' },
    endpoints: { client: { name: 'Client' }, server: { name: 'Server' } },
    streams: {
      'client-to-server': streamOf(clientBytes),
      'server-to-client': streamOf(new Uint8Array(0)),
    },
    events: [
      {
        direction: 'client-to-server',
        signals: [],
        range,
        sentAtMs: null,
        arrival: { kind: 'unknown' },
      },
    ],
  };
}

test('bytes without a handshake start within an open connection', () => {
  const told = readStory(pasted(fromHex('8185 37fa213d 7f9f4d5158 8882 00000000 03e8')));
  expect(ids(told)).toEqual(['client-text-1', 'client-close-1']);
  expect(told.steps[0]?.statesBefore.client).toEqual({ tcp: 'ESTABLISHED', readyState: 'OPEN' });
  expect(told.steps[1]?.statesAfter.server.readyState).toBe('CLOSING');
});

test('a violation fails the connection of its receiver', () => {
  const told = readStory(pasted(fromHex('8105 48656c6c6f')));
  expect(told.steps[0]?.pageEvents).toEqual([{ side: 'server', event: { kind: 'error' } }]);
  expect(told.steps[0]?.statesAfter.server.readyState).toBe('CLOSING');
});

test('nothing at all is a story without steps', () => {
  expect(readStory(pasted(new Uint8Array(0))).steps).toEqual([]);
});
