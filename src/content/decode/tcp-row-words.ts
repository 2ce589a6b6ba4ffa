/** Words for TCP's events in the list of frames. Source: RFC 9293 §3.5, §3.6, §3.8. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import type { TcpRow, TcpRowKind } from '#core/transport/tcp-rows.ts';
import { senderOf } from '#core/trace/direction.ts';
import { offsetsOf } from '#content/phrasing/positions.ts';
import { countOf } from '#content/phrasing/quantity.ts';

const SIGNAL_NAMES = { syn: 'SYN', 'syn-ack': 'SYN, ACK', fin: 'FIN' } as const;

const TYPES: Readonly<Record<TcpRowKind, string>> = {
  ...SIGNAL_NAMES,
  rst: 'RST',
  retransmission: 'again',
  overlap: 'overlap',
  late: 'late',
  lost: 'lost',
};

/** "SYN", "again". */
export function tcpRowType({ kind }: TcpRow): string {
  return TYPES[kind];
}

/** What the segment does, after its type: "TCP: the client opens the connection". */
export function tcpRowWords(row: TcpRow): string {
  const sender = senderOf(row.direction);
  switch (row.kind) {
    case 'syn':
      return `the ${sender} opens TCP`;
    case 'syn-ack':
      return `the ${sender} accepts`;
    case 'fin':
      return `the ${sender} sends no more`;
    case 'rst':
      return `the ${sender} resets TCP`;
    case 'retransmission':
      return `${contentOf(row)} passed before`;
    case 'overlap':
      return `some of ${contentOf(row)} passed before`;
    case 'late':
      return `${contentOf(row)} passed after later bytes`;
    case 'lost':
      return `${contentOf(row)} didn’t arrive`;
  }
}

function contentOf({ signal, range }: TcpRow): string {
  if (signal !== null) return SIGNAL_NAMES[signal];
  return lengthOfRange(range) === 0 ? 'RST' : offsetsOf(range.start, range.end);
}

/** For the switch: "TCP's 5 events". */
export function tcpSwitchWords(count: number): string {
  return countOf(count, 'TCP event');
}
