/** The Point-to-Point Protocol (RFC 1661), in HDLC (RFC 1662) and over Ethernet (RFC 2516). */

import { readUint16 } from '#core/bytes/big-endian.ts';
import { ETHER_TYPE, type LinkPayload } from './ether-type.ts';

const PPPOE_HEADER_SIZE = 6;

/** IANA's numbers of PPP. */
const PPP_PROTOCOLS: ReadonlyMap<number, number> = new Map([
  [0x0021, ETHER_TYPE.ipv4],
  [0x0057, ETHER_TYPE.ipv6],
]);

/** Address and control field of a PPP frame in HDLC (RFC 1662 §3.1). They can be omitted. */
const HDLC = [0xff, 0x03] as const;

/** What a PPP frame carries; null if it isn't IP. */
export function decodePpp(frame: Uint8Array): LinkPayload | null {
  const isHdlc = frame[0] === HDLC[0] && frame[1] === HDLC[1];
  const rest = isHdlc ? frame.subarray(2) : frame;
  if (rest.length < 2) return null;
  // The first byte of the number can be omitted if it is 0. The last byte is always odd.
  const isShort = (rest[0]! & 1) === 1;
  const etherType = PPP_PROTOCOLS.get(isShort ? rest[0]! : readUint16(rest, 0));
  return etherType === undefined ? null : { etherType, packet: rest.subarray(isShort ? 1 : 2) };
}

/** Version, code, session and length; then a PPP frame. */
export function decodePppoe(packet: Uint8Array): LinkPayload | null {
  if (packet.length < PPPOE_HEADER_SIZE) return null;
  const end = PPPOE_HEADER_SIZE + readUint16(packet, 4);
  return decodePpp(packet.subarray(PPPOE_HEADER_SIZE, end));
}
