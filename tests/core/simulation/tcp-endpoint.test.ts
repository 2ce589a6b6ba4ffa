import { describe, expect, test } from 'vitest';
import { toUtf8 } from '#core/bytes/text.ts';
import { EventQueue } from '#core/simulation/event-queue.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { TcpEndpoint } from '#core/simulation/tcp-endpoint.ts';
import { Wire } from '#core/simulation/wire.ts';
import type { Side } from '#core/trace/direction.ts';
import { readStream } from '#core/trace/trace.ts';

const ENDPOINTS = { client: { name: 'a' }, server: { name: 'b' } };

type Heard = { readonly atMs: number; readonly what: string };

/** Two endpoints that open a connection; each notes what it hears. */
function connect(tampering: Readonly<Record<string, Alteration>> = {}, runs = true) {
  const queue = new EventQueue();
  const options = { oneWayDelayMs: 20, maxSegmentSize: 4 };
  const wire = new Wire(queue, options, new Map(Object.entries(tampering)));
  const heard: Record<Side, Heard[]> = { client: [], server: [] };
  const endpointOf = (side: Side) => {
    const note = (what: string) => heard[side].push({ atMs: queue.nowMs, what });
    return new TcpEndpoint(side, queue, wire, {
      opened: () => note('opened'),
      receiveBytes: (bytes) => note(new TextDecoder().decode(bytes)),
      receiveEnd: () => note('end'),
      lost: () => note('lost'),
    });
  };
  const endpoints = { client: endpointOf('client'), server: endpointOf('server') };
  endpoints.client.connect();
  if (runs) queue.runUntilQuiet();
  return {
    queue,
    wire,
    endpoints,
    heard,
    send(side: Side, ...texts: string[]) {
      const written = texts.map((text, index) => ({ name: `m-${index}`, bytes: toUtf8(text) }));
      endpoints[side].send(written);
    },
    names: () => wire.trace(ENDPOINTS).events.map(({ name, arrival }) => [name, arrival.kind]),
  };
}

test('opens with three segments', () => {
  const { heard, names } = connect();
  expect(heard).toEqual({
    client: [{ atMs: 40, what: 'opened' }],
    server: [{ atMs: 60, what: 'opened' }],
  });
  expect(names()).toEqual([
    ['tcp-syn', 'arrived'],
    ['tcp-syn-ack', 'arrived'],
    ['tcp-ack', 'arrived'],
  ]);
});

test('sends in segments, each named for what begins in it', () => {
  const line = connect();
  line.send('client', 'ab', 'cdefghij', 'k');
  line.queue.runUntilQuiet();
  expect(line.names().slice(3)).toEqual([
    ['m-0', 'arrived'],
    ['m-1-part-2', 'arrived'],
    ['m-2', 'arrived'],
  ]);
  expect(line.heard.server.slice(1).map(({ what }) => what)).toEqual(['abcd', 'efgh', 'ijk']);
});

test('retransmits what was lost, and delivers nothing after the gap until it is filled', () => {
  const line = connect({ 'm-0': { kind: 'lose' } });
  line.send('client', 'abcd', 'efgh');
  line.queue.runUntilQuiet();
  expect(line.names().slice(3)).toEqual([
    ['m-0', 'lost'],
    ['m-1', 'arrived'],
    ['m-0-again-1', 'arrived'],
  ]);
  const [, first, second] = line.heard.server;
  expect([first, second]).toEqual([
    { atMs: 1080, what: 'abcd' },
    { atMs: 1080, what: 'efgh' },
  ]);
  expect(readStream(line.wire.trace(ENDPOINTS), 'client-to-server')).toEqual(toUtf8('abcdefgh'));
});

test('retransmits before the timer expires if three later segments arrive', () => {
  const line = connect({ 'm-0': { kind: 'lose' } });
  const start = line.queue.nowMs;
  line.send('client', 'abcd', 'efgh', 'ijkl', 'mnop');
  line.queue.runUntilQuiet();
  const again = line.wire
    .trace(ENDPOINTS)
    .events.slice(3)
    .filter(({ name }) => name?.includes('again'));
  expect(again.map(({ name, sentAtMs }) => [name, sentAtMs])).toEqual([
    ['m-0-again-1', start + 40],
  ]);
  expect(line.heard.server.slice(1)).toEqual(
    ['abcd', 'efgh', 'ijkl', 'mnop'].map((what) => ({ atMs: start + 60, what })),
  );
});

test('waits twice as long each time, and gives up after two minutes', () => {
  const line = connect({ 'm-0': { kind: 'sever' } });
  line.send('client', 'a');
  line.queue.runUntilQuiet();
  const sent = line.wire.trace(ENDPOINTS).events.slice(3);
  const start = sent[0]?.sentAtMs ?? 0;
  expect(sent.map(({ sentAtMs }) => (sentAtMs ?? 0) - start)).toEqual([
    0, 1000, 3000, 7000, 15_000, 31_000, 63_000,
  ]);
  expect(line.heard.client.at(-1)).toEqual({ atMs: start + 127_000, what: 'lost' });
  const givenUp = { side: 'client', atMs: start + 127_000, reason: 'retransmissions' };
  expect(line.wire.trace(ENDPOINTS).givenUp).toEqual([givenUp]);
  expect(line.endpoints.client.state).toBe('CLOSED');
});

test('a segment that is late by more than a second is sent twice, and handed on once', () => {
  const line = connect({ 'm-0': { kind: 'delay', byMs: 1500 } });
  line.send('client', 'a');
  line.queue.runUntilQuiet();
  expect(line.names().slice(3)).toEqual([
    ['m-0', 'arrived'],
    ['m-0-again-1', 'arrived'],
  ]);
  expect(line.heard.server.slice(1).map(({ what }) => what)).toEqual(['a']);
});

describe('what an intermediary does to bytes', () => {
  test.each<{ alteration: Alteration; got: string[] }>([
    { alteration: { kind: 'cut', keep: 2 }, got: ['ab', 'efgh'] },
    { alteration: { kind: 'cut', keep: 0 }, got: ['', 'efgh'] },
    { alteration: { kind: 'replace', bytes: toUtf8('other') }, got: ['other', 'efgh'] },
  ])('arrives as it is, by $alteration.kind', ({ alteration, got }) => {
    const line = connect({ 'm-0': alteration });
    line.send('client', 'abcd', 'efgh');
    line.queue.runUntilQuiet();
    expect(line.heard.server.slice(1).map(({ what }) => what)).toEqual(got);
    expect(readStream(line.wire.trace(ENDPOINTS), 'client-to-server')).toEqual(toUtf8('abcdefgh'));
  });
});

describe('an end', () => {
  test.each<{ name: string; lose: string[]; ends: Side[]; states: [string, string] }>([
    {
      name: 'by the server first',
      lose: [],
      ends: ['server', 'client'],
      states: ['CLOSED', 'TIME-WAIT'],
    },
    {
      name: 'with its FIN lost once',
      lose: ['server-tcp-fin'],
      ends: ['server', 'client'],
      states: ['CLOSED', 'TIME-WAIT'],
    },
    {
      name: 'with the last acknowledgement lost',
      lose: ['tcp-last-ack'],
      ends: ['server', 'client'],
      states: ['CLOSED', 'TIME-WAIT'],
    },
  ])('$name', ({ lose, ends, states }) => {
    const line = connect(Object.fromEntries(lose.map((name) => [name, { kind: 'lose' as const }])));
    for (const side of ends) {
      line.endpoints[side].end();
      line.queue.runUntil(line.queue.nowMs + 1500);
    }
    line.queue.runUntilQuiet();
    expect([line.endpoints.client.state, line.endpoints.server.state]).toEqual(states);
    expect(line.heard.client.filter(({ what }) => what === 'end')).toHaveLength(1);
    expect(line.heard.server.filter(({ what }) => what === 'end')).toHaveLength(1);
  });

  test('of both simultaneously leaves both in TIME-WAIT', () => {
    const line = connect();
    line.endpoints.client.end();
    line.endpoints.server.end();
    line.queue.runUntilQuiet();
    expect([line.endpoints.client.state, line.endpoints.server.state]).toEqual([
      'TIME-WAIT',
      'TIME-WAIT',
    ]);
  });

  test('by destroying a socket is a FIN, and resets what still arrives', () => {
    const line = connect();
    line.endpoints.server.destroy();
    line.queue.runUntilQuiet();
    expect(line.heard.client.at(-1)?.what).toBe('end');
    line.send('client', 'a');
    line.queue.runUntilQuiet();
    expect(line.heard.client.at(-1)?.what).toBe('lost');
    expect(line.heard.server.at(-1)?.what).toBe('opened');
    expect([line.endpoints.client.state, line.endpoints.server.state]).toEqual([
      'CLOSED',
      'CLOSED',
    ]);
    expect(line.names().at(-1)).toEqual(['server-tcp-reset', 'arrived']);
  });

  test('before TCP is open sends nothing', () => {
    const line = connect({ 'tcp-syn': { kind: 'lose' } }, false);
    line.endpoints.client.destroy();
    line.queue.runUntilQuiet();
    expect(line.names()).toEqual([['tcp-syn', 'lost']]);
    expect(line.endpoints.client.state).toBe('CLOSED');
  });

  test('waits for what was written before it', () => {
    const line = connect({ 'm-0': { kind: 'lose' } });
    line.send('client', 'a');
    line.endpoints.client.end();
    line.queue.runUntilQuiet();
    expect(line.heard.server.slice(1).map(({ what }) => what)).toEqual(['a', 'end']);
  });
});

describe('opening with losses', () => {
  const openedAt = ({ heard }: ReturnType<typeof connect>) =>
    [heard.client, heard.server].map(([first]) => first?.atMs);

  test('whoever waits for an acknowledgement sends again', () => {
    const line = connect({ 'tcp-syn-ack': { kind: 'lose' } });
    expect(line.names()).toEqual([
      ['tcp-syn', 'arrived'],
      ['tcp-syn-ack', 'lost'],
      ['tcp-syn-again-1', 'arrived'],
      ['tcp-syn-ack-again-1', 'arrived'],
      ['tcp-ack', 'arrived'],
    ]);
    expect(openedAt(line)).toEqual([1040, 1060]);
  });

  test('both give up if nothing arrives any more', () => {
    const line = connect({ 'tcp-syn-ack': { kind: 'sever' } });
    line.queue.runUntil();
    const givenUp = line.wire.trace(ENDPOINTS).givenUp ?? [];
    expect(givenUp.map(({ side, atMs }) => [side, atMs])).toEqual([
      ['server', 63_020],
      ['client', 127_000],
    ]);
  });

  test('a duplicate SYN changes nothing', () => {
    const line = connect({ 'tcp-syn': { kind: 'delay', byMs: 5000 } });
    line.queue.runUntil();
    expect(openedAt(line)).toEqual([1040, 1060]);
    expect(line.endpoints.server.state).toBe('ESTABLISHED');
  });
});

describe('a closed endpoint (RFC 9293 §3.10.7.1)', () => {
  /** The client closes first, then the server, so that the server is closed. */
  function closedBy(tampering: Readonly<Record<string, Alteration>>) {
    const line = connect(tampering, false);
    line.queue.runUntil(1500);
    line.send('client', 'a');
    line.queue.runUntil(4500);
    line.endpoints.client.end();
    line.queue.runUntil(4600);
    line.endpoints.server.end();
    line.queue.runUntil();
    return line;
  }

  const answerTo = (tampering: Readonly<Record<string, Alteration>>) => {
    const line = closedBy(tampering);
    const resets = line.wire
      .trace(ENDPOINTS)
      .events.filter(({ signals }) => signals.includes('rst'))
      .map(({ name, sequenceNumber }) => [name, sequenceNumber]);
    return { resets, states: [line.endpoints.client.state, line.endpoints.server.state] };
  };

  test('answers nothing if nothing arrives', () => {
    expect(answerTo({})).toEqual({ resets: [], states: ['TIME-WAIT', 'CLOSED'] });
  });

  test('answers a segment with what that acknowledged, which the peer drops if it is old', () => {
    const late: Alteration = { kind: 'delay', byMs: 10_000 };
    const states = ['TIME-WAIT', 'CLOSED'];
    expect(answerTo({ 'm-0': late })).toEqual({ resets: [['server-tcp-reset', 1]], states });
    expect(answerTo({ 'client-tcp-fin': late })).toMatchObject({ states });
    expect(answerTo({ 'tcp-syn': late })).toEqual({ resets: [['server-tcp-reset', null]], states });
  });

  test('ends TIME-WAIT if it answers the last acknowledgement', () => {
    expect(answerTo({ 'server-tcp-fin': { kind: 'delay', byMs: 10_000 } })).toEqual({
      resets: [['server-tcp-reset', 2]],
      states: ['CLOSED', 'CLOSED'],
    });
  });
});

test('a long message leaves as acknowledgements arrive', () => {
  const line = connect();
  line.send('client', 'x'.repeat(100));
  line.queue.runUntilQuiet();
  const sent = line.wire.trace(ENDPOINTS).events.slice(3);
  const times = sent.map(({ sentAtMs }) => sentAtMs ?? 0);
  // The window is 40 bytes here: 10 segments of 4. Each acknowledged one lets two out.
  const flight = (count: number, atMs: number) => Array.from({ length: count }, () => atMs);
  const start = times[0] ?? 0;
  expect(times).toEqual([...flight(10, start), ...flight(15, start + 40)]);
});

test('bytes open a connection whose last acknowledgement was lost', () => {
  const line = connect({ 'tcp-ack': { kind: 'lose' } });
  expect(line.endpoints.server.state).toBe('SYN-RECEIVED');
  line.send('client', 'a');
  line.queue.runUntilQuiet();
  expect(line.heard.server.map(({ what }) => what)).toEqual(['opened', 'a']);
});
