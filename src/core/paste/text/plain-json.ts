/** A JSON value that was read with its places, as `JSON.parse` would give it. */

import type { JsonNode } from './json-node.ts';

/** Deeper values are left out, so that no depth overflows the stack. */
const MOST_DEPTH = 100;

export function plainJson(node: JsonNode, depth = 0): unknown {
  if (depth > MOST_DEPTH) return null;
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(
        Array.from(node.members(), ([name, value]) => [name, plainJson(value, depth + 1)]),
      );
    case 'array':
      return Array.from(node.elements(), (element) => plainJson(element, depth + 1));
    case 'string':
      return node.text(Infinity);
    case 'number':
      return node.number();
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
  }
}
