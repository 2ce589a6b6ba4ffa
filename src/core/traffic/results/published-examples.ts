/**
 * Published comparisons, recalculated from the sizes that they state: the 2010 study that claims
 * "1000:1" (Lubbers and Greco), and the examples of High Performance Browser Networking (Grigorik,
 * 2013).
 */

import { BOOK_SIZES, STUDY_SIZES } from '#core/traffic/heads/quoted-profiles.ts';
import { SEGMENT_HEADERS } from '#core/traffic/counting/transport.ts';

const BITS_PER_BYTE = 8;
/** The study writes "Mbps" for 2^20 bits per second. */
const MEBI = 1_048_576;

const STUDY_MESSAGE = 20;
const STUDY_FRAME = 2;
/** A request, its response and an acknowledgement; a push and its acknowledgement. */
const POLL_PACKETS = 3;
const PUSH_PACKETS = 2;

/** As the study prints them, some truncated and some rounded. */
const PRINTED = [
  { clients: 1000, printed: ['6.6', '0.015'] },
  { clients: 10_000, printed: ['66', '0.153'] },
  { clients: 100_000, printed: ['665', '1.526'] },
] as const;

export type StudyCase = {
  readonly clients: number;
  readonly pollingBytes: number;
  readonly webSocketBytes: number;
  readonly pollingMebibits: number;
  readonly webSocketMebibits: number;
  /** Both as printed in the study, which calls them Mbps. */
  readonly printed: readonly [polling: string, webSocket: string];
};

export type StudyFigures = {
  /** Characters as printed, without line ends. */
  readonly claimed: number;
  /** Bytes with the line ends that HTTP requires. */
  readonly onTheWire: number;
  readonly frame: number;
  readonly claimedRatio: number;
  /** A poll and a push with message, TCP, IP and acknowledgements. */
  readonly pollInPackets: number;
  readonly pushInPackets: number;
  readonly ratioInPackets: number;
  /** One message per second to each of the clients. */
  readonly cases: readonly StudyCase[];
};

export function studyFigures(): StudyFigures {
  const { request, response, claimed } = STUDY_SIZES;
  const onTheWire = request + response;
  const pollInPackets = onTheWire + STUDY_MESSAGE + POLL_PACKETS * SEGMENT_HEADERS;
  const pushInPackets = STUDY_FRAME + STUDY_MESSAGE + PUSH_PACKETS * SEGMENT_HEADERS;
  return {
    claimed,
    onTheWire,
    frame: STUDY_FRAME,
    claimedRatio: claimed / STUDY_FRAME,
    pollInPackets,
    pushInPackets,
    ratioInPackets: pollInPackets / pushInPackets,
    cases: PRINTED.map(({ clients, printed }) => ({
      clients,
      printed,
      pollingBytes: clients * claimed,
      webSocketBytes: clients * STUDY_FRAME,
      pollingMebibits: (clients * claimed * BITS_PER_BYTE) / MEBI,
      webSocketMebibits: (clients * STUDY_FRAME * BITS_PER_BYTE) / MEBI,
    })),
  };
}

export type BookFigures = {
  readonly bytesPerPoll: number;
  readonly clients: number;
  /** Polled once a minute. */
  readonly requestsPerSecond: number;
  readonly megabitsPerSecond: number;
  readonly meanDelaySeconds: number;
  /** Polled once a second. */
  readonly megabitsPerSecondAtOne: number;
  /** The headers of a POST with a 15-byte JSON message. */
  readonly postHeaders: number;
  readonly postOverheadShare: number;
};

const BOOK_INTERVAL_SECONDS = 60;
const BOOK_POST = { request: 218, response: 134, message: 15 } as const;

export function bookFigures(): BookFigures {
  const bytesPerPoll = BOOK_SIZES.request + BOOK_SIZES.response;
  const clients = 10_000;
  const megabits = (intervalSeconds: number) =>
    (clients * bytesPerPoll * BITS_PER_BYTE) / intervalSeconds / 1_000_000;
  const postHeaders = BOOK_POST.request + BOOK_POST.response;
  return {
    bytesPerPoll,
    clients,
    requestsPerSecond: clients / BOOK_INTERVAL_SECONDS,
    megabitsPerSecond: megabits(BOOK_INTERVAL_SECONDS),
    meanDelaySeconds: BOOK_INTERVAL_SECONDS / 2,
    megabitsPerSecondAtOne: megabits(1),
    postHeaders,
    postOverheadShare: postHeaders / (postHeaders + BOOK_POST.message),
  };
}
