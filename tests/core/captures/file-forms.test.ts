/**
 * One connection in 34 file formats. Each contains the same as base.pcapng, or is clearly reported
 * as unreadable.
 */

import { describe, expect, test } from 'vitest';
import { listConnections } from '#core/captures/captured-connection.ts';
import { readCapture, type CaptureReading } from '#core/captures/capture.ts';
import { readConversation, type Conversation } from '#core/conversation/conversation.ts';
import {
  frameUnits,
  readFixture,
  readJsonFixture,
  readOnlyTrace,
  readOracle,
  toOracleFrame,
  toOracleHandshake,
  toOracleMessages,
  withoutPlaces,
  type OracleFrame,
} from './oracle.ts';

type Variant = { how: string; equalToBase: boolean; packets: number };
const { files } = readJsonFixture('captures/variants.json') as { files: Record<string, Variant> };
const oracle = readOracle('captures/oracle.json');
const expected = withoutPlaces(oracle);

/** Files that TShark reads and we do not. */
const unread = ['other-snoop', 'other-k12.txt', 'other-modified.pcap'];
const variants = Object.entries(files).map(([name, variant]) => ({ name, ...variant }));
const read = variants.filter(({ name }) => !unread.includes(name));
const whole = read.filter(({ equalToBase }) => equalToBase);

const readForm = (name: string): CaptureReading => readCapture(readFixture(`captures/${name}`));
const converse = (name: string): Conversation =>
  readConversation(readOnlyTrace(readFixture(`captures/${name}`)));
const framesOf = (conversation: Conversation, dir: 'c2s' | 's2c'): OracleFrame[] =>
  frameUnits(conversation)
    .map((unit) => toOracleFrame(conversation, unit))
    .filter((frame) => frame.dir === dir);
const expectedFrames = (dir: 'c2s' | 's2c') => expected.frames.filter((frame) => frame.dir === dir);

test('there are 34 forms, of which 31 are read', () => {
  expect(variants).toHaveLength(34);
  expect(read).toHaveLength(31);
  expect(whole).toHaveLength(28);
});

test.each(unread)('%s is no capture that can be read', (name) => {
  expect(readForm(name)).toEqual({ kind: 'unreadable' });
});

test.each(read)('$name has $packets packets ($how)', ({ name, packets }) => {
  const reading = readForm(name);
  expect(reading.kind).toBe('capture');
  expect(reading.kind === 'capture' && reading.packets.length).toBe(packets);
});

describe.each(whole)('$name ($how)', ({ name }) => {
  const conversation = converse(name);

  test('opens as the base does', () => {
    expect(toOracleHandshake(conversation)).toEqual(oracle.handshake);
  });

  test.each(['c2s', 's2c'] as const)('has the frames of the base, %s', (dir) => {
    expect(framesOf(conversation, dir)).toEqual(expectedFrames(dir));
  });

  test('contains the messages of the base', () => {
    const said = (from: readonly { dir: string; text?: string; dataHex: string }[]) =>
      ['c2s', 's2c'].map((dir) => from.filter((message) => message.dir === dir));
    const strip = (messages: ReturnType<typeof toOracleMessages>) =>
      messages.map(({ dir, opcode, length, dataHex }) => ({ dir, opcode, length, dataHex }));
    expect(said(strip(toOracleMessages(conversation)))).toEqual(
      said(strip([...expected.messages])),
    );
  });

  test('breaks no rule', () => {
    expect(conversation.findings).toEqual([]);
  });
});

describe('forms captured at the same moment', () => {
  const shape = (name: string) =>
    readOnlyTrace(readFixture(`captures/${name}`)).events.map(({ direction, signals, range }) => ({
      direction,
      signals,
      range,
    }));

  test.each([
    'dumpcap-P.pcap',
    'tcpdump-ns.pcap',
    'any-sll.pcap',
    'any-sll2.pcap',
    'any.pcapng',
    'be-us.pcap',
    'be.pcapng',
    'ng-spb.pcapng',
    'sequence-wrap.pcap',
    'reordered-file.pcap',
    'two-interfaces.pcapng',
  ])('%s has the events of the base', (name) => {
    expect(shape(name)).toEqual(shape('base.pcapng'));
  });

  test('what one interface shows twice was sent twice', () => {
    expect(readOnlyTrace(readFixture('captures/duplicated.pcap')).events).toHaveLength(39);
  });
});

describe('times', () => {
  const timesOf = (name: string) =>
    readOnlyTrace(readFixture(`captures/${name}`)).events.map(({ sentAtMs }) => sentAtMs);

  test('count from the first packet, and name the packets that TShark named', () => {
    const times = timesOf('base.pcapng');
    expect(times[0]).toBe(0);
    for (const { t, packet } of oracle.frames) {
      expect(Math.abs(times[packet - 1]! / 1000 - t)).toBeLessThanOrEqual(1e-6);
    }
  });

  test.each([
    { name: 'be.pcapng', than: 'tcpdump-ns.pcap', toMs: 0 },
    { name: 'be-ns.pcap', than: 'tcpdump-ns.pcap', toMs: 0 },
    { name: 'be-us.pcap', than: 'tcpdump-ns.pcap', toMs: 0.001 },
    { name: 'ng-default-us.pcapng', than: 'tcpdump-ns.pcap', toMs: 0.001 },
  ])('$name has those of $than', ({ name, than, toMs }) => {
    const times = timesOf(than);
    timesOf(name).forEach((time, index) => {
      expect(Math.abs(time! - times[index]!)).toBeLessThanOrEqual(toMs);
    });
  });

  test('simple packet blocks have none', () => {
    expect(new Set(timesOf('ng-spb.pcapng'))).toEqual(new Set([null]));
  });
});

describe('incomplete captures', () => {
  test.each([{ name: 'truncated.pcap' }, { name: 'truncated.pcapng' }])(
    '$name is read as far as it goes, and reported as cut short',
    ({ name }) => {
      const reading = readForm(name);
      const ids = reading.kind === 'capture' ? reading.problems.map(({ id }) => id) : [];
      expect(ids).toEqual(['cut-short']);
    },
  );

  test('truncated.pcapng has the frames that TShark found in it', () => {
    const conversation = converse('truncated.pcapng');
    expect(framesOf(conversation, 'c2s')).toEqual(expectedFrames('c2s').slice(0, 2));
    expect(framesOf(conversation, 's2c')).toEqual(expectedFrames('s2c').slice(0, 3));
  });

  test('missing-segment.pcap has everything in its place, and the gap', () => {
    const base = readOnlyTrace(readFixture('captures/base.pcapng')).streams;
    const trace = readOnlyTrace(readFixture('captures/missing-segment.pcap'));
    const lost = oracle.frames.find(({ packet }) => packet === 12)!;
    const before = expectedFrames('s2c').findIndex((frame) => frame.payloadHex === lost.payloadHex);
    const start = expectedFrames('s2c')
      .slice(0, before)
      .reduce((size, frame) => size + frame.headerLength + frame.payloadLength, 129);
    const gap = { start, end: start + lost.headerLength + lost.payloadLength };
    expect(trace.streams['client-to-server'].gaps).toEqual([]);
    expect(trace.streams['server-to-client'].gaps).toEqual([gap]);
    const expectedStream = base['server-to-client']
      .read(0, base['server-to-client'].length)
      .slice();
    expectedStream.fill(0, gap.start, gap.end);
    const stream = trace.streams['server-to-client'];
    expect(stream.read(0, stream.length)).toEqual(expectedStream);
    expect(
      trace.events.some(({ direction, range }) => {
        const isInGap = range.start < gap.end && gap.start < range.end;
        return direction === 'server-to-client' && isInGap;
      }),
    ).toBe(false);
    expect(framesOf(readConversation(trace), 'c2s')).toEqual(expectedFrames('c2s'));
  });

  test('client-to-server-only.pcap has the frames of the client', () => {
    const conversation = converse('client-to-server-only.pcap');
    expect(framesOf(conversation, 'c2s')).toEqual(expectedFrames('c2s'));
    expect(framesOf(conversation, 's2c')).toEqual([]);
    expect(conversation.findings).toEqual([]);
  });
});

test.each([
  { name: 'base.pcapng', evidence: 'syn' },
  { name: 'client-to-server-only.pcap', evidence: 'syn' },
  { name: 'no-syn.pcap', evidence: 'request' },
])('$name knows the client by its $evidence', ({ name, evidence }) => {
  const reading = readForm(name);
  if (reading.kind !== 'capture') throw new TypeError('expected a capture');
  const { connections, skipped } = listConnections(reading);
  expect(connections.map(({ clientKnownBy }) => clientKnownBy)).toEqual([evidence]);
  expect([...skipped]).toEqual([]);
  expect(readOnlyTrace(readFixture(`captures/${name}`)).endpoints.client.address).toBe(
    oracle.client,
  );
});
