/**
 * A server sends numbered messages, the wire is cut, and the client connects again: which messages
 * arrive, which arrive twice, and which are lost.
 *
 * TCP delivers in order, but what was in its buffers and on the way when the connection ended is
 * lost, and the server can't tell how much that was (RFC 6455 has no resuming). A run costs a few
 * operations for each message.
 */

import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import { withinBounds, type BoundsOf } from './setting-bounds.ts';

export type ResumeSettings = {
  /** How many messages the server makes: number 1 at time 0, the others at intervals. */
  readonly messages: number;
  readonly intervalMs: number;
  /** Bytes of each message. */
  readonly payloadSize: number;
  readonly oneWayMs: number;
  /** What the line carries. */
  readonly bytesPerSecond: number;
  /** What hasn't arrived by then is lost, in both directions. `cutAfterBytes` finds the time. */
  readonly cutAtMs: number;
  /** From the cut until the server hears from the client again, and learns of the cut. */
  readonly downMs: number;
  /** After every so many messages, the client acknowledges all that it has; 0 for never. */
  readonly ackEvery: number;
  /** The server can send the last so many messages again. */
  readonly bufferedMessages: number;
  /**
   * - `none`: at most once. What the server sent, it forgets;
   * - `replay-unacknowledged`: at least once. The server sends again what wasn't acknowledged, as
   *   far as its buffer reaches;
   * - `resume-from-sequence`: the client names the last number that it received, and the server
   *   sends what follows. If its buffer doesn't reach back so far, the session is invalid and
   *   nothing is sent again, as in Discord's gateway.
   */
  readonly recovery: 'none' | 'replay-unacknowledged' | 'resume-from-sequence';
};

export const RESUME_BOUNDS: BoundsOf<ResumeSettings> = {
  messages: { min: 0, max: 1000, isWhole: true },
  intervalMs: { min: 1, max: 60_000 },
  payloadSize: { min: 0, max: 1_000_000, isWhole: true },
  oneWayMs: { min: 0, max: 10_000 },
  bytesPerSecond: { min: 100, max: 100_000_000 },
  cutAtMs: { min: 0, max: 100_000_000 },
  downMs: { min: 0, max: 3_600_000 },
  ackEvery: { min: 0, max: 1000, isWhole: true },
  bufferedMessages: { min: 0, max: 1000, isWhole: true },
};

export type NumberedMessage = {
  /** From 1. */
  readonly number: number;
  /** When the server gives it to its connection, for the first time. */
  readonly sentAtMs: number;
  /** When it has arrived whole over the connection that it was first sent on; null if never. */
  readonly arrivedAtMs: number | null;
  /** When the server starts to send it again, and when that has arrived; null if it doesn't. */
  readonly replayedAtMs: number | null;
  readonly arrivedAgainAtMs: number | null;
  /** When the server learns that it arrived; null if never. */
  readonly acknowledgedAtMs: number | null;
  /** Arrived at first, arrived only when sent again, arrived twice, or never. */
  readonly fate: 'delivered' | 'replayed' | 'duplicate' | 'lost';
};

export type ResumeRun = {
  /** Within `RESUME_BOUNDS`. */
  readonly settings: ResumeSettings;
  readonly messages: readonly NumberedMessage[];
  /** Bytes of a frame, header included. */
  readonly frameSize: number;
  /** Bytes that arrived before the cut, those of a frame that was cut included. */
  readonly bytesBeforeCut: number;
  readonly resumedAtMs: number;
  /**
   * How the server continues: without replay, with all that was needed, with a gap because its
   * buffer was too short, or with a new session for the same reason.
   */
  readonly outcome: 'no-replay' | 'complete' | 'gap' | 'invalid-session';
  readonly lost: number;
  readonly duplicates: number;
};

/** Rounding of times, which are sums. */
const TOLERANCE_MS = 1e-6;

export function simulateResume(wanted: ResumeSettings): ResumeRun {
  const settings = withinBounds(wanted, RESUME_BOUNDS);
  const { messages: count, oneWayMs, cutAtMs, recovery } = settings;
  const resumedAtMs = cutAtMs + settings.downMs;
  const frameMs = frameMsOf(settings);
  const drafts = Array.from({ length: count }, (_, index) => draftOf(index, settings));
  const made = drafts.filter(({ sentAtMs }) => sentAtMs < resumedAtMs);

  let lineFreeAtMs = 0;
  const send = (fromMs: number) => {
    const startMs = Math.max(fromMs, lineFreeAtMs);
    lineFreeAtMs = startMs + frameMs;
    return { startMs, arrivesAtMs: lineFreeAtMs + oneWayMs };
  };
  /** What was skipped here never arrives: numbers arrive in order, before the cut and after it. */
  let acknowledged = 0;
  const acknowledge = (upTo: number, atMs: number) => {
    for (; acknowledged < upTo; acknowledged++) {
      const draft = drafts[acknowledged]!;
      if (isReceived(draft)) draft.acknowledgedAtMs = atMs;
    }
  };
  const receive = (number: number, atMs: number, endsAtMs: number) => {
    if (!isWithAcknowledgement(number, settings)) return;
    if (atMs + oneWayMs <= endsAtMs + TOLERANCE_MS) acknowledge(number, atMs + oneWayMs);
  };

  let bytesBeforeCut = 0;
  for (const message of made) {
    const { startMs, arrivesAtMs } = send(message.sentAtMs);
    bytesBeforeCut += bytesWithin(cutAtMs - oneWayMs - startMs, settings);
    if (arrivesAtMs > cutAtMs + TOLERANCE_MS) continue;
    message.arrivedAtMs = arrivesAtMs;
    receive(message.number, arrivesAtMs, cutAtMs);
  }

  const last = made.findLast(({ arrivedAtMs }) => arrivedAtMs !== null)?.number ?? 0;
  // By naming its last number, the client acknowledges all up to it.
  if (recovery === 'resume-from-sequence') acknowledge(last, resumedAtMs);
  const { outcome, replayed } = replayOf(made, last, settings);
  lineFreeAtMs = resumedAtMs;
  for (const message of replayed) {
    const { startMs, arrivesAtMs } = send(resumedAtMs);
    message.replayedAtMs = startMs;
    message.arrivedAgainAtMs = arrivesAtMs;
    receive(message.number, arrivesAtMs, Infinity);
  }
  for (const message of drafts.slice(made.length)) {
    message.arrivedAtMs = send(message.sentAtMs).arrivesAtMs;
    receive(message.number, message.arrivedAtMs, Infinity);
  }
  const messages = drafts.map((draft) => ({ ...draft, fate: fateOf(draft) }));
  const countOf = (fate: NumberedMessage['fate']) =>
    messages.filter((message) => message.fate === fate).length;
  return {
    settings,
    messages,
    frameSize: frameSizeOf(settings),
    bytesBeforeCut,
    resumedAtMs,
    outcome,
    lost: countOf('lost'),
    duplicates: countOf('duplicate'),
  };
}

/**
 * When so many bytes of the server's frames have arrived, if nothing cuts them. With more than
 * there are, when all have.
 */
export function cutAfterBytes(wanted: ResumeSettings, bytes: number): number {
  const settings = withinBounds(wanted, RESUME_BOUNDS);
  const frameSize = frameSizeOf(settings);
  const most = settings.messages * frameSize;
  if (most === 0 || bytes <= 0) return 0;
  const wantedBytes = Math.min(bytes, most);
  const frame = Math.ceil(wantedBytes / frameSize) - 1;
  // Frames leave as they are made, or one after another if the line is slower.
  const startMs = frame * Math.max(settings.intervalMs, frameMsOf(settings));
  const sentMs = ((wantedBytes - frame * frameSize) * 1000) / settings.bytesPerSecond;
  return startMs + sentMs + settings.oneWayMs;
}

type Draft = { -readonly [Key in Exclude<keyof NumberedMessage, 'fate'>]: NumberedMessage[Key] };

function draftOf(index: number, { intervalMs }: ResumeSettings): Draft {
  return {
    number: index + 1,
    sentAtMs: index * intervalMs,
    arrivedAtMs: null,
    replayedAtMs: null,
    arrivedAgainAtMs: null,
    acknowledgedAtMs: null,
  };
}

function isReceived({ arrivedAtMs, arrivedAgainAtMs }: Draft): boolean {
  return arrivedAtMs !== null || arrivedAgainAtMs !== null;
}

function fateOf({ arrivedAtMs, arrivedAgainAtMs }: Draft): NumberedMessage['fate'] {
  if (arrivedAgainAtMs === null) return arrivedAtMs === null ? 'lost' : 'delivered';
  return arrivedAtMs === null ? 'replayed' : 'duplicate';
}

function isWithAcknowledgement(number: number, { ackEvery }: ResumeSettings): boolean {
  return ackEvery > 0 && number % ackEvery === 0;
}

/** What the server sends again, of the messages it had made when the client came back. */
function replayOf(
  made: readonly Draft[],
  last: number,
  { recovery, bufferedMessages }: ResumeSettings,
): { readonly outcome: ResumeRun['outcome']; readonly replayed: readonly Draft[] } {
  if (recovery === 'none') return { outcome: 'no-replay', replayed: [] };
  const kept = made.slice(Math.max(0, made.length - bufferedMessages));
  if (recovery === 'resume-from-sequence') {
    const isEnough = made.length - last <= kept.length;
    return isEnough
      ? { outcome: 'complete', replayed: made.slice(last) }
      : { outcome: 'invalid-session', replayed: [] };
  }
  const replayed = kept.filter(({ acknowledgedAtMs }) => acknowledgedAtMs === null);
  const isGap = made.length - kept.length > last;
  return { outcome: isGap ? 'gap' : 'complete', replayed };
}

/** How much of a frame has left after `ms` of sending it. */
function bytesWithin(ms: number, settings: ResumeSettings): number {
  const bytes = Math.floor(((ms + TOLERANCE_MS) * settings.bytesPerSecond) / 1000);
  return Math.max(0, Math.min(frameSizeOf(settings), bytes));
}

function frameSizeOf({ payloadSize }: ResumeSettings): number {
  return frameHeaderSize(minimalLengthForm(payloadSize), false) + payloadSize;
}

function frameMsOf(settings: ResumeSettings): number {
  return (frameSizeOf(settings) * 1000) / settings.bytesPerSecond;
}
