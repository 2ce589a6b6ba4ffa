/** Forms that print a chunk in rows: dumps. */

import { toHexByte } from '#core/bytes/hex.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { PasteWriter } from './paste-writer.ts';

/** A row, written by one call each; the caller begins and ends the lines. */
export type Rows = readonly (() => void)[];

export type BlockForm = {
  readonly rowsOf: (writer: PasteWriter, bytes: Uint8Array, offset: number) => Rows;
  /** Its rows have a prefix of their own. */
  readonly hasPrefix?: true;
};

type RowOptions = {
  readonly size?: number;
  readonly before: (offset: number) => string;
  /** What precedes the byte at this place of a row. */
  readonly between: (place: number) => string;
  /** After the bytes of a row, whose characters are these. */
  readonly after?: (characters: string) => string;
  /** How wide the bytes of a full row are, if they are filled up. */
  readonly width?: number;
  readonly last?: (size: number) => string;
};

function rows(options: RowOptions): BlockForm['rowsOf'] {
  const { size = 16, before, between, after, width = 0, last } = options;
  return (writer, bytes) => {
    const printed: (() => void)[] = [];
    for (let offset = 0; offset < bytes.length; offset += size) {
      printed.push(() => {
        const row = bytes.subarray(offset, offset + size);
        writer.write(before(offset));
        const start = writer.text.length;
        row.forEach((value, place) => {
          if (place > 0) writer.write(between(place));
          writer.byte(value, toHexByte(value));
        });
        if (after === undefined) return;
        writer.write(' '.repeat(Math.max(0, start + width - writer.text.length)));
        writer.write(after(asciiOf(row)));
      });
    }
    if (last) printed.push(() => writer.write(last(bytes.length)));
    return printed;
  };
}

function asciiOf(row: Uint8Array): string {
  return Array.from(row, (value) =>
    value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '.',
  ).join('');
}

const offsetOf = (width: number) => (offset: number) => offset.toString(16).padStart(width, '0');
const octal = (offset: number) => offset.toString(8).padStart(7, '0');
const spaced = () => ' ';
const halves = (place: number) => (place === 8 ? '  ' : ' ');
const pairs = (place: number) => (place % 2 === 0 ? ' ' : '');

/** Words of two bytes as a little-endian machine prints them; the last can be half a word. */
function wordRows(writer: PasteWriter, bytes: Uint8Array): Rows {
  const printed: (() => void)[] = [];
  for (let offset = 0; offset < bytes.length; offset += 16) {
    printed.push(() => {
      writer.write(offsetOf(7)(offset));
      const row = bytes.subarray(offset, offset + 16);
      for (let at = 0; at < row.length; at += 2) {
        const [low = 0, high] = row.subarray(at, at + 2);
        writer.write(` ${toHexByte(high ?? 0)}${toHexByte(low)}`);
        const end = writer.text.length;
        writer.place(low, end - 2, end);
        if (high !== undefined) writer.place(high, end - 4, end - 2);
      }
    });
  }
  printed.push(() => writer.write(offsetOf(7)(bytes.length)));
  return printed;
}

const NETTY_RULER = `+--------+${'-'.repeat(49)}+${'-'.repeat(16)}+`;

function nettyRows(writer: PasteWriter, bytes: Uint8Array): Rows {
  const ruler = (text: string) => () => writer.write(text);
  const table = rows({
    before: (offset) => `|${offsetOf(8)(offset)}| `,
    between: spaced,
    width: 48,
    after: (characters) => `|${characters.padEnd(16)}|`,
  });
  return [
    ruler(`         +${'-'.repeat(49)}+`),
    ruler('         |  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |'),
    ruler(NETTY_RULER),
    ...table(writer, bytes, 0),
    ruler(NETTY_RULER),
  ];
}

export const BLOCK_FORMS = {
  xxd: {
    rowsOf: rows({
      before: (offset) => `${offsetOf(8)(offset)}: `,
      between: pairs,
      width: 41,
      after: (characters) => characters,
    }),
  },
  'hexdump -C': {
    rowsOf: rows({
      before: (offset) => `${offsetOf(8)(offset)}  `,
      between: halves,
      width: 50,
      after: (characters) => `|${characters}|`,
      last: offsetOf(8),
    }),
  },
  wireshark: {
    rowsOf: rows({
      before: (offset) => `${offsetOf(4)(offset)}   `,
      between: spaced,
      width: 50,
      after: (characters) => characters,
    }),
  },
  'wireshark bytes': {
    rowsOf: rows({ before: (offset) => `${offsetOf(4)(offset)}   `, between: spaced }),
  },
  'od -Ax -tx1z': {
    rowsOf: rows({
      before: (offset) => `${offsetOf(6)(offset)} `,
      between: spaced,
      width: 49,
      after: (characters) => `>${characters}<`,
      last: offsetOf(6),
    }),
  },
  'od -tx1': {
    rowsOf: rows({ before: (offset) => `${octal(offset)} `, between: spaced, last: octal }),
  },
  hexdump: { rowsOf: wordRows },
  netty: { rowsOf: nettyRows },
  'esp hex': {
    rowsOf: rows({ before: (offset) => `I (${1234 + offset}) ws: `, between: spaced }),
    hasPrefix: true,
  },
  'esp dump': {
    rowsOf: rows({
      before: (offset) => `I (1234) ws: 0x${(0x3ffb_1230 + offset).toString(16)}   `,
      between: halves,
      width: 51,
      after: (characters) => `|${characters}|`,
    }),
    hasPrefix: true,
  },
  'indexed rows': {
    rowsOf: rows({ size: 1, before: (offset) => `[${offset}] = 0x`, between: spaced }),
  },
  'hex rows': { rowsOf: rows({ before: () => '', between: spaced }) },
  'hex rows of 8': { rowsOf: rows({ size: 8, before: () => '', between: spaced }) },
} satisfies Readonly<Record<string, BlockForm>>;

const CLIENT_PORT = 0xc3ac;
const SERVER_PORT = 0x1f90;

/** What tcpdump -x or -X prints of the packet: `sequences` are those of both sides. */
export function tcpdumpRows(
  writer: PasteWriter,
  bytes: Uint8Array,
  direction: Direction,
  sequences: Readonly<Record<Direction, number>>,
  hasCharacters: boolean,
): Rows {
  const headers = packetHeaders(bytes.length, direction, sequences);
  const packet = Uint8Array.from([...headers, ...bytes]);
  const [source, destination] = addressesOf(direction);
  const sequence = sequences[direction];
  const head = `12:00:01.123456 IP ${source} > ${destination}: Flags [P.], seq ${sequence}:${sequence + bytes.length}, ack 1, win 512, length ${bytes.length}`;
  const printed: (() => void)[] = [() => writer.write(head)];
  for (let offset = 0; offset < packet.length; offset += 16) {
    printed.push(() => {
      const row = packet.subarray(offset, offset + 16);
      writer.write(`\t0x${offsetOf(4)(offset)}:  `);
      const start = writer.text.length;
      row.forEach((value, place) => {
        if (place > 0) writer.write(pairs(place));
        if (offset + place < headers.length) writer.write(toHexByte(value));
        else writer.byte(value, toHexByte(value));
      });
      if (hasCharacters) {
        writer.write(' '.repeat(start + 41 - writer.text.length));
        writer.write(asciiOf(row));
      }
    });
  }
  return printed;
}

function addressesOf(direction: Direction): [string, string] {
  const client = `192.0.2.1.${CLIENT_PORT}`;
  const server = `192.0.2.2.${SERVER_PORT}`;
  return direction === 'client-to-server' ? [client, server] : [server, client];
}

/** IPv4 and TCP without options; checksums are 0, as where a network card adds them. */
function packetHeaders(
  size: number,
  direction: Direction,
  sequences: Readonly<Record<Direction, number>>,
): Uint8Array {
  const headers = new Uint8Array(40);
  const view = new DataView(headers.buffer);
  const isClient = direction === 'client-to-server';
  view.setUint16(0, 0x4500);
  view.setUint16(2, 40 + size);
  view.setUint16(6, 0x4000);
  view.setUint16(8, 0x4006);
  headers.set([192, 0, 2, isClient ? 1 : 2], 12);
  headers.set([192, 0, 2, isClient ? 2 : 1], 16);
  view.setUint16(20, isClient ? CLIENT_PORT : SERVER_PORT);
  view.setUint16(22, isClient ? SERVER_PORT : CLIENT_PORT);
  view.setUint32(24, sequences[direction]);
  view.setUint32(28, 1);
  view.setUint16(32, 0x5018);
  view.setUint16(34, 512);
  return headers;
}
