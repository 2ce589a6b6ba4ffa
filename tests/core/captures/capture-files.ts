/** Capture files written for tests, in both byte orders. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import type { CapturedPacket } from '#core/captures/packet-table.ts';
import type { GivenPacket } from './captured-packets.ts';
import { toLatin1 } from '#core/bytes/text.ts';

/** Integers of one byte order. */
export class Writer {
  readonly #isLittleEndian: boolean;

  constructor(isLittleEndian: boolean) {
    this.#isLittleEndian = isLittleEndian;
  }

  uint16(...values: number[]): Uint8Array {
    return this.#write(2, values, (view, at, value) =>
      view.setUint16(at, value, this.#isLittleEndian),
    );
  }

  uint32(...values: number[]): Uint8Array {
    return this.#write(4, values, (view, at, value) =>
      view.setUint32(at, value, this.#isLittleEndian),
    );
  }

  int64(value: bigint): Uint8Array {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigInt64(0, value, this.#isLittleEndian);
    return bytes;
  }

  /** A block of pcapng. */
  block(type: number, ...body: Uint8Array[]): Uint8Array {
    const padded = pad(concatBytes(body));
    const size = this.uint32(padded.length + 12);
    return concatBytes([this.uint32(type), size, padded, size]);
  }

  section(): Uint8Array {
    return this.block(0x0a0d0d0a, this.uint32(0x1a2b3c4d), this.uint16(1, 0), this.int64(-1n));
  }

  interface(linkType: number, snapLength = 0, ...options: Uint8Array[]): Uint8Array {
    return this.block(1, this.uint16(linkType, 0), this.uint32(snapLength), ...options);
  }

  option(code: number, value: Uint8Array): Uint8Array {
    return concatBytes([this.uint16(code, value.length), pad(value)]);
  }

  packet(interfaceNumber: number, ticks: bigint, data: Uint8Array): Uint8Array {
    const time = this.uint32(Number(ticks >> 32n), Number(ticks & 0xffff_ffffn));
    const sizes = this.uint32(data.length, data.length);
    return this.block(6, this.uint32(interfaceNumber), time, sizes, data);
  }

  #write(
    size: number,
    values: number[],
    set: (view: DataView, at: number, value: number) => void,
  ): Uint8Array {
    const bytes = new Uint8Array(values.length * size);
    values.forEach((value, index) => set(new DataView(bytes.buffer), index * size, value));
    return bytes;
  }
}

function pad(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  return padded;
}

/**
 * A segment over IPv4, without anything before it (link type 101). The higher port is at 192.0.2.1.
 */
export function rawPacket(
  [sourcePort, destinationPort]: readonly [number, number],
  sequenceNumber: number,
  flags: number,
  data: string,
): Uint8Array {
  const network = new Writer(false);
  const payload = toLatin1(data);
  const hosts = sourcePort > destinationPort ? [0x0201, 0x0202] : [0x0202, 0x0201];
  return concatBytes([
    network.uint16(
      0x4500,
      40 + payload.length,
      1,
      0,
      0x4006,
      0,
      0xc000,
      hosts[0]!,
      0xc000,
      hosts[1]!,
    ),
    network.uint16(sourcePort, destinationPort),
    network.uint32(sequenceNumber, 0),
    network.uint16(0x5000 | flags, 0xffff, 0, 0),
    payload,
  ]);
}

export const FIN = 0x01;
export const SYN = 0x02;
export const RST = 0x04;
export const ACK = 0x10;

/** A packet with its bytes, to be compared. */
export function plainPacket(packet: CapturedPacket): GivenPacket {
  const { linkType, interfaceIndex, seenAtNs, bytes } = packet;
  return { linkType, interfaceIndex, seenAtNs, bytes };
}
