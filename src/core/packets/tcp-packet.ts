/** A captured packet, read through its link and IP layers to TCP (RFC 9293 §3.1). */

import { decodeIpv4, decodeIpv6 } from './ip-packet.ts';
import { decodeLinkLayer, ETHER_TYPE, isKnownLinkType } from './link-layer.ts';
import { decodeTcpSegment, type TcpSegment } from './tcp-segment.ts';

export type Peer = { readonly address: string; readonly port: number };

export type TcpPacket = {
  readonly source: Peer;
  readonly destination: Peer;
  readonly segment: TcpSegment;
};

/** Why no TCP segment can be read from a packet. */
export type SkipReason = 'unknown-link-type' | 'not-ip' | 'not-tcp' | 'ip-fragment' | 'malformed';

export type PacketReading =
  | {
      readonly kind: 'tcp';
      readonly packet: TcpPacket;
      /** Bytes of data at the packet's end that were on the wire and were not captured. */
      readonly notCaptured: number;
    }
  | { readonly kind: 'skipped'; readonly reason: SkipReason };

const TCP_PROTOCOL = 6;

export function decodeTcpPacket(linkType: number, frame: Uint8Array): PacketReading {
  if (!isKnownLinkType(linkType)) return skipped('unknown-link-type');
  const link = decodeLinkLayer(linkType, frame);
  if (link === null) return skipped('malformed');
  const { etherType } = link;
  if (etherType !== ETHER_TYPE.ipv4 && etherType !== ETHER_TYPE.ipv6) return skipped('not-ip');
  const ip = etherType === ETHER_TYPE.ipv4 ? decodeIpv4(link.packet) : decodeIpv6(link.packet);
  if (ip === null) return skipped('malformed');
  if (ip.protocol !== TCP_PROTOCOL) return skipped('not-tcp');
  if (ip.isFragment) return skipped('ip-fragment');
  const segment = decodeTcpSegment(ip.payload);
  if (segment === null) return skipped('malformed');
  const source = { address: ip.source, port: segment.sourcePort };
  const destination = { address: ip.destination, port: segment.destinationPort };
  const captured = ip.headerSize + ip.payload.length;
  const notCaptured = Math.max(0, (ip.size ?? captured) - captured);
  return { kind: 'tcp', packet: { source, destination, segment }, notCaptured };
}

function skipped(reason: SkipReason): PacketReading {
  return { kind: 'skipped', reason };
}

/** "127.0.0.1:8101", "[::1]:8101". */
export function peerText({ address, port }: Peer): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
