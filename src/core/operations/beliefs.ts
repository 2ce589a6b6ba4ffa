/** What both sides of a cut connection can know of the messages between them, at any time. */

import type { NumberedMessage, ResumeRun } from './cut-and-resume.ts';

export type Beliefs = {
  /** Messages that the server has sent, arrived or not. */
  readonly sent: number;
  /** Those that the server knows to have arrived. */
  readonly acknowledged: number;
  /** Sent and not acknowledged: the server can't know. */
  readonly inDoubt: number;
  /** Different messages that the client has. */
  readonly received: number;
  /** The highest number that the client has; 0 for none. */
  readonly highest: number;
  /** Lower numbers that it doesn't have. Only numbering shows them. */
  readonly missing: number;
  /** Messages that it has received twice. */
  readonly duplicates: number;
};

/** One look at each message. */
export function beliefsAt({ messages }: ResumeRun, atMs: number): Beliefs {
  const isBy = (time: number | null) => time !== null && time <= atMs;
  const countOf = (isCounted: (message: NumberedMessage) => boolean) =>
    messages.reduce((count, message) => (isCounted(message) ? count + 1 : count), 0);
  const isReceived = ({ arrivedAtMs, arrivedAgainAtMs }: NumberedMessage) =>
    isBy(arrivedAtMs) || isBy(arrivedAgainAtMs);
  const sent = countOf(({ sentAtMs }) => isBy(sentAtMs));
  const acknowledged = countOf(({ acknowledgedAtMs }) => isBy(acknowledgedAtMs));
  const received = countOf(isReceived);
  const highest = messages.findLast(isReceived)?.number ?? 0;
  return {
    sent,
    acknowledged,
    inDoubt: sent - acknowledged,
    received,
    highest,
    missing: highest - received,
    duplicates: countOf((message) => isBy(message.arrivedAtMs) && isBy(message.arrivedAgainAtMs)),
  };
}

/** The times at which a belief may change, in order, each once. */
export function changesOfBelief({ messages }: ResumeRun): number[] {
  const times = messages.flatMap((message) => [
    message.sentAtMs,
    message.arrivedAtMs,
    message.arrivedAgainAtMs,
    message.acknowledgedAtMs,
  ]);
  return [...new Set(times.filter((time) => time !== null))].sort((one, other) => one - other);
}
