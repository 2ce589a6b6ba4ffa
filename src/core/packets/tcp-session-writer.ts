/**
 * Makes the segments of a TCP connection out of what an application sees of it: bytes and ends, in
 * their order (RFC 9293 §3.4, §3.5). Nothing is lost or repeated.
 */

import { MAX_SEGMENT_DATA, type SegmentToWrite } from './tcp-packet-writer.ts';
import type { Peer } from './tcp-packet.ts';
import type { ControlBit } from './tcp-segment.ts';
import type { PeerIndex } from './segment-list.ts';

const NO_DATA = new Uint8Array(0);

export class TcpSessionWriter {
  /** The side that opened the connection, then the other one. */
  readonly #peers: readonly [Peer, Peer];
  /** Where both sides begin to count. */
  readonly #firstNumber: number;
  /** How much each has sent, a SYN and a FIN counted. */
  readonly #sent: [number, number] = [0, 0];

  /**
   * @param firstNumber another one for each connection between the same peers, because a second SYN
   *   with the same number would be a repetition
   */
  constructor(peers: readonly [Peer, Peer], firstNumber = 0) {
    this.#peers = peers;
    this.#firstNumber = firstNumber;
  }

  /** The three segments that open the connection. */
  opening(): SegmentToWrite[] {
    return [this.#segment(0, ['syn']), this.#segment(1, ['syn']), this.#segment(0, [])];
  }

  /** One segment, or several if the bytes are more than a packet holds. They aren't copied. */
  data(sender: PeerIndex, bytes: Uint8Array): SegmentToWrite[] {
    const segments: SegmentToWrite[] = [];
    for (let at = 0; at < bytes.length; at += MAX_SEGMENT_DATA) {
      segments.push(this.#segment(sender, [], bytes.subarray(at, at + MAX_SEGMENT_DATA)));
    }
    return segments;
  }

  end(sender: PeerIndex): SegmentToWrite {
    return this.#segment(sender, ['fin']);
  }

  reset(sender: PeerIndex): SegmentToWrite {
    return this.#segment(sender, ['rst']);
  }

  #segment(
    sender: PeerIndex,
    signals: readonly ControlBit[],
    data: Uint8Array = NO_DATA,
  ): SegmentToWrite {
    const receiver = sender === 0 ? 1 : 0;
    const acknowledged = this.#sent[receiver];
    const number = this.#firstNumber + this.#sent[sender];
    // A SYN and a FIN count as one byte.
    const counted = signals.includes('syn') || signals.includes('fin') ? 1 : 0;
    this.#sent[sender] += data.length + counted;
    return {
      source: this.#peers[sender],
      destination: this.#peers[receiver],
      sequenceNumber: number % 2 ** 32,
      acknowledgementNumber: (this.#firstNumber + acknowledged) % 2 ** 32,
      // Everything but the first SYN acknowledges.
      controlBits: acknowledged > 0 ? [...signals, 'ack'] : signals,
      data,
    };
  }
}
