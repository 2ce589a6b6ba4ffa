/** What a link to Decode holds: what was pasted and how it is read, and the place that is shown. */

import type { BitRange } from '#core/bytes/bit-range.ts';
import { fromValidUtf8, toUtf8 } from '#core/bytes/text.ts';
import { MAX_WINDOW_BITS, MIN_WINDOW_BITS } from '#core/protocol/compression/deflate-parameters.ts';
import { DIRECTION_MODES, type DirectionMode } from '#core/notations/directions.ts';
import { NOTATION_IDS, type NotationId } from '#core/notations/notation.ts';
import type {
  Compression,
  DeflateAgreement,
} from '#core/protocol/compression/permessage-deflate.ts';
import { printAddress } from './address.ts';
import { packBytes, unpackBytes, type Deflate } from './link-data.ts';
import { decodeRuns, encodeRuns, type LinkedRun } from './linked-runs.ts';

/** Browsers take longer ones; mail, chat and issue trackers cut them. */
export const MOST_LINK_CHARACTERS = 32 * 1024;

export type LinkedData =
  /**
   * As it was pasted, so that its form and all positions survive; and what edits made of its bytes,
   * if any.
   */
  | { readonly kind: 'paste'; readonly text: string; readonly edited: readonly LinkedRun[] | null }
  | { readonly kind: 'bytes'; readonly runs: readonly LinkedRun[] }
  /** One of the gallery's, by its name there. */
  | { readonly kind: 'example'; readonly id: string };

/** Whose bytes these are, as a link says it. */
const SENDERS: Readonly<Record<DirectionMode, string>> = {
  'as-told': 'auto',
  'by-masks': 'masks',
  'from-client': 'client',
  'from-server': 'server',
  swapped: 'swapped',
};

/** A unit by the count of its sort: the third frame. */
export type LinkedUnit = { readonly kind: 'frame' | 'head' | 'part'; readonly number: number };

/** How the data is read, and what is shown of it. */
export type DecodeView = {
  /** The notation that the reader chose; null for the likeliest. */
  readonly notation: NotationId | null;
  /** Which connection of several, from 0. */
  readonly connection: number;
  readonly directions: DirectionMode;
  /** As the reader set it; null for what the handshake says. */
  readonly compression: DeflateAgreement | 'none' | null;
  /** Null for the first. */
  readonly unit: LinkedUnit | null;
  /** Bits of the unit shown, on the wire. */
  readonly selection: BitRange | null;
};

export type DecodeLink = DecodeView & {
  /** Null where the link leaves it out. */
  readonly data: LinkedData | null;
};

/** Something in a link that was not taken. */
export type LinkProblem = {
  /** Its name in the link: "text". */
  readonly name: string;
  /** `damaged`: cut or altered on its way; `unreadable`: not what can stand there. */
  readonly reason: 'damaged' | 'too-big' | 'unreadable';
};

export type DecodeLinkReading = {
  readonly link: DecodeLink;
  readonly problems: readonly LinkProblem[];
};

type Query = ReadonlyMap<string, string>;

/** How one part of the view stands in a query. */
type Part<Value> = {
  /** What it is where the link does not say. */
  readonly atFirst: Value;
  readonly names: readonly string[];
  /** Null for a text that is none of its values. */
  readonly read: (text: string, name: string) => Value | null;
  /** Null for what need not be said. */
  readonly write: (value: Value) => readonly [name: string, text: string] | null;
};

const UNIT_KINDS = ['frame', 'head', 'part'] as const satisfies readonly LinkedUnit['kind'][];

const PARTS: { readonly [Name in keyof DecodeView]: Part<DecodeView[Name]> } = {
  notation: {
    atFirst: null,
    names: ['as'],
    read: (text) => NOTATION_IDS.find((notation) => notation === text) ?? null,
    write: (notation) => (notation === null ? null : ['as', notation]),
  },
  connection: {
    atFirst: 0,
    names: ['connection'],
    read: (text) => {
      const number = readNumber(text);
      return number === null || number === 0 ? null : number - 1;
    },
    write: (connection) => (connection === 0 ? null : ['connection', String(connection + 1)]),
  },
  directions: {
    atFirst: 'as-told',
    names: ['from'],
    read: (text) => DIRECTION_MODES.find((mode) => SENDERS[mode] === text) ?? null,
    write: (mode) => (mode === 'as-told' ? null : ['from', SENDERS[mode]]),
  },
  compression: {
    atFirst: null,
    names: ['deflate'],
    read: readCompression,
    write: (compression) => compression && ['deflate', printCompression(compression)],
  },
  unit: {
    atFirst: null,
    names: UNIT_KINDS,
    read: (text, name) => {
      const kind = UNIT_KINDS.find((each) => each === name);
      const number = readNumber(text);
      return kind === undefined || number === null ? null : { kind, number };
    },
    write: (unit) => unit && [unit.kind, String(unit.number)],
  },
  selection: {
    atFirst: null,
    names: ['bits'],
    read: readBits,
    write: (range) => range && ['bits', printBits(range)],
  },
};

/** A link that says nothing. */
export const EMPTY_LINK: DecodeLink = {
  data: null,
  notation: PARTS.notation.atFirst,
  connection: PARTS.connection.atFirst,
  directions: PARTS.directions.atFirst,
  compression: PARTS.compression.atFirst,
  unit: PARTS.unit.atFirst,
  selection: PARTS.selection.atFirst,
};

/** Reads a query. Whatever can't be read is left as at first, and told. */
export function readDecodeLink(query: Query): DecodeLinkReading {
  const problems: LinkProblem[] = [];
  const view: Record<string, unknown> = {};
  for (const [part, { atFirst, names, read }] of Object.entries(
    PARTS as Record<string, Part<unknown>>,
  )) {
    const name = names.find((each) => query.has(each));
    const value = name === undefined ? atFirst : read(query.get(name) ?? '', name);
    if (name !== undefined && value === null) problems.push({ name, reason: 'unreadable' });
    view[part] = value ?? atFirst;
  }
  const found = readData(query, problems);
  const link = { ...(view as DecodeView), data: found.data };
  const notation = link.notation ?? found.notation;
  return { link: { ...link, notation }, problems };
}

/** `notation` is what the name under which the data stands says of it. */
type FoundData = { readonly data: LinkedData | null; readonly notation: NotationId | null };

function readData(query: Query, problems: LinkProblem[]): FoundData {
  const example = query.get('example');
  if (example !== undefined) return { data: { kind: 'example', id: example }, notation: null };
  const packedText = unpack('text', query, problems);
  const text = packedText && fromValidUtf8(packedText);
  if (packedText !== null && text === null) problems.push({ name: 'text', reason: 'damaged' });
  const packedRuns = unpack('bytes', query, problems);
  const runs = packedRuns && decodeRuns(packedRuns);
  if (packedRuns !== null && runs === null) problems.push({ name: 'bytes', reason: 'damaged' });
  if (text !== null) return { data: { kind: 'paste', text, edited: runs }, notation: null };
  if (runs !== null) return { data: { kind: 'bytes', runs }, notation: null };
  // Made by hand: the text as it stands, which the notation's own reader judges.
  for (const notation of ['hex', 'base64'] as const) {
    const given = query.get(notation);
    if (given !== undefined)
      return { data: { kind: 'paste', text: given, edited: null }, notation };
  }
  return { data: null, notation: null };
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
  /**
   * `length` is that of the whole fragment, or of the data as it stands where there is no use in
   * compressing it.
   */
  | { readonly kind: 'too-long'; readonly length: number };

export type DecodeLinkOptions = {
  readonly deflate: Deflate;
  /**
   * What the link holds instead of a text that is too long for it; without it such a link is too
   * long.
   */
  readonly runs?: readonly LinkedRun[];
};

/**
 * Writes a link. Of a lone surrogate, which has no UTF-8, it keeps the place and not the character.
 */
export function toDecodeQuery(link: DecodeLink, options: DecodeLinkOptions): DecodeLinkWriting {
  const writing = writeQuery(link, options.deflate);
  const { runs } = options;
  if (writing.kind === 'query' || link.data?.kind !== 'paste' || runs === undefined) return writing;
  const withoutText = { ...link, notation: null, data: { kind: 'bytes', runs } } as const;
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
  return length > MOST_LINK_CHARACTERS ? { kind: 'too-long', length } : { kind: 'query', query };
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

/** Up to the largest that counts exactly. */
function readNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** "16", "16-47": first and last, as the page names bits. */
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
 * "15,12n": the window bits of client and server, "n" for who starts each message afresh; "no" for
 * none.
 */
function readCompression(text: string): DeflateAgreement | 'none' | null {
  if (text === 'no') return 'none';
  const [client, server, ...more] = text.split(',').map(readSide);
  return client && server && more.length === 0 ? { client, server } : null;
}

function readSide(text: string): Compression | null {
  const [, digits = '', refusal = ''] = /^(\d{1,2})(n?)$/.exec(text) ?? [];
  const windowBits = Number(digits);
  const isWindow = windowBits >= MIN_WINDOW_BITS && windowBits <= MAX_WINDOW_BITS;
  return isWindow ? { contextTakeover: refusal === '', windowBits } : null;
}

function printCompression(compression: DeflateAgreement | 'none'): string {
  if (compression === 'none') return 'no';
  return [compression.client, compression.server]
    .map(({ windowBits, contextTakeover }) => `${windowBits}${contextTakeover ? '' : 'n'}`)
    .join(',');
}
