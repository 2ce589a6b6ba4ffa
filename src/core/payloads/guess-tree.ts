/** A value that somebody wrote into a payload, as a tree: each part with the bytes that say it. */

import type { ByteRange } from '#core/bytes/bit-range.ts';

export type ValueKind =
  | 'map'
  | 'list'
  | 'text'
  | 'number'
  /** `text` is in hexadecimal digits. */
  | 'bytes'
  /** true, false, null, undefined. */
  | 'literal'
  /** A number that says how its one child is to be taken (RFC 8949 §3.4). */
  | 'tag'
  /** Bytes of a type that the application defines; MessagePack's timestamps are one. */
  | 'extension';

export type ValueNode = {
  readonly kind: ValueKind;
  /** Its name or index in what holds it; null for the root. */
  readonly key: string | null;
  /** The bytes of its name, where it has any. */
  readonly keyRange: ByteRange | null;
  /** A leaf's value as its format has it; a tag's number; empty for maps and lists. */
  readonly text: string;
  readonly range: ByteRange;
  readonly children: readonly ValueNode[];
};

/** What a value is, wherever it stands; a leaf has no children. */
export type ValueContent = Pick<ValueNode, 'kind' | 'text'> & Partial<Pick<ValueNode, 'children'>>;

/** A value read, and where what follows it begins. */
export type ValueReading = {
  readonly node: ValueNode;
  readonly end: number;
  /** Nodes that were read, and left out of the tree for their number. */
  readonly omitted: number;
};

/** Deeper nesting than this nobody writes, and reading it would take the stack. */
export const MAX_DEPTH = 128;

/** What a tree may have, whatever the bytes claim. */
const MAX_NODES = 20_000;

/** Counts the nodes of one tree. */
export class TreeBudget {
  #kept = 0;
  #omitted = 0;

  get omitted(): number {
    return this.#omitted;
  }

  /** Puts the node among its siblings, as long as there is room. */
  keep(siblings: ValueNode[], node: ValueNode): void {
    if (this.#kept < MAX_NODES) {
      this.#kept++;
      siblings.push(node);
    } else this.#omitted++;
  }
}

const NO_CHILDREN: readonly ValueNode[] = [];

export function nodeOf(
  { kind, text, children = NO_CHILDREN }: ValueContent,
  key: string | null,
  keyRange: ByteRange | null,
  range: ByteRange,
): ValueNode {
  return { kind, key, keyRange, text, range, children };
}

/** A number that is written in bytes rather than in digits. */
export function numberContent(value: number | bigint): ValueContent {
  return { kind: 'number', text: Object.is(value, -0) ? '-0' : String(value) };
}

/** What a map's entry is called whose name is no text. */
export function keyTextOf({ kind, text }: ValueNode): string {
  if (kind === 'map') return '{…}';
  if (kind === 'list') return '[…]';
  return text;
}
