/**
 * Published comparisons for the presets that repeat them: what their authors wrote, what follows
 * from it, and what is on the wire. Sources: the article of 2010 and the book of 2013 that each
 * `source` names.
 */

import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import { bookFigures, studyFigures } from '#core/traffic/results/published-examples.ts';
import { bytesPerMessage } from '#core/traffic/results/ratios.ts';
import { presetSettings } from '#core/traffic/settings/presets.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { countedShort } from './counted-with.ts';
import { formatBits, formatBytes, formatDecimal, formatDelay } from './numbers.ts';

export type PublishedExample = {
  readonly title: string;
  readonly source: string;
  readonly groups: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  /** How the printed numbers become those of this page; null if they can’t be converted. */
  readonly steps: StepTable | null;
};

export type StepTable = {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** The example that a header profile belongs to; null for all other profiles. */
export function publishedExample(report: ComparisonReport): PublishedExample | null {
  const { headers } = report.settings;
  if (headers === 'study-2010') return studyExample(report);
  return headers === 'book-2013' ? bookExample() : null;
}

const decimals = (value: number, digits: number) => formatDecimal(Number(value.toFixed(digits)));
const BITS_PER_BYTE = 8;
const MEGA = 1_000_000;

const WROTE = 'What its authors wrote';
const FOLLOWS = 'What follows from their numbers';
const ON_THE_WIRE = 'What is on the wire';

function studyExample(report: ComparisonReport): PublishedExample {
  const study = studyFigures();
  const { claimed, onTheWire, frame } = study;
  const [least, , most] = study.cases;
  const printed = study.cases.map(
    (each) =>
      `For ${formatCount(each.clients)} clients with a message per second each, it prints “${each.printed[0]} Mbps” for polling and “${each.printed[1]} Mbps” for WebSocket.`,
  );
  return {
    title: 'The study of 2010, number by number',
    source: 'Lubbers and Greco, “HTML5 WebSocket: A Quantum Leap in Scalability for the Web”, 2010',
    groups: [
      {
        heading: WROTE,
        lines: [
          `A poll has ${formatCount(claimed)} bytes of headers, a WebSocket message ${frame}.`,
          'WebSocket can provide a “500:1 or 1000:1 reduction” in header traffic, and a “3:1 reduction in latency”.',
          ...printed,
        ],
      },
      {
        heading: FOLLOWS,
        lines: [
          `${formatCount(claimed)} to ${frame} is ${decimals(study.claimedRatio, 1)} to 1, neither 500 nor 1000.`,
          `${formatCount(least!.clients)} polls of ${formatCount(claimed)} bytes per second are ${decimals((least!.pollingBytes * BITS_PER_BYTE) / MEGA, 2)} megabits per second. The study divides by 1,048,576, which gives ${decimals(least!.pollingMebibits, 2)} mebibits.`,
          `For ${formatCount(most!.clients)} clients that is ${decimals(most!.pollingMebibits, 1)} mebibits per second with polling, and ${decimals(most!.webSocketMebibits, 3)} with WebSocket.`,
          `${formatCount(claimed)} counts the printed characters without line ends. With those that HTTP requires, a poll has ${formatCount(onTheWire)} bytes.`,
          'Of the 692 characters of its request, 282 are one cookie line of the demo.',
          'Each poll meets exactly one message. Empty polls, and polls with several messages, aren’t counted.',
        ],
      },
      {
        heading: ON_THE_WIRE,
        lines: [
          `With the message, TCP, IP and acknowledgements, a poll is ${formatBytes(study.pollInPackets)} and a push ${formatBytes(study.pushInPackets)}. That is ${decimals(study.ratioInPackets, 1)} to 1.`,
          `So ${formatCount(most!.clients)} clients are ${megabits(most!.clients * study.pollInPackets)} Mbit/s with polling, and ${megabits(most!.clients * study.pushInPackets)} Mbit/s with WebSocket.`,
          'The frame of 2010 had 2 bytes in both directions. Today, a short frame from a client has 6 (RFC 6455 §5.2).',
          'The latency counts the trip of the request. But the next poll is on its way already, so a message waits half an interval on average.',
        ],
      },
    ],
    steps: studySteps(report),
  };
}

/** From the printed bytes to those of this page, for the clients that are set. */
function studySteps(report: ComparisonReport): StepTable {
  const { claimed, onTheWire, frame, pollInPackets, pushInPackets } = studyFigures();
  const { messageSize, clients } = presetSettings('study-2010');
  const { polling, websocket } = report.results;
  const own = [bytesPerMessage(polling), bytesPerMessage(websocket)] as const;
  const row = (name: string, poll: number, push: number) => [
    name,
    formatBytes(poll),
    formatBytes(push),
    `${decimals(poll / push, 1)} to 1`,
    formatBits(clients * poll * BITS_PER_BYTE),
    formatBits(clients * push * BITS_PER_BYTE),
  ];
  return {
    caption: `From the study’s numbers to this page’s, step by step, for ${formatCount(clients)} clients and a message per second each`,
    columns: ['Counted', 'Poll', 'Push', 'Ratio', 'Polling', 'WebSocket'],
    rows: [
      row('as printed', claimed, frame),
      row('with line ends', onTheWire, frame),
      row(`with the message of ${messageSize} B`, onTheWire + messageSize, frame + messageSize),
      row('with TCP, IP and acknowledgements', pollInPackets, pushInPackets),
      ...(own[0] === null || own[1] === null
        ? []
        : [row(`this page, ${countedShort(report)}, per message`, own[0], own[1])]),
    ],
  };
}

function megabits(bytesPerSecond: number): string {
  return decimals((bytesPerSecond * BITS_PER_BYTE) / MEGA, 0);
}

function bookExample(): PublishedExample {
  const book = bookFigures();
  return {
    title: 'The example of the book of 2013',
    source: 'Grigorik, “High Performance Browser Networking”, 2013',
    groups: [
      {
        heading: WROTE,
        lines: [`A poll has about ${formatBytes(book.bytesPerPoll)} of headers and cookies.`],
      },
      {
        heading: FOLLOWS,
        lines: [
          `${formatCount(book.clients)} clients that poll once per minute make ${Math.round(book.requestsPerSecond)} requests per second, which are ${decimals(book.megabitsPerSecond, 2)} megabits per second.`,
          `A message is ${formatDelay(book.meanDelaySeconds * 1000)} late on average. If they poll once per second, they send ${decimals(book.megabitsPerSecondAtOne, 0)} megabits per second.`,
          `A posted message of 15 bytes has ${formatBytes(book.postHeaders)} of headers around it, ${Math.round(book.postOverheadShare * 100)}% of all bytes.`,
        ],
      },
    ],
    steps: null,
  };
}
