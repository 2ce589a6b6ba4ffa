/** A captured packet, read through its link and IP layers to TCP (RFC 9293 §3.1). */

import { ETHER_TYPE, type LinkPayload } from './ether-type.ts';
import type { FragmentAssembly } from './ip-fragments.ts';
import { decodeIpv4, decodeIpv6, type IpPacket } from './ip-packet.ts';
import { decodeLinkLayer, isKnownLinkType } from './link-layer.ts';
import { decodeTcpSegment, type TcpSegment } from './tcp-segment.ts';
import { openIpTunnel, openLinkTunnel } from './tunnels.ts';

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

/** Tunnels in tunnels. No network has more. */
const MAX_TUNNELS = 8;

/** `fragments` keeps fragments until their packet is whole; without it none can be. */
export function decodeTcpPacket(
  linkType: number,
  frame: Uint8Array,
  fragments: FragmentAssembly | null = null,
): PacketReading {
  if (!isKnownLinkType(linkType)) return skipped('unknown-link-type');
  const link = decodeLinkLayer(linkType, frame);
  if (link === null) return skipped('malformed');
  const ip = innermostIp(link, fragments);
  if (typeof ip === 'string') return skipped(ip);
  const segment = decodeTcpSegment(ip.payload);
  if (segment === null) return skipped('malformed');
  const source = { address: ip.source, port: segment.sourcePort };
  const destination = { address: ip.destination, port: segment.destinationPort };
  const captured = ip.headerSize + ip.payload.length;
  const notCaptured = Math.max(0, (ip.size ?? captured) - captured);
  return { kind: 'tcp', packet: { source, destination, segment }, notCaptured };
}

/** The packet with TCP in it, or why there is none. */
function innermostIp(link: LinkPayload, fragments: FragmentAssembly | null): IpPacket | SkipReason {
  let outer = link;
  for (let depth = 0; depth < MAX_TUNNELS; depth++) {
    const inside = openLinkTunnel(outer) ?? outer;
    const { etherType, packet } = inside;
    if (etherType !== ETHER_TYPE.ipv4 && etherType !== ETHER_TYPE.ipv6) return 'not-ip';
    const read = etherType === ETHER_TYPE.ipv4 ? decodeIpv4(packet) : decodeIpv6(packet);
    if (read === null) return 'malformed';
    const ip = read.fragment === null ? read : (fragments?.add(read, read.fragment) ?? null);
    if (ip === null) return 'ip-fragment';
    if (ip.protocol === TCP_PROTOCOL) return ip;
    const tunnel = openIpTunnel(ip);
    if (tunnel === null) return 'not-tcp';
    outer = tunnel;
  }
  return 'malformed';
}

function skipped(reason: SkipReason): PacketReading {
  return { kind: 'skipped', reason };
}

/** "127.0.0.1:8101", "[::1]:8101". */
export function peerText({ address, port }: Peer): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
