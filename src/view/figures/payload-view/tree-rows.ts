/** The visible rows of a value tree, and how keys move among them. */

import type { ValueNode } from '#core/payloads/guess-tree.ts';

export type TreeRow = {
  readonly node: ValueNode;
  /** The row's identity: "/0/2". */
  readonly path: string;
  readonly depth: number;
  /** Null if it has no children. */
  readonly isOpen: boolean | null;
  /** Its position among its siblings, from 1, and their number. */
  readonly position: number;
  readonly siblings: number;
  /** Index of its parent's row. */
  readonly parent: number | null;
};

/** Only the first level of a larger tree is open initially. */
const OPENS_WHOLE = 200;

/** How many levels are open initially. */
export function openDepth(root: ValueNode): number {
  return hasMoreNodesThan(root, OPENS_WHOLE) ? 1 : Infinity;
}

/** The visible rows. `toggled` contains the paths that the reader opened or closed. */
export function treeRows(
  root: ValueNode,
  depth: number,
  toggled: ReadonlySet<string>,
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (node: ValueNode, place: Omit<TreeRow, 'node' | 'isOpen'>) => {
    const isOpen =
      node.children.length === 0 ? null : place.depth < depth !== toggled.has(place.path);
    rows.push({ node, isOpen, ...place });
    if (isOpen !== true) return;
    const parent = rows.length - 1;
    node.children.forEach((child, index) => {
      const path = `${place.path}/${index}`;
      const siblings = node.children.length;
      add(child, { path, depth: place.depth + 1, position: index + 1, siblings, parent });
    });
  };
  add(root, { path: '', depth: 0, position: 1, siblings: 1, parent: null });
  return rows;
}

/** The effect of a key: move to another row, or toggle the focused one. */
export type TreeMove = { readonly to: number } | 'toggle';

export function treeMoveAfterKey(
  key: string,
  rows: readonly TreeRow[],
  index: number,
  rowsPerPage: number,
): TreeMove | null {
  const row = rows[index];
  if (row === undefined) return null;
  const last = rows.length - 1;
  switch (key) {
    case 'ArrowDown':
      return { to: Math.min(index + 1, last) };
    case 'ArrowUp':
      return { to: Math.max(index - 1, 0) };
    case 'PageDown':
      return { to: Math.min(index + rowsPerPage, last) };
    case 'PageUp':
      return { to: Math.max(index - rowsPerPage, 0) };
    case 'Home':
      return { to: 0 };
    case 'End':
      return { to: last };
    case 'ArrowRight':
      if (row.isOpen === false) return 'toggle';
      return row.isOpen ? { to: index + 1 } : null;
    case 'ArrowLeft':
      if (row.isOpen) return 'toggle';
      return row.parent === null ? null : { to: row.parent };
    default:
      return null;
  }
}

function hasMoreNodesThan(root: ValueNode, max: number): boolean {
  let count = 0;
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    count++;
    if (count > max) return true;
    waiting.push(...node.children.slice(0, max));
  }
  return false;
}
