/**
 * pcapng files: sections of blocks, each section in its own byte order (draft-ietf-opsawg-pcapng
 * §3, §4).
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { StoredBytes } from '#core/bytes/stored-bytes.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import type { CaptureContents, CaptureProblem } from './capture-contents.ts';
import { OrderedView } from './ordered-view.ts';
import { PacketTable } from './packet-table.ts';
import { readTimeBase, toNanoseconds, type TimeBase } from './pcapng-time.ts';

/** A palindrome, so that it is the same in both byte orders, and unlike the start of any text. */
const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const OBSOLETE_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const DECRYPTION_SECRETS = 10;

/** The secrets of a Decryption Secrets Block are a key log of TLS: "TLSK" (§4.7). */
const TLS_KEY_LOG = 0x544c534b;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const VERSION = 1;

/** The type, and the length twice. */
const MIN_BLOCK_SIZE = 12;
const MIN_SECTION_HEADER_SIZE = 28;

type Interface = {
  readonly index: number;
  readonly linkType: number;
  /** The maximum number of captured bytes of a packet; 0 for no limit. */
  readonly snapLength: number;
  readonly timeBase: TimeBase;
};

export function isPcapng(file: StoredBytes): boolean {
  return file.size >= 4 && new OrderedView(file, false).uint32(0) === SECTION_HEADER;
}

/** Reads a file that is a pcapng according to `isPcapng`, up to the first fatal problem. */
export function readPcapng(file: StoredBytes): CaptureContents {
  return new PcapngReader(file).read();
}

class PcapngReader {
  readonly #file: StoredBytes;
  readonly #packets: PacketTable;
  readonly #problems: CaptureProblem[] = [];
  readonly #keyLogs: string[] = [];
  /** In the byte order of the current section. */
  #view: OrderedView;
  /** The interfaces of the current section, indexed by their number in it. */
  #interfaces: Interface[] = [];
  #interfaceCount = 0;

  constructor(file: StoredBytes) {
    this.#file = file;
    this.#packets = new PacketTable(file);
    this.#view = new OrderedView(file, false);
  }

  read(): CaptureContents {
    for (let at: number | null = 0; at !== null && at < this.#file.size;) {
      at = this.#readBlock(at);
    }
    return {
      storage: this.#file,
      packets: this.#packets,
      problems: this.#problems,
      keyLogs: this.#keyLogs,
    };
  }

  /** Returns where the next block starts, or null if the rest can't be read. */
  #readBlock(at: number): number | null {
    const rest = this.#file.size - at;
    if (rest < MIN_BLOCK_SIZE) return this.#stop('cut-short', at);
    const type = this.#view.uint32(at);
    if (type === SECTION_HEADER && !this.#enterSection(at)) return this.#stop('bad-byte-order', at);
    const size = this.#view.uint32(at + 4);
    if (size < MIN_BLOCK_SIZE || size % 4 !== 0) return this.#stop('bad-length', at);
    if (size > rest) return this.#stop('cut-short', at);
    const block = { start: at, end: at + size };
    if (this.#view.uint32(block.end - 4) !== size) this.#report('bad-length', block);
    if (type === SECTION_HEADER) {
      if (size < MIN_SECTION_HEADER_SIZE) return this.#stop('bad-length', at);
      if (this.#view.uint16(at + 12) !== VERSION) return this.#stop('unknown-version', at);
    } else {
      this.#readContents(type, block, { start: at + 8, end: block.end - 4 });
    }
    return block.end;
  }

  /** Switches to the byte order of a section; false if its magic is unknown. */
  #enterSection(at: number): boolean {
    for (const isLittleEndian of [false, true]) {
      this.#view = new OrderedView(this.#file, isLittleEndian);
      if (this.#view.uint32(at + 8) !== BYTE_ORDER_MAGIC) continue;
      this.#interfaces = [];
      return true;
    }
    return false;
  }

  /** Blocks of other types contain names, statistics or custom data. */
  #readContents(type: number, block: ByteRange, body: ByteRange): void {
    switch (type) {
      case INTERFACE_DESCRIPTION:
        return this.#readInterface(block, body);
      case ENHANCED_PACKET:
        return this.#readPacket(block, body, 4);
      case OBSOLETE_PACKET:
        return this.#readPacket(block, body, 2);
      case SIMPLE_PACKET:
        return this.#readSimplePacket(block, body);
      case DECRYPTION_SECRETS:
        return this.#readSecrets(block, body);
    }
  }

  #readInterface(block: ByteRange, body: ByteRange): void {
    if (body.end - body.start < 8) return this.#report('bad-length', block);
    this.#interfaces.push({
      index: this.#interfaceCount++,
      linkType: this.#view.uint16(body.start),
      snapLength: this.#view.uint32(body.start + 4),
      timeBase: readTimeBase(this.#view, { start: body.start + 8, end: body.end }),
    });
  }

  /**
   * Interface, two halves of the time, captured length, original length, data. The obsolete form
   * has a 16-bit interface and a drop count.
   */
  #readPacket(block: ByteRange, body: ByteRange, interfaceNumberSize: 2 | 4): void {
    const data = body.start + 20;
    if (data > body.end) return this.#report('bad-length', block);
    const number =
      interfaceNumberSize === 4 ? this.#view.uint32(body.start) : this.#view.uint16(body.start);
    const ticks =
      (BigInt(this.#view.uint32(body.start + 4)) << 32n) |
      BigInt(this.#view.uint32(body.start + 8));
    const end = data + this.#view.uint32(body.start + 12);
    if (end > body.end) return this.#report('bad-length', block);
    const source = this.#interfaces[number];
    if (source === undefined) return this.#report('unknown-interface', block);
    this.#addPacket(source, toNanoseconds(ticks, source.timeBase), { start: data, end });
  }

  /**
   * Original length and data. A simple packet belongs to the section's first interface and has no
   * time. Its captured length is implied.
   */
  #readSimplePacket(block: ByteRange, body: ByteRange): void {
    const data = body.start + 4;
    if (data > body.end) return this.#report('bad-length', block);
    const [source] = this.#interfaces;
    if (source === undefined) return this.#report('unknown-interface', block);
    const originalSize = this.#view.uint32(body.start);
    const size = Math.min(originalSize, source.snapLength || originalSize);
    if (data + size > body.end) return this.#report('bad-length', block);
    this.#addPacket(source, null, { start: data, end: data + size });
  }

  /** Type, length, secrets (§4.7). */
  #readSecrets(block: ByteRange, body: ByteRange): void {
    const data = body.start + 8;
    if (data > body.end) return this.#report('bad-length', block);
    const end = data + this.#view.uint32(body.start + 4);
    if (end > body.end) return this.#report('bad-length', block);
    if (this.#view.uint32(body.start) !== TLS_KEY_LOG) return;
    this.#keyLogs.push(fromLatin1(this.#file.read(data, end)));
  }

  #addPacket(source: Interface, seenAtNs: bigint | null, data: ByteRange): void {
    this.#packets.push(source, seenAtNs, data);
  }

  #report(id: CaptureProblem['id'], range: ByteRange): void {
    this.#problems.push({ id, range });
  }

  #stop(id: CaptureProblem['id'], at: number): null {
    this.#report(id, { start: at, end: this.#file.size });
    return null;
  }
}
