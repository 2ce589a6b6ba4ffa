/**
 * Silence beyond a heartbeat: a side sends Pings at regular times, and for as long nothing comes
 * back (RFC 6455 §5.5.2).
 *
 * The usual interval is the median between the Pings of one side, by their own times: at least two
 * intervals, of a second or more, three of four of them within a quarter of the median. A silence
 * begins with the first Ping after the last bytes of the other side, TCP's retransmissions
 * included, and is reported if it lasts for nine tenths of the interval. It ends with the next
 * bytes, with the end that the pinging side makes, or with the capture. Nothing is expected of a
 * side after its Close or FIN, or after its peer's Close. The facts are those of one place: where
 * a packet got lost isn't known, so nothing is said to be broken.
 */

import { hasGaps, isPureSignal } from '#core/trace/trace.ts';
import type { ConductFinding, ConductOf } from './conduct-finding.ts';
import type { JudgedExchange } from './pings.ts';
import type { Sent } from './sent.ts';

const MIN_INTERVALS = 2;
const MIN_INTERVAL_MS = 1000;
const TOLERANCE = 0.25;
const REGULAR_SHARE = 0.75;
const SILENT_SHARE = 0.9;

export function findSilences(from: Sent, to: Sent, exchange: JudgedExchange): ConductFinding[] {
  const { conversation, timing, isCaptured, doubt } = exchange;
  const { events } = conversation.trace;
  if (!isCaptured || hasGaps(conversation.trace) || to.firstEvent === null) return [];
  const pings = from.pings.flatMap(({ unitIndex }) => {
    const atMs = timing.completeAtMs(unitIndex);
    return atMs === null ? [] : [{ unitIndex, atMs }];
  });
  const intervalMs = usualInterval(pings.map(({ atMs }) => atMs));
  if (intervalMs === null) return [];
  const findings: ConductFinding[] = [];
  let next = 0;
  let acknowledges = false;
  let lastMs: number | null = null;
  const closes = [from.close, to.close].map((close) =>
    close === null ? null : timing.firstEventOf(close.unitIndex),
  );
  /** Judges the silence before this time, and begins another one. */
  const endSilence = (atMs: number, until: ConductOf<'peer.silent'>['until']) => {
    const within: number[] = [];
    let startMs: number | null = null;
    for (; next < pings.length && pings[next]!.atMs < atMs; next++) {
      startMs ??= pings[next]!.atMs;
      within.push(pings[next]!.unitIndex);
    }
    if (startMs !== null && atMs - startMs >= SILENT_SHARE * intervalMs) {
      findings.push({
        id: 'peer.silent',
        side: to.side,
        unitIndices: within,
        doubt,
        intervalMs,
        silentMs: atMs - startMs,
        acknowledges,
        until,
      });
    }
    acknowledges = false;
  };
  for (const [index, event] of events.entries()) {
    const { sentAtMs, direction, signals } = event;
    if (sentAtMs === null) return [];
    lastMs = sentAtMs;
    const isEnd = signals.includes('fin') || signals.includes('rst') || closes.includes(index);
    if (direction === to.direction) {
      if (!isPureSignal(event) || isEnd) endSilence(sentAtMs, isEnd ? 'own-end' : 'bytes');
      else acknowledges = true;
    }
    if (isEnd) {
      if (direction === from.direction) endSilence(sentAtMs, 'peer-end');
      return findings;
    }
  }
  if (lastMs !== null) endSilence(lastMs, 'capture-end');
  return findings;
}

/** The median, if the Pings are a heartbeat; null otherwise. */
function usualInterval(times: readonly number[]): number | null {
  const intervals = times.slice(1).map((time, index) => time - times[index]!);
  if (intervals.length < MIN_INTERVALS) return null;
  const median = intervals.toSorted((a, b) => a - b)[Math.floor(intervals.length / 2)]!;
  const regular = intervals.filter((each) => Math.abs(each - median) <= TOLERANCE * median);
  if (median < MIN_INTERVAL_MS) return null;
  return regular.length >= REGULAR_SHARE * intervals.length ? median : null;
}
