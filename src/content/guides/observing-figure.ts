/** The sentences and the table of the figure of one connection and four observers. */

import { capitalized } from '#content/phrasing/capitalized.ts';
import { formatBytes, formatDelay, formatTime } from '#content/compare/numbers.ts';
import { inList } from '#content/phrasing/listing.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { SideRecord } from '#core/scenes/observed-connection.ts';
import { ENDING_WORDS, type ObservedFigure } from './observing-records.ts';

/** What happened, what the log has of it, and who knows how it ended. */
export function observedOutcome({ ending, observed, records }: ObservedFigure): string {
  const { status, lastedMs } = observed.accessLog;
  const log =
    status === SWITCHING_PROTOCOLS
      ? `The access log has status ${status} and ${formatTime(lastedMs)}, and nothing about the end.`
      : `The access log has status ${status}.`;
  const names = records.filter(({ showsEnd }) => showsEnd).map(({ name }) => lowerCase(name));
  return `${ENDING_WORDS[ending].happened} ${log} ${capitalized(shownBy(names, records.length))} how it ended.`;
}

/** `count` is the number of all records. */
function shownBy(names: readonly string[], count: number): string {
  if (names.length === 1) return `only ${inList(names)} shows`;
  return names.length === count ? `all ${inWords(count)} records show` : `${inList(names)} show`;
}

const lowerCase = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

export const OBSERVED_CAPTION =
  'Simulated by our own endpoints, 20 ms one way, with a ping every 20 s. Times count from TCP’s first segment. The log’s values are those that nginx 1.22 writes, and the console’s text is that of Chromium 156.';

export const OBSERVED_COLUMNS = [
  'Question',
  'Access log',
  'Page',
  'Server’s library',
  'Capture',
] as const;

/** What a record doesn't show. */
const NOT_SHOWN = '–';

export function observedTable({ observed }: ObservedFigure): readonly (readonly string[])[] {
  const { accessLog, page, server, capture } = observed;
  const roundTrip = server.roundTripsMs.at(-1);
  const trip = roundTrip === undefined ? NOT_SHOWN : formatDelay(roundTrip);
  const codeOf = ({ closed }: SideRecord) => (closed === null ? 'no event' : String(closed.code));
  const status = String(accessLog.status);
  return [
    ['Status of the handshake', status, NOT_SHOWN, status, status],
    [
      'How long it was open',
      formatDelay(accessLog.lastedMs),
      openFor(page),
      openFor(server),
      formatDelay(accessLog.lastedMs),
    ],
    [
      'Messages of the page',
      NOT_SHOWN,
      String(page.sent),
      String(server.received),
      String(page.sent),
    ],
    [
      'Messages of the server',
      NOT_SHOWN,
      String(page.received),
      String(server.sent),
      String(server.sent),
    ],
    ['Frames', NOT_SHOWN, NOT_SHOWN, NOT_SHOWN, String(capture.frames)],
    [
      'Bytes to the page',
      formatBytes(accessLog.bytesSent),
      NOT_SHOWN,
      NOT_SHOWN,
      formatBytes(accessLog.bytesSent),
    ],
    ['Round trip of a ping', NOT_SHOWN, NOT_SHOWN, trip, trip],
    [
      'Close code',
      NOT_SHOWN,
      codeOf(page),
      codeOf(server),
      capture.closeCode === null ? 'no Close frame' : String(capture.closeCode),
    ],
  ];
}

function openFor({ openedAtMs, closed }: SideRecord): string {
  if (openedAtMs === null) return 'never open';
  return closed === null ? 'still open' : formatDelay(closed.atMs - openedAtMs);
}
