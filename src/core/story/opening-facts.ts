/** When TCP and the WebSocket of a story opened, if everything went as it should. */

import type { Story } from './story.ts';

export type OpeningSignals = {
  /** How many segments crossed, without the request. */
  readonly count: number;
  /** When each was sent, in milliseconds since the trace began. */
  readonly synAtMs: number;
  readonly synAckAtMs: number;
  readonly requestAtMs: number;
};

const SIGNALS = ['tcp-syn', 'tcp-syn-ack', 'tcp-ack'];

/**
 * TCP's opening before the request. Null if the story doesn't begin with its three segments, if one
 * was lost or late, or if a time is unknown.
 */
export function openingSignals({ steps }: Pick<Story, 'steps'>): OpeningSignals | null {
  const [syn, synAck, ack, request] = steps;
  const signals = [syn, synAck, ack];
  if (signals.some((step, index) => step?.kind !== SIGNALS[index])) return null;
  if (request?.id !== 'request') return null;
  const synAtMs = syn?.sentAtMs ?? null;
  const synAckAtMs = synAck?.sentAtMs ?? null;
  const requestAtMs = request.sentAtMs;
  if (synAtMs === null || synAckAtMs === null || requestAtMs === null) return null;
  // Each answers what has just arrived, so nothing was lost or delayed.
  const oneWayMs = synAckAtMs - synAtMs;
  const arrivesAtMs = [synAckAtMs, synAckAtMs + oneWayMs];
  const isPunctual = [syn, synAck].every(
    (step, index) => step?.arrival.kind === 'arrived' && step.arrival.atMs === arrivesAtMs[index],
  );
  return isPunctual && requestAtMs === synAckAtMs + oneWayMs
    ? { count: signals.length, synAtMs, synAckAtMs, requestAtMs }
    : null;
}

/** When the page's `open` event fired; null if it didn't, or if that is unknown. */
export function openedAt({ steps }: Pick<Story, 'steps'>): number | null {
  const opened = steps.find(({ pageEvents }) =>
    pageEvents.some(({ side, event }) => side === 'client' && event.kind === 'open'),
  );
  return opened?.sentAtMs ?? null;
}
