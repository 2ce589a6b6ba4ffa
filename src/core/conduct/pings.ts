/**
 * Pings and Pongs across frames (RFC 6455 §5.5.2, §5.5.3).
 *
 * A Ping must be answered "unless it already received a Close frame", and an endpoint may answer
 * "only the most recently processed Ping". So a Pong excuses all Pings before the one that it
 * matches, and only Pings after the last excused one can lack an answer. Nothing is stated
 *
 * - if something that the peer of the answering side sent breaks a rule, because a side that fails
 *   the connection must not process more (§7.1.7);
 * - if bytes of the answering side are missing, or frames after its Close weren't read, because the
 *   Pong can be among them;
 * - for a Ping that comes after the answering side's Close, which can be a failure, too;
 * - if the side reset TCP, because that discards what it had sent;
 * - for less than a second, because a reply can be under way.
 *
 * It is certain only if the side replied to a Close frame that its peer sent after the Ping, in
 * another segment: TCP is in order, so it had received the Ping before that Close. The two Close
 * frames can have crossed, so the code has to be the same and the time long enough. In all other
 * cases the side had time, and might not have read the Ping.
 *
 * A text can be an excerpt. There, the answering side has to have answered an earlier Ping, or both
 * directions have to be there from the head to the Close.
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { ConductDoubt, ConductFinding, ConductOf } from './conduct-finding.ts';
import type { ControlFrame, Sent } from './sent.ts';
import type { Timing } from './timing.ts';

/** A reply that takes longer isn't under way. */
export const PATIENCE_MS = 1000;

export type JudgedExchange = {
  readonly conversation: Conversation;
  readonly timing: Timing;
  /** Whether the trace is of packets, so that none of a side's bytes can be missing unseen. */
  readonly isCaptured: boolean;
  /** What makes every verdict about the trace doubtful. */
  readonly doubt: ConductDoubt | null;
};

type Missing = ConductOf<'ping.without-pong'>;

export function judgePings(from: Sent, to: Sent, exchange: JudgedExchange): ConductFinding[] {
  const findings: ConductFinding[] = [];
  const certain: { ping: ControlFrame; verdict: Verdict }[] = [];
  const doubtful: { ping: ControlFrame; verdict: Verdict }[] = [];
  for (const ping of unexcusedPings(from, to, exchange)) {
    const verdict = judgePing(ping, from, to, exchange);
    if (verdict !== null) (verdict.doubt === null ? certain : doubtful).push({ ping, verdict });
  }
  for (const judged of [certain, doubtful]) {
    const [first] = judged;
    if (first === undefined) continue;
    findings.push({
      id: 'ping.without-pong',
      side: to.side,
      unitIndices: judged.map(({ ping }) => ping.unitIndex),
      ...first.verdict,
    });
  }
  return findings;
}

type Verdict = Pick<Missing, 'doubt' | 'until' | 'waitedMs'>;

/** The Pings after the last one that a Pong can have answered. */
function unexcusedPings(
  from: Sent,
  to: Sent,
  { isCaptured }: JudgedExchange,
): readonly ControlFrame[] {
  const lastPongs = new Map(to.pongs.map(({ payload, unitIndex }) => [payload, unitIndex]));
  const excused = from.pings.findLastIndex(({ payload, unitIndex }) => {
    const pong = lastPongs.get(payload);
    // The order of a text's parts isn't always that of time.
    return pong !== undefined && (pong > unitIndex || !isCaptured);
  });
  return from.pings.slice(excused + 1);
}

function judgePing(
  ping: ControlFrame,
  from: Sent,
  to: Sent,
  exchange: JudgedExchange,
): Verdict | null {
  const { timing, isCaptured, doubt } = exchange;
  if (from.canBeFailed || to.knownUpTo < Infinity || to.rst !== null) return null;
  if (to.close !== null && to.close.unitIndex < ping.unitIndex) return null;
  if (!isCaptured) return isWholeInText(ping, from, to) ? inText(doubt) : null;
  const waitedMs = waitingOf(ping, to, timing);
  if (waitedMs === null) return null;
  if (from.close !== null && to.close !== null && repliesToClose(from, to, timing)) {
    const isApart =
      timing.lastEventOf(ping.unitIndex) !== timing.firstEventOf(from.close.unitIndex);
    if (isApart) return { doubt, until: 'close', waitedMs };
  }
  if (waitedMs < PATIENCE_MS) return null;
  const until = to.close !== null ? 'close' : to.fin !== null ? 'fin' : 'last-frame';
  return { doubt: doubt ?? 'unread', until, waitedMs };
}

function inText(doubt: ConductDoubt | null): Verdict {
  return { doubt: doubt ?? 'excerpt', until: 'close', waitedMs: null };
}

/** Whether a text with this Ping seems to have everything that the other side sent. */
function isWholeInText(ping: ControlFrame, from: Sent, to: Sent): boolean {
  if (from.close === null || to.close === null) return false;
  // The order of the two Close frames shows that the Ping's receiver closed last.
  if (from.close.unitIndex > to.close.unitIndex) return false;
  const isWhole = from.startsWithHead && to.startsWithHead && from.knownUpTo === Infinity;
  const hasAnswered = to.pongs.some(({ unitIndex }) => unitIndex < ping.unitIndex);
  return isWhole || hasAnswered;
}

/** From the Ping to the end of what the other side sent; null if it came after that. */
function waitingOf(ping: ControlFrame, to: Sent, timing: Timing): number | null {
  const fromMs = timing.completeAtMs(ping.unitIndex);
  const untilMs =
    to.close !== null
      ? timing.startAtMs(to.close.unitIndex)
      : to.fin !== null
        ? timing.eventAtMs(to.fin)
        : to.lastFrame === null
          ? null
          : timing.startAtMs(to.lastFrame);
  if (fromMs === null || untilMs === null || untilMs < fromMs) return null;
  // A Ping that was lost on a simulated wire never arrived.
  return timing.isReceivedBefore(ping.unitIndex, untilMs) === false ? null : untilMs - fromMs;
}

/** Whether the Close frame of `to` answers that of `from`, rather than crossing it. */
function repliesToClose(from: Sent, to: Sent, timing: Timing): boolean {
  if (from.close === null || to.close === null) return false;
  if (from.close.unitIndex > to.close.unitIndex || from.close.code !== to.close.code) return false;
  const sentAtMs = timing.startAtMs(to.close.unitIndex);
  return timing.isReceivedBefore(from.close.unitIndex, sentAtMs) === true;
}

/**
 * Pongs whose payload no Ping before them has, or more of them than such Pings. That breaks no
 * rule: "A Pong frame MAY be sent unsolicited" (§5.5.3). All Pings before it have to be known: from
 * the head on and without gaps, to something that was sent after the Pong.
 */
export function findUnsolicitedPongs(
  from: Sent,
  to: Sent,
  exchange: JudgedExchange,
): ConductFinding[] {
  if (!from.startsWithHead || from.knownUpTo < Infinity) return [];
  if (!exchange.isCaptured && !to.startsWithHead) return [];
  const knownUntil = exchange.isCaptured ? lastSentBy(from, exchange) : Infinity;
  const unitIndices: number[] = [];
  const waiting: (number | null)[] = [];
  /** Pings before the Pong by payload, without those that a Pong has used. */
  const open = new Map<string, number>();
  let latest: ControlFrame | null = null;
  const pings = exchange.isCaptured ? from.pings : [];
  if (!exchange.isCaptured) for (const ping of from.pings) count(open, ping.payload, 1);
  let next = 0;
  for (const pong of to.pongs) {
    if ((exchange.timing.lastEventOf(pong.unitIndex) ?? -1) > knownUntil) break;
    for (; next < pings.length && pings[next]!.unitIndex < pong.unitIndex; next++) {
      latest = pings[next]!;
      count(open, latest.payload, 1);
    }
    if ((open.get(pong.payload) ?? 0) > 0) {
      count(open, pong.payload, -1);
      if (latest?.payload === pong.payload) latest = null;
      continue;
    }
    unitIndices.push(pong.unitIndex);
    waiting.push(latest?.unitIndex ?? null);
  }
  if (unitIndices.length === 0) return [];
  const { doubt, isCaptured } = exchange;
  const inDoubt = doubt ?? (isCaptured ? null : 'excerpt');
  return [{ id: 'pong.without-ping', side: to.side, unitIndices, waiting, doubt: inDoubt }];
}

/** The last event with a frame or the FIN of a side. */
function lastSentBy({ lastFrame, fin }: Sent, { timing }: JudgedExchange): number {
  const frame = lastFrame === null ? null : timing.firstEventOf(lastFrame);
  return Math.max(frame ?? -1, fin ?? -1);
}

function count(counts: Map<string, number>, payload: string, by: number): void {
  counts.set(payload, (counts.get(payload) ?? 0) + by);
}
