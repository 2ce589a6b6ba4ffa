/**
 * How a connection is closed (RFC 6455 §5.5.1, §7.1.1).
 *
 * **A Close without a reply.** A side that receives a Close frame must send one, unless it sent one
 * before. Its own FIN shows that no more follows, and that it contains no Close frame. It can have
 * ended TCP without reading, so this is never certain. Without its FIN, the capture can lack what
 * it sent, and its peer has to have waited for a second before it ended TCP. As for Pings, nothing
 * is stated after a broken rule, with missing bytes or after a RST of that side.
 *
 * **The client first.** The server "SHOULD" close TCP first, and the client wait for that. It "MAY
 * close the connection at any time after sending and receiving a Close message, e.g., if it has not
 * received a TCP Close from the server in a reasonable time period" (§5.5.1). The RFC doesn't say
 * how long that is. Here, a client that waited for a second waited long enough. If the client's FIN
 * passes any place before the server's, the client sent it before it received that one. The
 * server's FIN has to be there, because a capture can lack it. Nothing is stated without a Close
 * frame of the client, nor of a client that failed the connection: "abnormal cases" may differ.
 */

import { isFailureCode } from './failure-code.ts';
import type { ConductFinding } from './conduct-finding.ts';
import { PATIENCE_MS, type JudgedExchange } from './pings.ts';
import type { Sent } from './sent.ts';

export function judgeReply(from: Sent, to: Sent, exchange: JudgedExchange): ConductFinding[] {
  const { close } = from;
  const { timing, isCaptured, doubt } = exchange;
  if (close === null || to.close !== null || !isCaptured) return [];
  if (from.canBeFailed || to.knownUpTo < Infinity || to.rst !== null) return [];
  const sentMs = timing.completeAtMs(close.unitIndex);
  const end = to.fin ?? firstOf(from.fin, from.rst);
  const endMs = timing.eventAtMs(end);
  if (end === null || sentMs === null || endMs === null) return [];
  if (timing.isReceivedBefore(close.unitIndex, endMs) === false) return [];
  const waitedMs = endMs - sentMs;
  const isOwn = to.fin !== null;
  // A FIN can have crossed the Close frame.
  const isReceived = timing.isReceivedBefore(close.unitIndex, endMs) === true;
  if (waitedMs < 0 || !(waitedMs >= PATIENCE_MS || (isOwn && isReceived))) return [];
  return [
    {
      id: 'close.without-reply',
      side: to.side,
      unitIndices: [close.unitIndex],
      doubt: doubt ?? (isOwn ? 'unread' : 'uncaptured'),
      until: isOwn ? 'own-fin' : 'peer-end',
      waitedMs,
    },
  ];
}

export function judgeTcpEnd(
  client: Sent,
  server: Sent,
  exchange: JudgedExchange,
): ConductFinding[] {
  const { timing, doubt } = exchange;
  const { close, fin } = client;
  if (close === null || fin === null || server.fin === null) return [];
  if (isFailureCode(close.code) || server.canBeFailed || server.knownUpTo < Infinity) return [];
  if (server.fin < fin || (server.rst !== null && server.rst < fin)) return [];
  const finMs = timing.eventAtMs(fin);
  const ownMs = timing.completeAtMs(close.unitIndex);
  const peerEvent = server.close && timing.lastEventOf(server.close.unitIndex);
  const hadClose = peerEvent !== null && peerEvent < fin;
  const peerMs = hadClose ? timing.eventAtMs(peerEvent) : ownMs;
  if (finMs === null || ownMs === null || peerMs === null) return [];
  const waitedMs = finMs - Math.max(ownMs, peerMs);
  if (waitedMs < 0 || waitedMs >= PATIENCE_MS) return [];
  const unitIndices = [
    close.unitIndex,
    ...(hadClose && server.close ? [server.close.unitIndex] : []),
  ];
  return [
    {
      id: 'tcp.client-first',
      side: 'client',
      unitIndices: unitIndices.toSorted((a, b) => a - b),
      doubt,
      hadClose,
      waitedMs,
    },
  ];
}

function firstOf(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
