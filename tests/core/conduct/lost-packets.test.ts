/** What is missing from a capture is never held against an endpoint. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { readCapture } from '#core/captures/capture.ts';
import type { CapturedPacket } from '#core/captures/packet-table.ts';
import { traceOf as traceOfCapture } from '#core/captures/captured-trace.ts';
import { correctReply } from '#core/conduct/correct-reply.ts';
import { findConduct } from '#core/conduct/conduct.ts';
import { brokenBy } from '#core/conduct/conduct-finding.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { tcpRows } from '#core/transport/tcp-rows.ts';
import { contentsWith } from '../captures/captured-packets.ts';
import { readFixture } from '../captures/oracle.ts';
import { anyStream, traceOf } from '../conversation/streams.ts';
import { capturedTrace, fin, OPENING } from './captured.ts';

const unknown = { name: 'unknown' };
const NOTES = { recordedOn: '', tool: '', client: unknown, server: unknown };

function packetsOf(path: string): readonly CapturedPacket[] {
  const reading = readCapture(readFixture(path));
  if (reading.kind !== 'capture') throw new Error(`expected a capture, got ${reading.kind}`);
  return [...reading.packets];
}

/** With all times multiplied, so that waits of seconds are tried, too. */
function conductOf(packets: readonly CapturedPacket[], times: bigint) {
  const first = packets[0]?.seenAtNs ?? 0n;
  const slow = packets.map(({ linkType, interfaceIndex, seenAtNs, bytes }) => ({
    linkType,
    interfaceIndex,
    bytes,
    seenAtNs: seenAtNs === null ? null : first + (seenAtNs - first) * times,
  }));
  return listConnections(contentsWith(slow)).connections.flatMap((connection) =>
    findConduct(readConversation(traceOfCapture(connection, NOTES))),
  );
}

const RECORDINGS = ['captures/base.pcapng', 'recorded/chromium-ws-text-echo/capture.pcapng'];

describe.each(RECORDINGS)('the correct endpoints of %s', (path) => {
  const packets = packetsOf(path);

  test('break no rule, whichever packets are missing', () => {
    fc.assert(
      fc.property(
        fc.subarray([...packets.keys()]),
        fc.constantFrom(1n, 1000n, 1_000_000n),
        (kept, times) => {
          const found = conductOf(
            kept.map((index) => packets[index]!),
            times,
          );
          expect(found.filter((finding) => brokenBy(finding) !== null)).toEqual([]);
          expect(found.map(({ id }) => id)).not.toContain('pong.without-ping');
        },
      ),
      { seed: 1, numRuns: 600 },
    );
  });

  test('break no rule without any one or two packets, nor from or up to any', () => {
    const subsets = packets.flatMap((_, one) => [
      packets.slice(one),
      packets.slice(0, one),
      ...packets.map((__, two) => packets.filter((___, at) => at !== one && at !== two)),
    ]);
    for (const subset of subsets) {
      const found = conductOf(subset, 1_000_000n);
      expect(found.filter(({ doubt }) => doubt === null)).toEqual([]);
    }
  });
});

test('no bytes make any of it throw, and findings name frames in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('c' as const, 's' as const), anyStream), { maxLength: 5 }),
      (pieces) => {
        const captured = [
          ...OPENING,
          ...pieces.map(([from, bytes], at) => [from, bytes, at * 900] as const),
          fin('c', 9000),
        ];
        for (const trace of [traceOf(pieces), capturedTrace(captured)]) {
          const conversation = readConversation(trace);
          for (const { unitIndices } of findConduct(conversation)) {
            expect(unitIndices.length).toBeGreaterThan(0);
            expect(unitIndices).toEqual(unitIndices.toSorted((a, b) => a - b));
            expect(unitIndices.at(-1)).toBeLessThan(conversation.units.length);
          }
          conversation.units.forEach((_, index) => {
            const reply = correctReply(conversation, index, Uint8Array.of(1, 2, 3, 4));
            expect(concatBytes([reply?.bytes ?? new Uint8Array()]).length).toBeLessThan(150);
          });
          tcpRows(conversation);
        }
      },
    ),
    { seed: 1, numRuns: 1000 },
  );
});
