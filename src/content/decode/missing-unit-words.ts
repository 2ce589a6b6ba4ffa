import { formatCount } from '#content/phrasing/quantity.ts';
import type { MissingUnit } from '#core/sharing/decode-address.ts';

/** Shown if the address names a unit that the bytes don't contain. */
export function missingUnitWords({ kind, requested }: MissingUnit): string {
  const number = Number(requested);
  const named = Number.isInteger(number) ? formatCount(number) : `“${requested}”`;
  return `There is no ${kind} ${named} here.`;
}
