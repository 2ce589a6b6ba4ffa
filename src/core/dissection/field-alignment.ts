/** Aligns two units: which fields correspond, and where their bytes differ. */

import { bytesCovering, type ByteRange } from '#core/bytes/bit-range.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { fieldsOver, type Dissection } from './dissection.ts';
import { leafFields, type Field, type FieldValue } from './field.ts';

export type AlignedFields = {
  /** Equal for corresponding fields, and unique among rows. */
  readonly key: string;
  /** The name of a header field; null for others, which are named by their id. */
  readonly name: string | null;
  /** Null if that unit has no such field. */
  readonly a: Field | null;
  readonly b: Field | null;
  /** Whether both units have the field with the same value. */
  readonly isSame: boolean;
};

/**
 * The fields of both units in the order of the first. Fields that only the second unit has are
 * inserted at their position in it.
 */
export function alignFields(a: Dissection, b: Dissection): AlignedFields[] {
  return align(namedFields(a), namedFields(b)).map(({ key, a: one, b: other }) => ({
    key,
    name: one?.name ?? other?.name ?? null,
    a: one?.field ?? null,
    b: other?.field ?? null,
    isSame: one !== null && other !== null && isSameField(one.field, other.field),
  }));
}

/** Corresponding bytes of two frames. */
export type AlignedBytes = {
  readonly key: string;
  /** The first field in these bytes. */
  readonly field: Field;
  /** On the wire; null if that frame has no such field. */
  readonly a: ByteRange | null;
  readonly b: ByteRange | null;
};

/** The wire bytes of both frames in pieces of whole bytes: first byte, length, key, payload. */
export function alignBytes(a: Dissection, b: Dissection): AlignedBytes[] {
  return align(bytePieces(a), bytePieces(b)).flatMap(({ key, a: one, b: other }) => {
    const field = one?.field ?? other?.field;
    if (field === undefined) return [];
    return [{ key, field, a: one?.range ?? null, b: other?.range ?? null }];
  });
}

type Keyed = { readonly key: string };

type Pair<Item> = { readonly key: string; readonly a: Item | null; readonly b: Item | null };

/** Items with the same key are matched in order: the second of one with the second of the other. */
function align<Item extends Keyed>(a: readonly Item[], b: readonly Item[]): Pair<Item>[] {
  const first = numbered(a);
  const second = numbered(b);
  const keys = new Set(first.keys());
  const pairs: Pair<Item>[] = [];
  const rest = [...second];
  let next = 0;
  const addOnlyInSecond = (end: number) => {
    for (; next < end; next++) {
      const entry = rest[next];
      if (entry && !keys.has(entry[0])) pairs.push({ key: entry[0], a: null, b: entry[1] });
    }
  };
  const places = new Map(rest.map(([key], index) => [key, index]));
  for (const [key, item] of first) {
    const place = places.get(key);
    if (place !== undefined) addOnlyInSecond(place);
    pairs.push({ key, a: item, b: second.get(key) ?? null });
  }
  addOnlyInSecond(rest.length);
  return pairs;
}

function numbered<Item extends Keyed>(items: readonly Item[]): Map<string, Item> {
  const counts = new Map<string, number>();
  return new Map(
    items.map((item) => {
      const count = (counts.get(item.key) ?? 0) + 1;
      counts.set(item.key, count);
      return [count === 1 ? item.key : `${item.key}#${count}`, item];
    }),
  );
}

type NamedField = Keyed & { readonly field: Field; readonly name: string | null };

/** Header fields are matched by name. Delimiters are omitted. */
function namedFields({ fields }: Dissection): NamedField[] {
  return fields.flatMap((field): NamedField[] => {
    if (field.id !== 'head.field') {
      return leafFields([field])
        .filter(({ id }) => id !== 'head.delimiter' && id !== 'head.end')
        .map((leaf) => ({ key: keyOf(leaf), field: leaf, name: null }));
    }
    const part = (id: Field['id']) => field.children.find((child) => child.id === id) ?? null;
    const name = textOf(part('head.field-name'));
    return [
      { key: `head.field:${name.toLowerCase()}`, field: part('head.field-value') ?? field, name },
    ];
  });
}

/** All payloads correspond, whatever they contain. */
function keyOf({ id }: Field): string {
  return id.startsWith('payload.') ? 'payload' : id;
}

function textOf(field: Field | null): string {
  return field?.value.kind === 'text' ? field.value.text : '';
}

function isSameField(a: Field, b: Field): boolean {
  return a.id === b.id && isSameValue(a.value, b.value);
}

function isSameValue(a: FieldValue, b: FieldValue): boolean {
  switch (a.kind) {
    case 'flag':
      return b.kind === 'flag' && a.isSet === b.isSet;
    case 'number':
      return b.kind === 'number' && (a.exact ?? BigInt(a.value)) === (b.exact ?? BigInt(b.value));
    case 'opcode':
      return b.kind === 'opcode' && a.opcode === b.opcode;
    case 'close-code':
      return b.kind === 'close-code' && a.code === b.code;
    case 'bytes':
      return b.kind === 'bytes' && fromLatin1(a.bytes) === fromLatin1(b.bytes);
    case 'text':
      return b.kind === 'text' && a.text === b.text;
  }
}

type BytePiece = Keyed & { readonly field: Field; readonly range: ByteRange };

/** Fields that share a byte become one piece. */
function bytePieces(dissection: Dissection): BytePiece[] {
  const pieces: BytePiece[] = [];
  for (const field of fieldsOver(dissection, 'wire')) {
    const range = bytesCovering(field.range);
    const last = pieces.at(-1);
    if (last && range.start < last.range.end) {
      const joined = { start: last.range.start, end: range.end };
      pieces[pieces.length - 1] = { ...last, range: joined };
    } else {
      pieces.push({ key: field.id, field, range });
    }
  }
  return pieces;
}
