/**
 * Published comparisons, quoted and recalculated, for the presets that repeat them. Sources: the
 * article of 2010 and the book of 2013 that each `source` names.
 */

import type { ProfileId } from '#core/traffic/settings/comparison-settings.ts';
import { bookFigures, studyFigures } from '#core/traffic/results/published-examples.ts';
import { formatBytes, formatDecimal } from './numbers.ts';
import { formatCount } from '#content/phrasing/quantity.ts';

export type QuotedExample = {
  readonly title: string;
  readonly source: string;
  readonly lines: readonly string[];
};

/** The example that a header profile belongs to; null for all other profiles. */
export function quotedExample(headers: ProfileId): QuotedExample | null {
  if (headers === 'study-2010') return studyExample();
  return headers === 'book-2013' ? bookExample() : null;
}

const decimals = (value: number, digits: number) => formatDecimal(Number(value.toFixed(digits)));

function studyExample(): QuotedExample {
  const study = studyFigures();
  const { claimed, onTheWire, frame, pollInPackets, pushInPackets } = study;
  const cases = study.cases.map(
    ({ clients, pollingBytes, pollingMebibits, webSocketBytes, webSocketMebibits, printed }) =>
      `${formatCount(clients)} clients, one message a second: quoted as “${printed[0]} Mbps” by polling and “${printed[1]} Mbps” by WebSocket; computed, ${formatBytes(pollingBytes)} and ${formatBytes(webSocketBytes)} a second, which are ${decimals(pollingMebibits, 2)} and ${decimals(webSocketMebibits, 3)} mebibits.`,
  );
  return {
    title: 'As it was claimed, and as it is on the wire',
    source: 'Lubbers and Greco, “HTML5 WebSocket: A Quantum Leap in Scalability for the Web”, 2010',
    lines: [
      `Quoted: ${formatCount(claimed)} bytes of headers a poll against ${frame} a frame, ${decimals(study.claimedRatio, 1)} to 1.`,
      `Computed from the headers it prints: ${formatCount(claimed)} is without line ends. With those that HTTP requires they are ${formatCount(onTheWire)} bytes.`,
      `Computed: with a message of 20 bytes, TCP, IP and acknowledgements a poll is ${formatBytes(pollInPackets)} and a push ${formatBytes(pushInPackets)}: ${decimals(study.ratioInPackets, 1)} to 1.`,
      ...cases,
    ],
  };
}

function bookExample(): QuotedExample {
  const book = bookFigures();
  return {
    title: 'The book’s own sums',
    source: 'Grigorik, “High Performance Browser Networking”, 2013',
    lines: [
      `Quoted: about ${formatBytes(book.bytesPerPoll)} of headers and cookies a poll.`,
      `Computed: ${formatCount(book.clients)} clients that ask once a minute are ${Math.round(book.requestsPerSecond)} requests and ${decimals(book.megabitsPerSecond, 2)} megabits a second, and a message is ${formatDecimal(book.meanDelaySeconds)} s late on average. Once a second, they are ${decimals(book.megabitsPerSecondAtOne, 0)} megabits a second.`,
      `Computed: a message of 15 bytes that is posted has ${formatBytes(book.postHeaders)} of headers around it, ${Math.round(book.postOverheadShare * 100)} % of all.`,
    ],
  };
}
