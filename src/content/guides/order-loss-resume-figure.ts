/** The settings and sentences of the figure of a cut and of resuming after it. */

import { formatBytes, formatDelay } from '#content/compare/numbers.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { beliefsAt } from '#core/operations/beliefs.ts';
import {
  cutAfterBytes,
  simulateResume,
  type NumberedMessage,
  type ResumeRun,
  type ResumeSettings,
} from '#core/operations/cut-and-resume.ts';

export type Recovery = ResumeSettings['recovery'];

export const RECOVERIES = ['none', 'replay-unacknowledged', 'resume-from-sequence'] as const;

export const RECOVERY_NAMES: Readonly<Record<Recovery, string>> = {
  none: 'Nothing',
  'replay-unacknowledged': 'In doubt',
  'resume-from-sequence': 'Missing',
};

export type ResumeChoice = {
  readonly recovery: Recovery;
  /** That arrive before the cut. */
  readonly bytes: number;
  readonly bufferedMessages: number;
};

const LINE: Omit<ResumeSettings, 'recovery' | 'bufferedMessages'> = {
  messages: 12,
  intervalMs: 100,
  payloadSize: 20,
  oneWayMs: 150,
  bytesPerSecond: 500,
  cutAtMs: 0,
  downMs: 500,
  ackEvery: 2,
};

export function cutRun({ recovery, bytes, bufferedMessages }: ResumeChoice): ResumeRun {
  const settings = { ...LINE, recovery, bufferedMessages };
  return simulateResume({ ...settings, cutAtMs: cutAfterBytes(settings, bytes) });
}

/** Bytes of all frames: as many as can arrive before a cut. */
export function allBytes(): number {
  const { frameSize, messages } = cutRun({ recovery: 'none', bytes: 0, bufferedMessages: 0 });
  return frameSize * messages.length;
}

export type MessageState = 'yes' | 'no' | 'again' | 'twice' | 'lost';

export type MessageRow = {
  readonly name: string;
  readonly states: readonly MessageState[];
  readonly result: string;
};

const FATES: Readonly<Record<NumberedMessage['fate'], MessageState>> = {
  delivered: 'yes',
  replayed: 'again',
  duplicate: 'twice',
  lost: 'lost',
};

/** What each side has at the cut, and what became of each message. */
export function messageRows(run: ResumeRun): readonly MessageRow[] {
  const { messages, settings } = run;
  const { sent, acknowledged, received } = beliefsAt(run, settings.cutAtMs);
  const isBy = (time: number | null) => time !== null && time <= settings.cutAtMs;
  const row = (name: string, result: string, isHad: (message: NumberedMessage) => boolean) => ({
    name,
    result,
    states: messages.map((message) => (isHad(message) ? 'yes' : 'no') as MessageState),
  });
  return [
    row('Server sent', formatCount(sent), ({ sentAtMs }) => isBy(sentAtMs)),
    row('Client has', formatCount(received), ({ arrivedAtMs }) => isBy(arrivedAtMs)),
    row('Server knows of', formatCount(acknowledged), ({ acknowledgedAtMs }) =>
      isBy(acknowledgedAtMs),
    ),
    {
      name: 'In the end',
      result: endText(run),
      states: messages.map(({ fate }) => FATES[fate]),
    },
  ];
}

function endText({ lost, duplicates }: ResumeRun): string {
  const twice = duplicates === 0 ? '' : `, ${formatCount(duplicates)} twice`;
  return `${formatCount(lost)} lost${twice}`;
}

/** What is known at the cut, and how the server continues. */
export function resumeOutcome(run: ResumeRun): string {
  const { sent, received, acknowledged, inDoubt } = beliefsAt(run, run.settings.cutAtMs);
  const atCut = `At the cut, the client has ${formatCount(received)} of ${countOf(sent, 'message')}. The server knows of ${formatCount(acknowledged)}, so ${formatCount(inDoubt)} ${areIs(inDoubt)} in doubt.`;
  return `${atCut} ${continuationText(run, received)}`;
}

const areIs = (count: number) => (count === 1 ? 'is' : 'are');

function lostText(lost: number): string {
  return `${countOf(lost, 'message')} never ${lost === 1 ? 'arrives' : 'arrive'}`;
}

function continuationText(
  { outcome, lost, duplicates, messages }: ResumeRun,
  last: number,
): string {
  const again = messages.filter(({ replayedAtMs }) => replayedAtMs !== null).length;
  switch (outcome) {
    case 'no-replay':
      return lost === 0
        ? 'Nothing is sent again, and nothing was lost.'
        : `Nothing is sent again, so ${lostText(lost)}.`;
    case 'invalid-session':
      return `The server’s buffer no longer contains number ${last + 1}, so the session is invalid, and ${lostText(lost)}.`;
    case 'gap':
      return `The server sends ${countOf(again, 'message')} again. Its buffer contains no more, so ${lostText(lost)}.`;
    case 'complete': {
      const sent = `The server sends ${countOf(again, 'message')} again.`;
      return duplicates === 0
        ? `${sent} Nothing is lost, and nothing arrives twice.`
        : `${sent} Nothing is lost, but ${formatCount(duplicates)} ${duplicates === 1 ? 'arrives' : 'arrive'} twice.`;
    }
  }
}

export function resumeCaption({ settings, frameSize }: ResumeRun): string {
  const { messages, intervalMs, oneWayMs, downMs, ackEvery } = settings;
  return `Simulated: ${countOf(messages, 'message')} of a server, ${formatBytes(frameSize)} each, one every ${formatDelay(intervalMs)}. One way takes ${formatDelay(oneWayMs)}. The client acknowledges every ${ackEvery === 2 ? 'second' : `${ackEvery}th`} message, and is back ${formatDelay(downMs)} after the cut. In doubt: not acknowledged. Missing: after the last number that the client names. Hatched: arrived when sent again. 2×: arrived twice. ✕: never arrived.`;
}

export const RESUME_COLUMNS = ['The server sends again', 'Messages', 'Twice', 'Never'] as const;

export function resumeRow(run: ResumeRun): readonly string[] {
  const again = run.messages.filter(({ replayedAtMs }) => replayedAtMs !== null).length;
  return [
    RECOVERY_NAMES[run.settings.recovery],
    formatCount(again),
    formatCount(run.duplicates),
    formatCount(run.lost),
  ];
}
