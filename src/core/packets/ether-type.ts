/** What a link layer carries, named as by Ethernet (IEEE 802.3). */

/** A packet and its EtherType. */
export type LinkPayload = { readonly etherType: number; readonly packet: Uint8Array };

export const ETHER_TYPE = { ipv4: 0x0800, ipv6: 0x86dd } as const;
