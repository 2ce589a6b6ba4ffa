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

/** What the segment does or carries, after its type: "bytes 0x10–0x1f". */
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
    case 'overlap':
      return `${contentOf(row)}, in part again`;
    case 'late':
      return `${contentOf(row)}, after later ones`;
    case 'retransmission':
    case 'lost':
      return contentOf(row);
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
