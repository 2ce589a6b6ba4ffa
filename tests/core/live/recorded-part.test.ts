import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { encodeFileHeader, encodePacketBlock } from '#core/captures/pcapng-writer.ts';
import { clientStreamSince } from '#core/live/recorded-part.ts';
import { writeTcpPacket } from '#core/packets/tcp-packet-writer.ts';
import { TcpSessionWriter } from '#core/packets/tcp-session-writer.ts';

const SERVER = { address: '127.0.0.1', port: 4173 };

/** A connection whose client sends some bytes, as blocks. */
function recorded(port: number, hex: string, fromNs: bigint): Uint8Array {
  const writer = new TcpSessionWriter([{ address: '127.0.0.1', port }, SERVER], Number(fromNs));
  const segments = [...writer.opening(), ...writer.data(0, fromHex(hex))];
  return concatBytes(
    segments.map((segment, index) =>
      encodePacketBlock(writeTcpPacket(segment), fromNs + BigInt(index)),
    ),
  );
}

test('the client’s bytes are read from anywhere in the log', () => {
  const before = concatBytes([encodeFileHeader('test'), recorded(50_000, 'aabb', 0n)]);
  const log = concatBytes([before, recorded(50_001, '0102', 10n), recorded(50_000, 'cc', 20n)]);
  for (const from of [0, before.length - 3, before.length, before.length + 5]) {
    expect(toHex(clientStreamSince(log, from, '127.0.0.1:50001'))).toBe('0102');
  }
  // A port is used again, and the last connection counts.
  expect(toHex(clientStreamSince(log, 0, '127.0.0.1:50000'))).toBe('cc');
  expect(toHex(clientStreamSince(log, log.length, '127.0.0.1:50001'))).toBe('');
  expect(toHex(clientStreamSince(log.subarray(0, -2), 0, '127.0.0.1:50001'))).toBe('0102');
});
