import { describe, expect, test } from 'vitest';
import {
  hasPeersFin,
  nextTcpState,
  tcpMove,
  type TcpMove,
  type TcpState,
} from '#core/trace/tcp-states.ts';
import type { Signal } from '#core/trace/trace.ts';

const STATES: readonly TcpState[] = [
  'CLOSED',
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSING',
  'TIME-WAIT',
  'CLOSE-WAIT',
  'LAST-ACK',
];

/** RFC 9293 figures 5, 6, 12 and 13: the moves of both peers, and the states they lead through. */
describe('an endpoint', () => {
  test.each<{ name: string; from: TcpState; moves: readonly TcpMove[]; states: string }>([
    {
      name: 'that opens',
      from: 'CLOSED',
      moves: ['send syn', 'receive syn-ack', 'send ack'],
      states: 'SYN-SENT ESTABLISHED ESTABLISHED',
    },
    {
      name: 'that is opened',
      from: 'LISTEN',
      moves: ['receive syn', 'send syn-ack', 'receive ack'],
      states: 'SYN-RECEIVED SYN-RECEIVED ESTABLISHED',
    },
    {
      name: 'that is opened and closed by the peer before its ACK',
      from: 'LISTEN',
      moves: ['receive syn', 'receive fin'],
      states: 'SYN-RECEIVED CLOSE-WAIT',
    },
    {
      name: 'that closes first',
      from: 'ESTABLISHED',
      moves: ['send fin', 'receive ack', 'receive fin', 'send ack'],
      states: 'FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT TIME-WAIT',
    },
    {
      name: 'that closes second',
      from: 'ESTABLISHED',
      moves: ['receive fin', 'send ack', 'send fin', 'receive ack'],
      states: 'CLOSE-WAIT CLOSE-WAIT LAST-ACK CLOSED',
    },
    {
      name: 'that closes at the same time',
      from: 'ESTABLISHED',
      moves: ['send fin', 'receive fin', 'send ack', 'receive ack'],
      states: 'FIN-WAIT-1 CLOSING CLOSING TIME-WAIT',
    },
  ])('$name', ({ from, moves, states }) => {
    let state = from;
    const reached = moves.map((move) => (state = nextTcpState(state, move)));
    expect(reached.join(' ')).toBe(states);
  });

  test.each(STATES)('in %s has the peer’s FIN if no other can follow', (state) => {
    const canStillReceive = nextTcpState(state, 'receive fin') !== state;
    const isEarlier = ['CLOSED', 'LISTEN', 'SYN-SENT'].includes(state);
    expect(hasPeersFin(state)).toBe(!canStillReceive && !isEarlier);
  });

  test.each(STATES)('in %s is closed by a reset and not changed by nothing', (state) => {
    expect(nextTcpState(state, 'receive rst')).toBe('CLOSED');
    expect(nextTcpState(state, 'send rst')).toBe('CLOSED');
    expect(nextTcpState(state, null)).toBe(state);
  });

  test('in TIME-WAIT is changed by nothing but a reset', () => {
    const moves: readonly TcpMove[] = ['receive fin', 'receive ack', 'send fin', 'receive syn'];
    for (const move of moves) expect(nextTcpState('TIME-WAIT', move)).toBe('TIME-WAIT');
  });
});

describe('the move of a segment', () => {
  test.each<{ signals: readonly Signal[]; move: string | null }>([
    { signals: [], move: null },
    { signals: ['ack'], move: 'send ack' },
    { signals: ['syn'], move: 'send syn' },
    { signals: ['ack', 'syn'], move: 'send syn-ack' },
    { signals: ['fin'], move: 'send fin' },
    { signals: ['ack', 'fin'], move: 'send fin' },
    { signals: ['fin', 'syn'], move: 'send syn' },
    { signals: ['ack', 'fin', 'syn', 'rst'], move: 'send rst' },
  ])('with $signals is $move', ({ signals, move }) => {
    expect(tcpMove('send', signals)).toBe(move);
    expect(tcpMove('receive', signals)).toBe(move && move.replace('send', 'receive'));
  });
});
