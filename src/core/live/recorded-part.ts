/** The end of a log, read by itself: blocks can be read from any of their starts. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { peerText } from '#core/packets/tcp-packet.ts';
import { readStream } from '#core/trace/trace.ts';

/** A section's header, and the description of its interface. */
const HEADER_BLOCKS = 2;

const NOTES = { recordedOn: '', tool: '', client: { name: '' }, server: { name: '' } };

/** What the client of a connection sent, in the log's bytes from an offset on. */
export function clientStreamSince(log: Uint8Array, from: number, client: string): Uint8Array {
  const part = log.subarray(blockStart(log, from));
  const reading = readCapture(concatBytes([headerOf(log), part]));
  if (reading.kind !== 'capture') return new Uint8Array(0);
  const { connections } = listConnections(reading);
  const found = connections.findLast(({ tcp, client: index }) => {
    return peerText(tcp.peers[index]) === client;
  });
  if (found === undefined) return new Uint8Array(0);
  return readStream(traceOf(found, NOTES), 'client-to-server');
}

function headerOf(log: Uint8Array): Uint8Array {
  let end = 0;
  for (let block = 0; block < HEADER_BLOCKS; block++) end += blockSize(log, end);
  return log.subarray(0, end);
}

/** The start of the block that contains an offset, after the header. */
function blockStart(log: Uint8Array, offset: number): number {
  let start = headerOf(log).length;
  while (start < offset && start + blockSize(log, start) <= offset) start += blockSize(log, start);
  return start;
}

/** Infinite where the log ends. */
function blockSize(log: Uint8Array, start: number): number {
  if (start + 8 > log.length) return Infinity;
  return new DataView(log.buffer, log.byteOffset + start, 8).getUint32(4, true);
}
