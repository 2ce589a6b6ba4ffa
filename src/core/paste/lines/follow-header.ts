/**
 * The lines at the start of tshark's followed streams: the form, two nodes, and rules around them.
 */

export type FollowHeader =
  | { readonly kind: 'rule' | 'filter' }
  /** "hex", "raw", "ascii". */
  | { readonly kind: 'form'; readonly form: string }
  | { readonly kind: 'node'; readonly speaker: 0 | 1; readonly address: string };

const FORM = /^Follow: \w+,(\w+)$/;
const NODE = /^Node ([01]): (\S+)$/;
const FILTER = /^Filter: /;
const RULE = /^={20,}$/;

/** Null for any other line. */
export function followHeaderOf(line: string): FollowHeader | null {
  if (!'FN='.includes(line.charAt(0))) return null;
  if (RULE.test(line)) return { kind: 'rule' };
  if (FILTER.test(line)) return { kind: 'filter' };
  const form = FORM.exec(line)?.[1];
  if (form !== undefined) return { kind: 'form', form };
  const [, index, address] = NODE.exec(line) ?? [];
  if (index === undefined || address === undefined) return null;
  return { kind: 'node', speaker: index === '0' ? 0 : 1, address };
}
