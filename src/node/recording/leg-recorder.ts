/**
 * Records one TCP connection as its application sees it: bytes in the order and with the times at
 * which they passed a socket here. The headers around them are made.
 */

import { randomInt } from 'node:crypto';
import { packetBlockParts } from '#core/captures/pcapng-writer.ts';
import type { PeerIndex } from '#core/packets/segment-list.ts';
import type { Peer } from '#core/packets/tcp-packet.ts';
import { tcpPacketParts, type SegmentToWrite } from '#core/packets/tcp-packet-writer.ts';
import { TcpSessionWriter } from '#core/packets/tcp-session-writer.ts';
import type { BlockLog } from './trace-log.ts';

/** Returns nanoseconds since 1970, and never goes back. */
export type WallClock = () => bigint;

/** The system's clock at the start, and a monotonic one from there on. */
export function wallClock(): WallClock {
  const start = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();
  return () => start + process.hrtime.bigint();
}

/** The sides of a leg, as its recorder counts them. */
export const CLIENT: PeerIndex = 0;
export const SERVER: PeerIndex = 1;

export class LegRecorder {
  readonly #log: BlockLog;
  readonly #clock: WallClock;
  readonly #writer: TcpSessionWriter;
  readonly #ended = new Set<PeerIndex>();

  constructor(log: BlockLog, clock: WallClock, peers: readonly [client: Peer, server: Peer]) {
    this.#log = log;
    this.#clock = clock;
    this.#writer = new TcpSessionWriter(peers, randomInt(2 ** 32));
  }

  opened(atNs = this.#clock()): void {
    this.#append(this.#writer.opening(), atNs, true);
  }

  /** @param comment what the reader of the log should know of these bytes */
  bytes(
    sender: PeerIndex,
    bytes: Uint8Array,
    { atNs = this.#clock(), comment = null }: { atNs?: bigint; comment?: string | null } = {},
  ): void {
    const segments = this.#writer.data(sender, bytes);
    // What doesn't fit has counted, so that it is a gap.
    this.#append(segments, atNs, false, comment);
  }

  /** A side ended its half. */
  ended(sender: PeerIndex): void {
    if (this.#ended.has(sender)) return;
    this.#ended.add(sender);
    this.#append([this.#writer.end(sender)], this.#clock(), true);
  }

  /** A side reset the connection. */
  reset(sender: PeerIndex): void {
    if (this.#ended.size === 2) return;
    this.#ended.add(CLIENT).add(SERVER);
    this.#append([this.#writer.reset(sender)], this.#clock(), true);
  }

  #append(
    segments: readonly SegmentToWrite[],
    atNs: bigint,
    isSmall: boolean,
    comment: string | null = null,
  ): void {
    const parts = segments.flatMap((segment, index) =>
      packetBlockParts(tcpPacketParts(segment), atNs, index === 0 ? comment : null),
    );
    this.#log.append(parts, isSmall);
  }
}

/** A socket's address as a packet has it, without the zone of a link-local one. */
export function peerOf(address: string | undefined, port: number | undefined): Peer {
  const plain = (address ?? '127.0.0.1').replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/, '');
  return { address: plain, port: port ?? 0 };
}

/**
 * The port of a target in the log. Wireshark looks for TLS at 443, and the log has what was inside.
 */
export function plainPort(port: number): number {
  return port === 443 || port === 8443 ? 80 : port;
}
