/** Links to Decode: what was pasted, how it is read, and the place that is shown. */

import type { BitRange } from '#core/bytes/bit-range.ts';
import { fromValidUtf8, toUtf8 } from '#core/bytes/text.ts';
import { MAX_WINDOW_BITS, MIN_WINDOW_BITS } from '#core/protocol/compression/deflate-parameters.ts';
import { DIRECTION_MODES, type DirectionMode } from '#core/paste/assembly/direction-mode.ts';
import { NO_SENDER_CHOICES, type SenderChoices } from '#core/paste/assembly/sender-choices.ts';
import { toReadingId, type ReadingId } from '#core/paste/reading.ts';
import type {
  Compression,
  DeflateAgreement,
} from '#core/protocol/compression/permessage-deflate.ts';
import { printAddress } from './address.ts';
import { packBytes, unpackBytes, type Deflate } from './link-data.ts';
import { decodeRuns, encodeRuns, type LinkedRun } from './linked-runs.ts';
import { printSenders, readSenders } from './linked-senders.ts';

/** Browsers accept longer links, but mail, chat and issue trackers cut them. */
export const MAX_LINK_CHARACTERS = 32 * 1024;

export type LinkedData =
  /**
   * The pasted text, which preserves its form and all positions, and the edited bytes if there are
   * edits.
   */
  | { readonly kind: 'paste'; readonly text: string; readonly edited: readonly LinkedRun[] | null }
  | { readonly kind: 'bytes'; readonly runs: readonly LinkedRun[] }
  /** An example of the gallery, by id. */
  | { readonly kind: 'example'; readonly id: string };

/** The values of "from" in a link. */
const SENDERS: Readonly<Record<DirectionMode, string>> = {
  'as-told': 'auto',
  'by-masks': 'masks',
  'from-client': 'client',
  'from-server': 'server',
  swapped: 'swapped',
};

/** A unit by its number among units of the same kind, from 1. */
export type LinkedUnit = { readonly kind: 'frame' | 'head' | 'part'; readonly number: number };

/** How the data is read, and what is shown of it. */
export type DecodeView = {
  /** The reading that the reader chose; null for the likeliest. */
  readonly reading: ReadingId | null;
  /** The index of the connection, from 0. */
  readonly connection: number;
  readonly directions: DirectionMode;
  /** The senders that the reader set for single chunks. */
  readonly senders: SenderChoices;
  /** As the reader set it; null for what the handshake negotiated. */
  readonly compression: DeflateAgreement | 'none' | null;
  /** Null for the first. */
  readonly unit: LinkedUnit | null;
  /** Wire bits of the unit shown. */
  readonly selection: BitRange | null;
};

export type DecodeLink = DecodeView & {
  /** Null if the link contains no data. */
  readonly data: LinkedData | null;
};

/** A part of a link that was ignored. */
export type LinkProblem = {
  /** Its key in the link, such as "text". */
  readonly name: string;
  /** `damaged`: cut or altered in transit; `unreadable`: not a valid value. */
  readonly reason: 'damaged' | 'too-big' | 'unreadable';
};

export type DecodeLinkReading = {
  readonly link: DecodeLink;
  readonly problems: readonly LinkProblem[];
};

type Query = ReadonlyMap<string, string>;

/** How one property of the view is read from a query and written to it. */
type Part<Value> = {
  /** The value if the link omits it. */
  readonly defaultValue: Value;
  readonly names: readonly string[];
  /** Null for invalid text. */
  readonly read: (text: string, name: string) => Value | null;
  /** Null for values that are omitted. */
  readonly write: (value: Value) => readonly [name: string, text: string] | null;
};

const UNIT_KINDS = ['frame', 'head', 'part'] as const satisfies readonly LinkedUnit['kind'][];

const PARTS: { readonly [Name in keyof DecodeView]: Part<DecodeView[Name]> } = {
  reading: {
    defaultValue: null,
    names: ['as'],
    read: toReadingId,
    write: (reading) => (reading === null ? null : ['as', reading]),
  },
  connection: {
    defaultValue: 0,
    names: ['connection'],
    read: (text) => {
      const number = readNumber(text);
      return number === null || number === 0 ? null : number - 1;
    },
    write: (connection) => (connection === 0 ? null : ['connection', String(connection + 1)]),
  },
  directions: {
    defaultValue: 'as-told',
    names: ['from'],
    read: (text) => DIRECTION_MODES.find((mode) => SENDERS[mode] === text) ?? null,
    write: (mode) => (mode === 'as-told' ? null : ['from', SENDERS[mode]]),
  },
  senders: {
    defaultValue: NO_SENDER_CHOICES,
    names: ['by'],
    read: readSenders,
    write: (senders) => {
      const text = printSenders(senders);
      return text === '' ? null : ['by', text];
    },
  },
  compression: {
    defaultValue: null,
    names: ['deflate'],
    read: readCompression,
    write: (compression) => compression && ['deflate', printCompression(compression)],
  },
  unit: {
    defaultValue: null,
    names: UNIT_KINDS,
    read: (text, name) => {
      const kind = UNIT_KINDS.find((each) => each === name);
      const number = readNumber(text);
      return kind === undefined || number === null ? null : { kind, number };
    },
    write: (unit) => unit && [unit.kind, String(unit.number)],
  },
  selection: {
    defaultValue: null,
    names: ['bits'],
    read: readBits,
    write: (range) => range && ['bits', printBits(range)],
  },
};

/** A link without data, with all defaults. */
export const EMPTY_LINK: DecodeLink = {
  data: null,
  reading: PARTS.reading.defaultValue,
  connection: PARTS.connection.defaultValue,
  directions: PARTS.directions.defaultValue,
  senders: PARTS.senders.defaultValue,
  compression: PARTS.compression.defaultValue,
  unit: PARTS.unit.defaultValue,
  selection: PARTS.selection.defaultValue,
};

/** Reads a query. Invalid values are replaced by defaults and reported. */
export function readDecodeLink(query: Query): DecodeLinkReading {
  const problems: LinkProblem[] = [];
  const view: Record<string, unknown> = {};
  for (const [part, { defaultValue, names, read }] of Object.entries(
    PARTS as Record<string, Part<unknown>>,
  )) {
    const name = names.find((each) => query.has(each));
    const value = name === undefined ? defaultValue : read(query.get(name) ?? '', name);
    if (name !== undefined && value === null) problems.push({ name, reason: 'unreadable' });
    view[part] = value ?? defaultValue;
  }
  const found = readData(query, problems);
  const link = { ...(view as DecodeView), data: found.data };
  const reading = link.reading ?? found.reading;
  return { link: { ...link, reading }, problems };
}

/** `reading` is the one that the key of the data implies. */
type FoundData = { readonly data: LinkedData | null; readonly reading: ReadingId | null };

function readData(query: Query, problems: LinkProblem[]): FoundData {
  const example = query.get('example');
  if (example !== undefined) return { data: { kind: 'example', id: example }, reading: null };
  const packedText = unpack('text', query, problems);
  const text = packedText && fromValidUtf8(packedText);
  if (packedText !== null && text === null) problems.push({ name: 'text', reason: 'damaged' });
  const packedRuns = unpack('bytes', query, problems);
  const runs = packedRuns && decodeRuns(packedRuns);
  if (packedRuns !== null && runs === null) problems.push({ name: 'bytes', reason: 'damaged' });
  if (text !== null) return { data: { kind: 'paste', text, edited: runs }, reading: null };
  if (runs !== null) return { data: { kind: 'bytes', runs }, reading: null };
  // Links written by hand: the text is unchanged, and the reader of its form reports problems.
  for (const form of ['hex', 'base64'] as const) {
    const given = query.get(form);
    if (given !== undefined)
      return { data: { kind: 'paste', text: given, edited: null }, reading: form };
  }
  return { data: null, reading: null };
}

function unpack(name: string, query: Query, problems: LinkProblem[]): Uint8Array | null {
  const packed = query.get(name);
  if (packed === undefined) return null;
  const unpacking = unpackBytes(packed);
  if (unpacking.kind === 'bytes') return unpacking.bytes;
  problems.push({ name, reason: unpacking.kind });
  return null;
}

export type DecodeLinkWriting =
  | { readonly kind: 'query'; readonly query: Query }
  /** `length` is that of the fragment, or an estimate for data that is too big to compress. */
  | { readonly kind: 'too-long'; readonly length: number };

export type DecodeLinkOptions = {
  readonly deflate: Deflate;
  /** Used instead of a text that is too long for a link. Without it, such a link is too long. */
  readonly runs?: readonly LinkedRun[];
};

/** Writes a link. Lone surrogates have no UTF-8 form and become U+FFFD. */
export function toDecodeQuery(link: DecodeLink, options: DecodeLinkOptions): DecodeLinkWriting {
  const writing = writeQuery(link, options.deflate);
  const { runs } = options;
  if (writing.kind === 'query' || link.data?.kind !== 'paste' || runs === undefined) return writing;
  // Runs contain their directions, and have no chunks.
  const data = { kind: 'bytes', runs } as const;
  const withoutText = { ...link, reading: null, senders: NO_SENDER_CHOICES, data };
  return writeQuery(withoutText, options.deflate);
}

function writeQuery(link: DecodeLink, deflate: Deflate): DecodeLinkWriting {
  const query = new Map<string, string>();
  for (const [name, bytes] of dataOf(link.data)) {
    const packed = packBytes(bytes, deflate);
    if (packed === null) return { kind: 'too-long', length: Math.ceil((bytes.length * 4) / 3) };
    query.set(name, packed);
  }
  if (link.data?.kind === 'example') query.set('example', link.data.id);
  for (const part of Object.keys(PARTS) as (keyof DecodeView)[]) {
    const pair = (PARTS[part] as Part<unknown>).write(link[part]);
    if (pair !== null) query.set(...pair);
  }
  const { length } = printAddress({ page: 'decode', path: [], query });
  return length > MAX_LINK_CHARACTERS ? { kind: 'too-long', length } : { kind: 'query', query };
}

function dataOf(data: LinkedData | null): [name: string, bytes: Uint8Array][] {
  switch (data?.kind) {
    case 'paste': {
      const edited = data.edited && encodeRuns(data.edited);
      const text: [string, Uint8Array] = ['text', toUtf8(data.text)];
      return edited ? [text, ['bytes', edited]] : [text];
    }
    case 'bytes':
      return [['bytes', encodeRuns(data.runs)]];
    default:
      return [];
  }
}

/** Null for more than 15 digits, which might not be exact. */
function readNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** "16" or "16-47": the first and last bit, as the page shows them. */
function readBits(text: string): BitRange | null {
  const [first = '', last = first, ...more] = text.split('-');
  const start = readNumber(first);
  const end = readNumber(last);
  if (start === null || end === null || end < start || more.length > 0) return null;
  return { start, end: end + 1 };
}

function printBits({ start, end }: BitRange): string {
  return end - start === 1 ? String(start) : `${start}-${end - 1}`;
}

/**
 * "15,12n": the window bits of client and server, with "n" for no context takeover. "no" for no
 * compression.
 */
function readCompression(text: string): DeflateAgreement | 'none' | null {
  if (text === 'no') return 'none';
  const [client, server, ...more] = text.split(',').map(readSide);
  return client && server && more.length === 0 ? { client, server } : null;
}

function readSide(text: string): Compression | null {
  const [, digits = '', suffix = ''] = /^(\d{1,2})(n?)$/.exec(text) ?? [];
  const windowBits = Number(digits);
  const isWindow = windowBits >= MIN_WINDOW_BITS && windowBits <= MAX_WINDOW_BITS;
  return isWindow ? { contextTakeover: suffix === '', windowBits } : null;
}

function printCompression(compression: DeflateAgreement | 'none'): string {
  if (compression === 'none') return 'no';
  return [compression.client, compression.server]
    .map(({ windowBits, contextTakeover }) => `${windowBits}${contextTakeover ? '' : 'n'}`)
    .join(',');
}
