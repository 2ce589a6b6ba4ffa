import { describe, expect, test } from 'vitest';
import {
  acknowledgesAgain,
  alteredSegments,
  answersSyn,
  bytesToCome,
  crossesData,
  isFastRetransmission,
  attemptsBefore,
  retransmissionWait,
  stepsInSameSegments,
} from '#core/story/delivery-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { readStory, type Story } from '#core/story/story.ts';
import type { Provenance } from '#core/trace/trace.ts';
import { conversationOf, server, SERVER_PING, traceOf, type Sent } from './traces.ts';

const UNIT = { kind: 'frame', messageOpcode: 1, range: { start: 10, end: 30 } } as Unit;

function step(values: Partial<Step>): Step {
  const sent: Partial<Step> = {
    id: 'client-text-1',
    kind: 'unit',
    direction: 'client-to-server',
    unit: UNIT,
    carried: { start: 10, end: 30 },
    eventIndices: [0],
    sentAtMs: 100,
    arrival: { kind: 'arrived', atMs: 120 },
  };
  return { ...sent, ...values } as Step;
}

const storyOf = (...steps: Step[]) => ({ steps }) as unknown as Story;

test('bytes to come are those after the last that the step carries', () => {
  expect(bytesToCome(step({ carried: { start: 10, end: 14 } }))).toBe(16);
  expect(bytesToCome(step({}))).toBe(0);
  expect(bytesToCome(step({ unit: null, carried: { start: 0, end: 0 } }))).toBe(0);
});

describe('retransmissions', () => {
  const again = (id: string, sentAtMs: number | null, direction?: Step['direction']) =>
    step({ id, kind: 'tcp-retransmission', sentAtMs, ...(direction && { direction }) });
  const first = step({});
  const second = again('client-text-1-again-1', 1100);
  const tenth = again('client-text-1-again-10', 9100);

  test('wait from the first sending, whichever time it is', () => {
    const story = storyOf(first, second, tenth);
    expect(retransmissionWait(second, story)).toBe(1000);
    expect(retransmissionWait(tenth, story)).toBe(9000);
  });

  test('have no wait if a time is unknown, or the first sending is not there', () => {
    expect(retransmissionWait(again('client-text-1-again-1', null), storyOf(first))).toBeNull();
    expect(retransmissionWait(second, storyOf(step({ sentAtMs: null })))).toBeNull();
    expect(retransmissionWait(second, storyOf(second))).toBeNull();
    expect(retransmissionWait(first, storyOf(first))).toBeNull();
  });

  test('are counted of the segment that was retransmitted last', () => {
    const syn = step({ id: 'tcp-syn', sentAtMs: 0, unit: null });
    const early = again('tcp-syn-again-1', 1000);
    const server = again('server-text-1-again-1', 5, 'server-to-client');
    const gaveUp = step({ id: 'client-gave-up', kind: 'gave-up', direction: null, side: 'client' });
    const at = { ...gaveUp, sentAtMs: (first.sentAtMs ?? 0) + 20_000 };
    const story = storyOf(syn, early, first, second, tenth, server, at);
    expect(attemptsBefore(at, story)).toEqual({ count: 2, lastedMs: 20_000 });
    const other = { ...at, side: 'server' as const };
    expect(attemptsBefore(other, storyOf(server, other))).toEqual({ count: 1, lastedMs: null });
    expect(attemptsBefore(at, storyOf(at))).toEqual({ count: 0, lastedMs: null });
  });
});

test('a retransmission is fast if the third acknowledgement of a later segment arrives with it', () => {
  const part = (atMs: number, arrival: number | 'lost' = atMs + 600) =>
    server(new Uint8Array(10), { atMs, arrival });
  const sent = [part(0, 'lost'), part(0), part(1200), part(1200)];
  const isFast = (sentAtMs: number, provenance: Provenance, ...events: Sent[]) => {
    const conversation = conversationOf(events, { provenance });
    const carried = { start: 0, end: 10 };
    return isFastRetransmission(step({ carried, direction: 'server-to-client', sentAtMs }), {
      conversation,
    });
  };
  const simulated: Provenance = { kind: 'simulated' };
  expect(isFast(2400, simulated, ...sent)).toBe(true);
  // A timer.
  expect(isFast(2500, simulated, ...sent)).toBe(false);
  expect(isFast(1200, simulated, ...sent)).toBe(false);
  expect(isFast(2400, simulated, ...sent.slice(0, 3))).toBe(false);
  expect(isFast(2400, { kind: 'pasted' }, ...sent)).toBe(false);
});

test('steps share a segment if an event carries both units', () => {
  const one = step({ eventIndices: [3] });
  const two = step({ id: 'client-text-2', eventIndices: [3, 4] });
  const other = step({ id: 'client-text-3', eventIndices: [5] });
  const again = step({ id: 'client-text-1-again-1', kind: 'tcp-segment', eventIndices: [3] });
  expect(stepsInSameSegments(one, storyOf(one, two, other, again))).toEqual([one, two]);
});

test('a step knows which of its segments were altered', () => {
  const parts = [Uint8Array.of(0x89), Uint8Array.of(0), SERVER_PING] as const;
  const altered = Uint8Array.of(0x8a);
  const sent = [server(parts[0]), server(parts[1], { altered }), server(parts[2])];
  const story = readStory(traceOf(sent));
  expect(alteredSegments({ eventIndices: [0, 1, 2] }, story)).toEqual([
    { sent: parts[1], arrived: altered },
  ]);
  expect(alteredSegments({ eventIndices: [0] }, story)).toEqual([]);
});

describe('data of the peer in flight', () => {
  const sent = step({ sentAtMs: 100 });
  const peer = (values: Partial<Step>) =>
    step({
      direction: 'server-to-client',
      sentAtMs: 90,
      arrival: { kind: 'arrived', atMs: 110 },
      ...values,
    });

  test('is crossed', () => {
    expect(crossesData(sent, storyOf(sent, peer({})))).toBe(true);
  });

  test.each([
    ['it was sent at the same moment', peer({ sentAtMs: 100 })],
    ['it has just arrived', peer({ arrival: { kind: 'arrived', atMs: 100 } })],
    ['it was lost', peer({ arrival: { kind: 'lost' } })],
    ['it is the same side’s', peer({ direction: 'client-to-server' })],
    ['it is a control frame', peer({ unit: { ...UNIT, messageOpcode: null } as Unit })],
    ['its time is unknown', peer({ sentAtMs: null })],
  ])('is not if %s', (_, other) => {
    expect(crossesData(sent, storyOf(sent, other))).toBe(false);
  });

  test('is not if the step’s own time is unknown', () => {
    expect(crossesData({ ...sent, sentAtMs: null }, storyOf(peer({})))).toBe(false);
  });
});

test('an ACK comes again after one of the same kind from the same side', () => {
  const ack = step({ kind: 'tcp-ack', unit: null });
  const again = { ...ack };
  const lastAck = step({ kind: 'tcp-last-ack', unit: null });
  const endAck = step({ kind: 'tcp-end-ack', unit: null, direction: 'server-to-client' });
  const isAgain = (one: Step, kind: 'simulated' | 'pasted', ...steps: Step[]) =>
    acknowledgesAgain(one, {
      steps,
      conversation: { trace: { provenance: { kind } } } as Story['conversation'],
    });
  expect(isAgain(again, 'simulated', ack, again)).toBe(true);
  expect(isAgain(again, 'pasted', ack, again)).toBe(false);
  expect(isAgain(ack, 'simulated', ack, again)).toBe(false);
  expect(isAgain(lastAck, 'simulated', ack, endAck, lastAck)).toBe(false);
  expect(isAgain(lastAck, 'simulated', { ...lastAck, kind: 'tcp-end-ack' }, lastAck)).toBe(true);
});

test('a RST answers a SYN if it has no sequence number to take over', () => {
  const isAnswer = (sequenceNumber: number | null | undefined) => {
    const reset = sequenceNumber === undefined ? {} : { sequenceNumber };
    const trace = { events: [reset] } as unknown as Story['conversation']['trace'];
    return answersSyn(step({}), { conversation: { trace } as Story['conversation'] });
  };
  expect([null, 12, undefined].map(isAnswer)).toEqual([true, false, false]);
});
