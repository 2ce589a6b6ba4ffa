/** A value in a payload as a tree, each node with its bytes. */

import type { ByteRange } from '#core/bytes/bit-range.ts';

export type ValueKind =
  | 'map'
  | 'list'
  | 'text'
  | 'number'
  /** `text` contains hexadecimal digits. */
  | 'bytes'
  /** true, false, null, undefined. */
  | 'literal'
  /** A number that defines how to interpret its one child (RFC 8949 §3.4). */
  | 'tag'
  /** Bytes of a type that the application defines, or a timestamp of MessagePack. */
  | 'extension';

export type ValueNode = {
  readonly kind: ValueKind;
  /** Its name or index in its parent; null for the root. */
  readonly key: string | null;
  /** The bytes of its name; null without a name. */
  readonly keyRange: ByteRange | null;
  /**
   * The value of a leaf in the notation of its format, or the number of a tag. Empty for maps and
   * lists.
   */
  readonly text: string;
  readonly range: ByteRange;
  readonly children: readonly ValueNode[];
};

/** A value without its position. Leaves have no children. */
export type ValueContent = Pick<ValueNode, 'kind' | 'text'> & Partial<Pick<ValueNode, 'children'>>;

/** A value, and the position after it. */
export type ValueReading = {
  readonly node: ValueNode;
  readonly end: number;
  /** The number of nodes that were read but omitted from the tree, because there were too many. */
  readonly omitted: number;
};

/** Limits recursion. Real data is never nested this deeply. */
export const MAX_DEPTH = 128;

/** Limits memory, whatever the bytes claim. */
const MAX_NODES = 20_000;

/** Counts and limits the nodes of one tree. */
export class TreeBudget {
  #kept = 0;
  #omitted = 0;

  get omitted(): number {
    return this.#omitted;
  }

  /** Adds the node to its siblings, or counts it as omitted. */
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

/** A number from a binary format. */
export function numberContent(value: number | bigint): ValueContent {
  return { kind: 'number', text: Object.is(value, -0) ? '-0' : String(value) };
}

/** The key of a map entry, even if it isn't text. */
export function keyTextOf({ kind, text }: ValueNode): string {
  if (kind === 'map') return '{…}';
  if (kind === 'list') return '[…]';
  return text;
}

/** The member of a map; null if it has none of this name, or isn't a map. */
export function memberOf(node: ValueNode | null | undefined, name: string): ValueNode | null {
  if (node?.kind !== 'map') return null;
  return node.children.find(({ key }) => key === name) ?? null;
}

/** Whether a map has all `required` members, and no others than these and the `optional`. */
export function hasMembers(
  node: ValueNode,
  required: readonly string[],
  optional: readonly string[] | 'any' = [],
): boolean {
  if (!required.every((name) => memberOf(node, name) !== null)) return false;
  if (optional === 'any') return true;
  return node.children.every(
    ({ key }) => key !== null && (required.includes(key) || optional.includes(key)),
  );
}

/**
 * Whether values are of the kinds of a pattern, such as "number map text|null list?": kinds or
 * "null" or "any", and a question mark after what can be omitted at the end.
 */
export function fitsPattern(values: readonly ValueNode[], pattern: string): boolean {
  const parts = pattern.split(' ');
  return (
    values.length <= parts.length &&
    parts.every((part, index) => {
      const value = values[index];
      if (value === undefined) return part.endsWith('?');
      const kinds = part.replace('?', '').split('|');
      const isNull = value.kind === 'literal' && value.text === 'null';
      return kinds.includes('any') || kinds.includes(isNull ? 'null' : value.kind);
    })
  );
}

/** Several values that are one after another in the payload, as one list. */
export function listOf(values: readonly ValueNode[], end: number): ValueNode {
  const children = values.map((value, index) => ({ ...value, key: String(index) }));
  return nodeOf({ kind: 'list', text: '', children }, null, null, { start: 0, end });
}
