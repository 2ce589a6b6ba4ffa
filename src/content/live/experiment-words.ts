/** The names of the experiments, and what is predicted and observed of each, in words. */

import type { ExperimentId } from '#core/live/experiments.ts';
import type { Outcome, OutcomeEvent, ObservedFrame } from '#core/live/outcome.ts';

export const EXPERIMENT_TITLES: Readonly<Record<ExperimentId, string>> = {
  'echo-text': 'The page sends text, and gets it back',
  'server-binary': 'The server sends three bytes',
  'server-ping': 'The server sends a Ping',
  'server-fragments': 'The server sends a message in three fragments',
  'server-compressed': 'The server sends compressed text',
  'page-close': 'The page closes with code 3001',
  'close-1000': 'The server closes with code 1000',
  'close-empty': 'The server closes without a code',
  'close-4000': 'The server closes with code 4000',
  'close-1005': 'The server sends code 1005, which must not be sent',
  'masked-frame': 'The server masks a frame',
  'reserved-bit': 'The server sets a reserved bit',
  'reserved-opcode': 'The server uses a reserved opcode',
  'ping-too-long': 'The server sends a Ping of more than 125 bytes',
  'control-fragmented': 'The server sends a Ping without its final fragment',
  'continuation-first': 'The server continues a message that never began',
  'text-not-utf8': 'The server sends text that isn’t UTF-8',
  'length-not-minimal': 'The server writes a length longer than needed',
  'tcp-end': 'The server ends TCP without a Close frame',
  'status-403': 'The server answers the handshake with 403',
};

export const CHECKLIST = {
  title: 'Twenty experiments with this browser',
  lead: 'Each opens a WebSocket to the echo server. The prediction comes from this site’s own model of the standards, which runs the same server. What is observed comes from this page’s events and from the recorded bytes.',
  same: 'as predicted',
  different: 'different',
  unseen: 'not seen, because the page doesn’t follow the log',
  noEvents: 'no event',
  noFrames: 'no frame',
} as const;

function eventText(event: OutcomeEvent): string {
  switch (event.kind) {
    case 'open':
    case 'error':
      return event.kind;
    case 'text':
      return `message, text of ${event.size}`;
    case 'binary':
      return `message, ${event.size} bytes`;
    case 'close':
      return `close ${event.code}${event.wasClean ? '' : ', not clean'}`;
  }
}

function frameText({ name, closeCode, size }: ObservedFrame): string {
  if (closeCode !== null) return `${name} ${closeCode}`;
  return size === null ? name : `${name} of ${size} bytes`;
}

/** What the page hears, and what the browser sends. */
export function outcomeText({ events, frames }: Outcome): string {
  const heard = events.map(eventText).join('; ') || CHECKLIST.noEvents;
  const sent =
    frames === null ? CHECKLIST.unseen : frames.map(frameText).join('; ') || CHECKLIST.noFrames;
  return `heard: ${heard}. Sent: ${sent}`;
}

export type ReportRow = {
  readonly id: ExperimentId;
  readonly predicted: Outcome;
  readonly observed: Outcome;
  readonly isSame: boolean;
};

/** The report on one browser, as Markdown. */
export function reportMarkdown(browser: string, day: string, rows: readonly ReportRow[]): string {
  const same = rows.filter(({ isSame }) => isSame).length;
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return [
    '# What this browser’s WebSocket does',
    '',
    `Browser: ${browser}`,
    '',
    `Observed with WS 101 on ${day}. ${same} of ${rows.length} experiments came out as predicted.`,
    '',
    '| experiment | predicted | observed | |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ id, predicted, observed, isSame }) => {
      const verdict = isSame ? CHECKLIST.same : `**${CHECKLIST.different}**`;
      const cells = [EXPERIMENT_TITLES[id], outcomeText(predicted), outcomeText(observed), verdict];
      return `| ${cells.map(cell).join(' | ')} |`;
    }),
    '',
  ].join('\n');
}
