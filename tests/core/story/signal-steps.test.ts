import { expect, test } from 'vitest';
import { placeSignals } from '#core/story/signal-steps.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Signal } from '#core/trace/trace.ts';
import { client, CLIENT_HELLO, traceOf, type Sent } from './traces.ts';

const sends = (from: Side, ...signals: Signal[]): Sent => ({ from, signals });

const SYN = sends('client', 'syn');
const SYN_ACK = sends('server', 'syn', 'ack');
const ACK = sends('client', 'ack');
const SERVER_FIN = sends('server', 'fin', 'ack');
const CLIENT_FIN = sends('client', 'fin', 'ack');
const SERVER_ACK = sends('server', 'ack');

test.each<{ name: string; sent: readonly Sent[]; ids: readonly string[] }>([
  {
    name: 'an opening, with its acknowledgement',
    sent: [SYN, SYN_ACK, ACK, ACK],
    ids: ['tcp-syn', 'tcp-syn-ack', 'tcp-ack'],
  },
  {
    name: 'the acknowledgement of a SYN-ACK that arrives again, and no other',
    sent: [
      { ...SYN, atMs: 0, arrival: 20 },
      { ...SYN_ACK, atMs: 20, arrival: 40 },
      { ...ACK, atMs: 40, arrival: 'lost' },
      { ...ACK, atMs: 1030, arrival: 1050 },
      { ...SYN_ACK, atMs: 1020, arrival: 1040 },
      { ...ACK, atMs: 1040, arrival: 1060 },
    ],
    ids: ['tcp-syn', 'tcp-syn-ack', 'tcp-ack', 'tcp-syn-ack-again-1', 'tcp-ack-2'],
  },
  {
    name: 'a SYN that is sent again',
    sent: [SYN, SYN, SYN, SYN_ACK],
    ids: ['tcp-syn', 'tcp-syn-again-1', 'tcp-syn-again-2', 'tcp-syn-ack'],
  },
  {
    name: 'a closing, with its last acknowledgement',
    sent: [SERVER_FIN, ACK, CLIENT_FIN, SERVER_ACK, SERVER_ACK],
    ids: ['server-tcp-fin', 'client-tcp-fin', 'tcp-last-ack'],
  },
  {
    name: 'a FIN that is sent again, and acknowledged again',
    sent: [SERVER_FIN, CLIENT_FIN, SERVER_ACK, CLIENT_FIN, SERVER_ACK],
    ids: [
      'server-tcp-fin',
      'client-tcp-fin',
      'tcp-last-ack',
      'client-tcp-fin-again-1',
      'tcp-last-ack-2',
    ],
  },
  {
    name: 'every reset',
    sent: [sends('client', 'rst'), sends('client', 'rst', 'ack'), sends('server', 'rst')],
    ids: ['client-tcp-reset', 'client-tcp-reset-2', 'server-tcp-reset'],
  },
  {
    name: 'the acknowledgement of a FIN that has arrived before the other FIN',
    sent: [
      { ...SERVER_FIN, atMs: 0, arrival: 20 },
      { ...ACK, atMs: 10, arrival: 30 },
      { ...ACK, atMs: 25, arrival: 45 },
      { ...CLIENT_FIN, atMs: 26, arrival: 46 },
      { ...SERVER_ACK, atMs: 47, arrival: 67 },
    ],
    ids: ['server-tcp-fin', 'tcp-end-ack', 'client-tcp-fin', 'tcp-last-ack'],
  },
  {
    name: 'no acknowledgement of a FIN that TCP holds back',
    sent: [
      client(CLIENT_HELLO, { atMs: 0, arrival: 'lost' }),
      { ...CLIENT_FIN, atMs: 1, arrival: 21 },
      { ...SERVER_ACK, atMs: 21, arrival: 41 },
    ],
    ids: ['client-tcp-fin'],
  },
  {
    name: 'no acknowledgement in between',
    sent: [ACK, SERVER_ACK, SERVER_FIN],
    ids: ['server-tcp-fin'],
  },
  {
    name: 'no acknowledgement that carries bytes',
    sent: [SYN, SYN_ACK, client(CLIENT_HELLO, { signals: ['ack'] })],
    ids: ['tcp-syn', 'tcp-syn-ack'],
  },
])('places $name', ({ sent, ids }) => {
  expect(placeSignals(traceOf(sent)).map(({ draft }) => draft.id)).toEqual(ids);
});

test('a FIN that carries bytes is a step without bytes, at their start', () => {
  const trace = traceOf([client(CLIENT_HELLO, { signals: ['fin', 'ack'], atMs: 3 })]);
  expect(placeSignals(trace)).toEqual([
    {
      eventIndex: 0,
      draft: {
        id: 'client-tcp-fin',
        kind: 'tcp-fin',
        direction: 'client-to-server',
        side: null,
        givingUp: null,
        unit: null,
        unitIndex: null,
        eventIndices: [0],
        carried: { start: 0, end: 0 },
        sentAtMs: 3,
        arrival: { kind: 'unknown' },
      },
    },
  ]);
});
