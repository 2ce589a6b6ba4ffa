import { formatCount } from '#content/phrasing/quantity.ts';
import type { MissingUnit } from '#core/sharing/decode-address.ts';

/** For a reader whose address asked for a unit that the bytes don't have. */
export function missingUnitWords({ kind, requested }: MissingUnit): string {
  const number = Number(requested);
  const named = Number.isInteger(number) ? formatCount(number) : `“${requested}”`;
  return `There is no ${kind} ${named} here.`;
}
