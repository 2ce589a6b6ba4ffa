import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readStory, type Story } from '#core/story/story.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import {
  client,
  CLIENT_CLOSE,
  CLIENT_HELLO,
  REQUEST,
  RESPONSE,
  server,
  SERVER_CLOSE,
  SERVER_HELLO,
  traceOf,
  WRONG_RESPONSE,
  type Sent,
} from './traces.ts';

const story = (sent: readonly Sent[], more: Partial<Trace> = {}) => readStory(traceOf(sent, more));
const at = (atMs: number, arrival: number | 'lost') => ({ atMs, arrival });
const ends = (from: Side): Sent => ({ from, signals: ['fin', 'ack'] });

/** By step: what code hears, and where both sides are afterwards. */
function outline({ steps }: Story) {
  return steps.map(({ id, cause, pageEvents, statesAfter }) =>
    [
      id,
      cause ?? '-',
      ...pageEvents.map(({ side, event }) =>
        event.kind === 'close'
          ? `${side} close ${event.code} ${event.wasClean}`
          : `${side} ${event.kind}`,
      ),
      `${statesAfter.client.readyState} ${statesAfter.server.readyState}`,
    ].join(', '),
  );
}

test('both endpoints are followed from the handshake to the end', () => {
  const sent = [
    client(REQUEST),
    server(RESPONSE),
    client(CLIENT_HELLO),
    client(CLIENT_CLOSE),
    server(SERVER_CLOSE),
    ends('server'),
    ends('client'),
  ];
  expect(outline(story(sent))).toEqual([
    'request, call, CONNECTING CONNECTING',
    'response, answer, server connection, CONNECTING OPEN',
    'open, -, client open, OPEN OPEN',
    'client-text-1, call, server message, OPEN OPEN',
    'client-close-1, call, CLOSING CLOSING',
    'server-close-1, answer, CLOSING CLOSING',
    'server-tcp-fin, -, client close 1000 true, CLOSED CLOSING',
    'client-tcp-fin, -, server close 1000 true, CLOSED CLOSED',
  ]);
});

test('a step has the states of each side around its own moment', () => {
  const { steps, moments } = story([
    server(SERVER_CLOSE, at(0, 20)),
    client(CLIENT_CLOSE, at(10, 30)),
  ]);
  const readyStates = steps.map(({ statesBefore, statesAfter }) =>
    [statesBefore, statesAfter].map((states) => [
      states.client.readyState,
      states.server.readyState,
    ]),
  );
  expect(readyStates).toEqual([
    [
      ['CLOSING', 'OPEN'],
      ['CLOSING', 'CLOSING'],
    ],
    // The client sends before the server's Close arrives, which changes it in the other step.
    [
      ['OPEN', 'CLOSING'],
      ['CLOSING', 'CLOSING'],
    ],
  ]);
  expect(moments.map(({ stepIndex, phase, atMs }) => [stepIndex, phase, atMs])).toEqual([
    [0, 'sent', 0],
    [1, 'sent', 10],
    [0, 'arrived', 20],
    [1, 'arrived', 30],
  ]);
  expect(moments.at(-1)?.states).toEqual(steps[1]?.statesAfter);
});

test('a step whose times contradict each other is still built once', () => {
  const { steps } = story([server(SERVER_HELLO, at(50, 40))]);
  expect(steps).toHaveLength(1);
  expect(steps[0]).toMatchObject({ cause: 'call', call: { kind: 'send' } });
});

describe('recorded endpoints that break rules', () => {
  test('a client that sends two Close frames', () => {
    const sent = [client(CLIENT_CLOSE), client(CLIENT_CLOSE), server(SERVER_CLOSE), ends('server')];
    expect(outline(story(sent)).at(-1)).toBe(
      'server-tcp-fin, -, client close 1000 true, CLOSED CLOSING',
    );
  });

  test('a client that closes before the handshake is complete', () => {
    const sent = [client(REQUEST), client(CLIENT_CLOSE), server(RESPONSE), server(SERVER_CLOSE)];
    expect(outline(story([...sent, ends('server'), ends('client')]))).toEqual([
      'request, call, CONNECTING CONNECTING',
      'client-close-1, call, CONNECTING CONNECTING',
      'response, answer, server connection, CONNECTING CLOSING',
      'open, -, client open, OPEN CLOSING',
      'server-close-1, answer, CLOSING CLOSING',
      'server-tcp-fin, -, client close 1000 false, CLOSED CLOSING',
      'client-tcp-fin, -, server close 1000 true, CLOSED CLOSED',
    ]);
  });

  test('a client that continues after it broke a rule', () => {
    const unmasked = client(fromHex('8105 48656c6c6f'));
    const sent = [unmasked, client(CLIENT_HELLO), server(SERVER_CLOSE), ends('client')];
    expect(outline(story(sent))).toEqual([
      'client-text-1, call, server error, OPEN CLOSING',
      'client-text-2, call, OPEN CLOSING',
      'server-close-1, failure, CLOSING CLOSING',
      'client-tcp-fin, -, server close 1006 false, CLOSING CLOSED',
    ]);
  });

  test('a server that continues after the client rejected its response', () => {
    const sent = [client(REQUEST), server(WRONG_RESPONSE), server(SERVER_HELLO), ends('server')];
    expect(outline(story(sent))).toEqual([
      'request, call, CONNECTING CONNECTING',
      'response, answer, server connection, client error, client close 1006 false, CLOSED OPEN',
      'server-text-1, call, CLOSED OPEN',
      'server-tcp-fin, -, CLOSED OPEN',
    ]);
  });

  test('an endpoint that sends after the end', () => {
    const sent = [client(CLIENT_HELLO), { from: 'client', signals: ['rst'] } as Sent];
    expect(outline(story([...sent, client(CLIENT_CLOSE)])).at(-1)).toBe(
      'client-close-1, call, CLOSED CLOSED',
    );
  });
});

test('an endpoint gives up on its own', () => {
  const told = story([client(CLIENT_HELLO, at(0, 'lost'))], {
    givenUp: [{ side: 'client', atMs: 9000, reason: 'retransmissions' }],
  });
  expect(outline(told)).toEqual([
    'client-text-1, call, OPEN OPEN',
    'client-gave-up, -, client close 1006 false, CLOSED OPEN',
  ]);
});

test('a response that was not captured opens both sides, if frames follow', () => {
  const trace = traceOf([client(REQUEST), server(RESPONSE), server(SERVER_HELLO)]);
  const stream = trace.streams['server-to-client'];
  const gaps = [{ start: 0, end: RESPONSE.length }];
  const { steps } = readStory(
    {
      ...trace,
      streams: { ...trace.streams, 'server-to-client': { ...stream, gaps } },
      events: trace.events.filter((_, index) => index !== 1),
    },
    {
      parts: {
        findResumption: () => ({ at: RESPONSE.length, expected: 'frame' }),
      },
    },
  );
  expect(steps.map(({ id }) => id)).toEqual(['request', 'server-not-captured', 'server-text-1']);
  expect(steps[1]?.statesAfter.client.readyState).toBe('OPEN');
  expect(steps[1]?.statesAfter.server.readyState).toBe('OPEN');
  expect(steps[1]?.cause).toBeNull();
});
