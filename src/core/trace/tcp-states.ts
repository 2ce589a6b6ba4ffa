/**
 * The states of a TCP endpoint and the signals that change them (RFC 9293 §3.3.2), as a table. The
 * simulated endpoint and the story both use it.
 */

import type { Signal } from './trace.ts';

export type TcpState =
  | 'CLOSED'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSING'
  | 'TIME-WAIT'
  | 'CLOSE-WAIT'
  | 'LAST-ACK';

/** The sending or receiving of one segment's signals. */
export type TcpMove = `${'send' | 'receive'} ${'syn' | 'syn-ack' | 'ack' | 'fin' | 'rst'}`;

/** A move that is not listed changes nothing; `rst` closes from anywhere. */
const MOVES: Readonly<Record<TcpState, Readonly<Partial<Record<TcpMove, TcpState>>>>> = {
  CLOSED: { 'send syn': 'SYN-SENT' },
  LISTEN: { 'receive syn': 'SYN-RECEIVED' },
  'SYN-SENT': { 'receive syn-ack': 'ESTABLISHED' },
  'SYN-RECEIVED': { 'receive ack': 'ESTABLISHED', 'receive fin': 'CLOSE-WAIT' },
  ESTABLISHED: { 'send fin': 'FIN-WAIT-1', 'receive fin': 'CLOSE-WAIT' },
  'FIN-WAIT-1': { 'receive ack': 'FIN-WAIT-2', 'receive fin': 'CLOSING' },
  'FIN-WAIT-2': { 'receive fin': 'TIME-WAIT' },
  CLOSING: { 'receive ack': 'TIME-WAIT' },
  'TIME-WAIT': {},
  'CLOSE-WAIT': { 'send fin': 'LAST-ACK' },
  'LAST-ACK': { 'receive ack': 'CLOSED' },
};

const WITH_PEERS_FIN: readonly TcpState[] = ['CLOSE-WAIT', 'LAST-ACK', 'CLOSING', 'TIME-WAIT'];

/** Whether an endpoint in this state has received its peer's FIN, so that its segments cover it. */
export function hasPeersFin(state: TcpState): boolean {
  return WITH_PEERS_FIN.includes(state);
}

const NOT_OPEN: readonly TcpState[] = ['CLOSED', 'LISTEN', 'SYN-SENT', 'SYN-RECEIVED', 'TIME-WAIT'];

/** Whether the endpoint can still send or receive data. */
export function isOpenTcp(state: TcpState): boolean {
  return !NOT_OPEN.includes(state);
}

/** The first of RST, SYN, FIN and ACK that the segment has decides; null if it has none. */
export function tcpMove(verb: 'send' | 'receive', signals: readonly Signal[]): TcpMove | null {
  if (signals.includes('rst')) return `${verb} rst`;
  if (signals.includes('syn')) return signals.includes('ack') ? `${verb} syn-ack` : `${verb} syn`;
  if (signals.includes('fin')) return `${verb} fin`;
  return signals.includes('ack') ? `${verb} ack` : null;
}

/** The state after a move. What a segment acknowledges is a move of its own, before its FIN. */
export function nextTcpState(state: TcpState, move: TcpMove | null): TcpState {
  if (move === null) return state;
  return move.endsWith('rst') ? 'CLOSED' : (MOVES[state][move] ?? state);
}
