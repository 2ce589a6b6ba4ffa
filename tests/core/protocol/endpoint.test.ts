import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { Connection } from '#core/protocol/connection.ts';
import {
  Endpoint,
  ENDPOINT_STATES,
  READY_STATES,
  readyStateNumber,
  TRANSITIONS,
  type EndpointEvent,
  type EndpointState,
  type Role,
} from '#core/protocol/endpoint.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { encodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import {
  encodeOpeningRequest,
  type OpeningRequest,
} from '#core/protocol/opening/opening-request.ts';
import { encodeOpeningResponse } from '#core/protocol/opening/opening-response.ts';

const ROLES: readonly Role[] = ['client', 'server'];
const STATES = Object.keys(ENDPOINT_STATES) as EndpointState[];
const EVENTS: readonly EndpointEvent[] = [
  'response-sent',
  'response-accepted',
  'handshake-failed',
  'close-sent',
  'close-received',
  'connection-failed',
  'tcp-closed',
];

/** The whole table, written a second time: state, event, next state. */
const OPENING: Readonly<Record<Role, EndpointEvent>> = {
  client: 'response-accepted',
  server: 'response-sent',
};
const LEGAL = (role: Role): readonly [EndpointState, EndpointEvent, EndpointState][] => [
  ['connecting', OPENING[role], 'open'],
  ['connecting', 'handshake-failed', 'failed'],
  ['connecting', 'tcp-closed', 'closed'],
  ['open', 'close-sent', 'close-sent'],
  ['open', 'close-received', 'close-received'],
  ['open', 'connection-failed', 'failing'],
  ['open', 'tcp-closed', 'closed'],
  ['close-sent', 'close-received', 'close-exchanged'],
  ['close-sent', 'connection-failed', 'failed'],
  ['close-sent', 'tcp-closed', 'closed'],
  ['close-received', 'close-sent', 'close-exchanged'],
  ['close-received', 'tcp-closed', 'closed'],
  ['close-exchanged', 'tcp-closed', 'closed-cleanly'],
  ['failing', 'close-sent', 'failed'],
  ['failing', 'tcp-closed', 'closed'],
  ['failed', 'tcp-closed', 'closed'],
];

const cases = ROLES.flatMap((role) =>
  STATES.flatMap((state) =>
    EVENTS.map((event) => {
      const row = LEGAL(role).find(([from, on]) => from === state && on === event);
      return { role, state, event, next: row?.[2] ?? null };
    }),
  ),
);

describe('the table', () => {
  test.each(cases)('of a $role that is $state: $event leads to $next', (row) => {
    const endpoint = new Endpoint(row.role, row.state);
    expect(endpoint.allows(row.event)).toBe(row.next !== null);
    if (row.next === null) {
      const message = new RegExp(`a ${row.role} in state ${row.state}, got ${row.event}$`);
      expect(() => endpoint.take(row.event)).toThrow(RangeError);
      expect(() => endpoint.take(row.event)).toThrow(message);
      expect(endpoint.state).toBe(row.state);
    } else {
      endpoint.take(row.event);
      expect(endpoint.state).toBe(row.next);
    }
  });

  test.each(ROLES)('reaches every state of a %s, and ends in a closed one', (role) => {
    const reached = new Set<EndpointState>(['connecting']);
    for (const state of reached) {
      const next = Object.values(TRANSITIONS[role][state]);
      for (const each of next) reached.add(each);
      if (next.length === 0) expect(ENDPOINT_STATES[state]).toBe('CLOSED');
    }
    expect([...reached].sort()).toEqual([...STATES].sort());
  });

  test('never goes back to an earlier readyState', () => {
    for (const { state, next } of cases) {
      if (next === null) continue;
      const [before, after] = [ENDPOINT_STATES[state], ENDPOINT_STATES[next]];
      expect(readyStateNumber(after)).toBeGreaterThanOrEqual(readyStateNumber(before));
    }
  });

  test('names what it expected of an endpoint that is closed: nothing', () => {
    expect(() => new Endpoint('client', 'closed').take('close-sent')).toThrow(
      'expected no event for a client in state closed, got close-sent',
    );
    expect(() => new Endpoint('server', 'failing').take('close-received')).toThrow(
      'expected close-sent, tcp-closed for a server in state failing, got close-received',
    );
  });
});

test('readyState has the numbers of a page', () => {
  expect(READY_STATES.map(readyStateNumber)).toEqual([0, 1, 2, 3]);
  expect(new Endpoint('client').readyState).toBe('CONNECTING');
  expect(READY_STATES.indexOf('OPEN')).toBe(1);
});

describe('an endpoint', () => {
  test.each([
    { state: 'connecting', isReading: true, isWriting: [true, true] },
    { state: 'open', isReading: true, isWriting: [true, true] },
    { state: 'close-sent', isReading: true, isWriting: [true, true] },
    { state: 'close-received', isReading: false, isWriting: [true, true] },
    // The server ends TCP first (§7.1.1).
    { state: 'close-exchanged', isReading: false, isWriting: [true, false] },
    { state: 'failing', isReading: false, isWriting: [true, true] },
    { state: 'failed', isReading: false, isWriting: [false, false] },
    { state: 'closed-cleanly', isReading: false, isWriting: [false, false] },
    { state: 'closed', isReading: false, isWriting: [false, false] },
  ] as const)('that is $state: reads $isReading, writes $isWriting', (row) => {
    const endpoints = ROLES.map((role) => new Endpoint(role, row.state));
    expect(endpoints.map(({ isReading }) => isReading)).toEqual([row.isReading, row.isReading]);
    expect(endpoints.map(({ isWriting }) => isWriting)).toEqual(row.isWriting);
    expect(endpoints.map(({ role }) => role)).toEqual(ROLES);
  });

  test.each<{
    name: string;
    walk: readonly (EndpointEvent | readonly [number | null, string])[];
    report: { code: number; reason: string; wasClean: boolean };
  }>([
    {
      name: 'that received a code and answered',
      walk: [[1000, 'done'], 'close-sent', 'tcp-closed'],
      report: { code: 1000, reason: 'done', wasClean: true },
    },
    {
      name: 'that received an empty Close frame after its own',
      walk: ['close-sent', [null, ''], 'tcp-closed'],
      report: { code: 1005, reason: '', wasClean: true },
    },
    {
      name: 'that lost TCP before it could answer',
      walk: [[1001, 'restart'], 'tcp-closed'],
      report: { code: 1001, reason: 'restart', wasClean: false },
    },
    {
      name: 'whose Close frame was not answered',
      walk: ['close-sent', 'tcp-closed'],
      report: { code: 1006, reason: '', wasClean: false },
    },
    {
      name: 'that failed',
      walk: ['connection-failed', 'close-sent', 'tcp-closed'],
      report: { code: 1006, reason: '', wasClean: false },
    },
  ])('$name reports $report', ({ walk, report }) => {
    const endpoint = new Endpoint('client', 'open');
    for (const step of walk) {
      if (typeof step === 'string') endpoint.take(step);
      else endpoint.receiveClose(...step);
    }
    expect(endpoint.closeReport).toEqual(report);
  });

  test('is not clean before TCP is closed', () => {
    const endpoint = new Endpoint('server', 'close-sent');
    endpoint.receiveClose(1000, '');
    expect(endpoint.closeReport).toEqual({ code: 1000, reason: '', wasClean: false });
  });

  test('keeps the first Close frame: a second one is illegal', () => {
    const endpoint = new Endpoint('client', 'open');
    endpoint.receiveClose(1000, 'first');
    expect(() => endpoint.receiveClose(1001, 'second')).toThrow(RangeError);
    endpoint.take('tcp-closed');
    expect(endpoint.closeReport).toMatchObject({ code: 1000, reason: 'first' });
  });
});

describe('a connection on any walk', () => {
  const key = keyOfNonce(toUtf8('the sample nonce'));
  const request: OpeningRequest = { target: '/', host: 'a', key };
  const masks = { client: Uint8Array.of(1, 2, 3, 4), server: null };

  /** What can happen to a connection, and what the table calls it. */
  type Step =
    | 'open'
    | 'refuse'
    | 'close'
    | 'send'
    | 'ping'
    | 'receive-text'
    | 'receive-ping'
    | 'receive-close'
    | 'receive-fault'
    | 'receive-end'
    | 'lose';
  const steps: readonly Step[] = [
    ...(['open', 'refuse', 'close', 'send', 'ping', 'receive-text', 'receive-ping'] as const),
    ...(['receive-close', 'receive-fault', 'receive-end', 'lose'] as const),
  ];

  function connectionOf(role: Role): Connection {
    if (role === 'server') return new Connection({ role });
    return new Connection({ role, request, nextMaskingKey: () => Uint8Array.of(1, 2, 3, 4) });
  }

  function frameFor(role: Role, opcode: 1 | 8 | 9, payload: Uint8Array): Uint8Array {
    return encodeFrame({
      opcode,
      payload,
      maskingKey: masks[role === 'client' ? 'server' : 'client'],
    });
  }

  /**
   * The rows of the table for a step. A closing endpoint that fails sends no second Close frame. A
   * browser that fails closes its socket.
   */
  function follow(endpoint: Endpoint, step: Step): void {
    const { state, readyState, isReading, role } = endpoint;
    if (step === 'open' && state === 'connecting') endpoint.take(OPENING[role]);
    if (step === 'refuse' && state === 'connecting') endpoint.take('handshake-failed');
    if (step === 'close' && state === 'connecting') endpoint.take('handshake-failed');
    if (step === 'close' && state === 'open') endpoint.take('close-sent');
    if ((step === 'receive-end' || step === 'lose') && readyState !== 'CLOSED') {
      endpoint.take('tcp-closed');
    }
    if (state === 'connecting' || !isReading) return;
    if (step === 'receive-close') {
      endpoint.receiveClose(1001, 'away');
      if (endpoint.state === 'close-received') endpoint.take('close-sent');
    }
    if (step === 'receive-fault') {
      endpoint.take('connection-failed');
      if (endpoint.state === 'failing') endpoint.take('close-sent');
    }
  }

  function closeFailed(endpoint: Endpoint): void {
    if (endpoint.role === 'client' && endpoint.state === 'failed') endpoint.take('tcp-closed');
  }

  function run(connection: Connection, role: Role, step: Step): void {
    const isConnecting = connection.readyState === 'CONNECTING';
    switch (step) {
      case 'open':
        if (!isConnecting) return;
        return connection.receive(
          role === 'client' ? encodeOpeningResponse({ key }) : encodeOpeningRequest(request),
        );
      case 'refuse':
        return isConnecting ? connection.receive(toUtf8('no HTTP\r\n\r\n')) : undefined;
      case 'close':
        return connection.close(1000, 'done');
      case 'send':
        return isConnecting ? undefined : connection.sendText('late or not');
      case 'ping':
        return connection.ping();
      case 'receive-end':
        return connection.receiveEnd();
      case 'lose':
        return connection.tcpLost();
      default:
        if (!isConnecting) connection.receive(BYTES[step](role));
    }
  }

  const BYTES = {
    'receive-text': (role: Role) => frameFor(role, OPCODE.text, toUtf8('Hello')),
    'receive-ping': (role: Role) => frameFor(role, OPCODE.ping, toUtf8('tick')),
    'receive-close': (role: Role) => frameFor(role, OPCODE.close, encodeClosePayload(1001, 'away')),
    'receive-fault': (role: Role) => frameFor(role, OPCODE.text, Uint8Array.of(0xff)),
  };

  test.each(ROLES)('of a %s agrees with the table, and never throws', (role) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 12 }), (walk) => {
        const connection = connectionOf(role);
        const endpoint = new Endpoint(role);
        connection.tcpOpened();
        const output = [...connection.takeOutput()];
        const events = [...connection.takeEvents()];
        for (const step of walk) {
          run(connection, role, step);
          follow(endpoint, step);
          closeFailed(endpoint);
          expect(connection.readyState).toBe(endpoint.readyState);
          output.push(...connection.takeOutput());
          events.push(...connection.takeEvents());
        }
        const ends = output.flatMap(({ kind }, index) => (kind === 'bytes' ? [] : [index]));
        expect(ends.every((index) => index === output.length - 1)).toBe(true);
        const closes = events.filter(({ kind }) => kind === 'close');
        const isClosed = endpoint.readyState === 'CLOSED';
        expect(closes).toEqual(isClosed ? [{ kind: 'close', ...endpoint.closeReport }] : []);
        if (ends.length === 0 && !walk.includes('lose')) expect(endpoint.isWriting).toBe(true);
        if (endpoint.isWriting) expect(ends).toEqual([]);
        const sent = concatBytes(
          output.flatMap((each) => (each.kind === 'bytes' ? each.parts : [])),
        );
        expect(sent.length > 0 || role === 'server').toBe(true);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
