/** What a written capture has that a trace may lack: addresses, ports and times. */

import { peerText, type Peer } from '#core/packets/tcp-packet.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';

/** Addresses for documentation (RFC 5737 §3). */
const MADE_ADDRESSES: Readonly<Record<Side, Peer>> = {
  client: { address: '192.0.2.1', port: 50_000 },
  server: { address: '192.0.2.2', port: 80 },
};

/** The captured addresses, if both are IPv4. The port is one at which Wireshark expects HTTP. */
export function packetPeers({ endpoints }: Trace): Readonly<Record<Side, Peer>> {
  const client = peerOf(endpoints.client.address);
  const server = peerOf(endpoints.server.address);
  if (client === null || server === null) return MADE_ADDRESSES;
  return { client, server: ENCRYPTED_PORTS.has(server.port) ? { ...server, port: 80 } : server };
}

/** Where Wireshark would look for TLS, which the bytes of a trace no longer are. */
const ENCRYPTED_PORTS: ReadonlySet<number> = new Set([443, 8443]);

function peerOf(address: string | undefined): Peer | null {
  const [, host = '', port = ''] =
    /^((?:\d{1,3}\.){3}\d{1,3}):(\d{1,5})$/.exec(address ?? '') ?? [];
  return host === '' ? null : { address: host, port: Number(port) };
}

/** Whether the addresses in the file aren't those of the trace. */
export function hasMadeAddresses(trace: Trace): boolean {
  const { client, server } = packetPeers(trace);
  const { endpoints } = trace;
  return (
    peerText(client) !== endpoints.client.address || peerText(server) !== endpoints.server.address
  );
}

/** Whether the trace lacks a time, so that times are made. */
export function hasMadeTimes({ events }: Trace): boolean {
  return events.some(({ sentAtMs }) => sentAtMs === null);
}
