/** Words of the text that `ws-101 decode` prints. */

import { formatCount } from '#content/phrasing/quantity.ts';
import type { Requirement } from '#core/protocol/rules/rules.ts';

export const REPORT_HEADINGS = {
  connections: 'Connections',
  findings: 'Findings',
  conduct: 'Findings across frames',
} as const;

/** "Connection 2 of 3: ". Empty for the only one. */
export function connectionHeading(index: number, count: number): string {
  return count === 1 ? '' : `Connection ${formatCount(index + 1)} of ${formatCount(count)}: `;
}

const BREAKS: Readonly<Record<Requirement, string>> = {
  must: 'MUST broken',
  should: 'SHOULD broken',
  format: 'format broken',
};

/** Beside a finding: what is certainly broken. Empty if that is nothing. */
export function breaksWord(breaks: Requirement | null): string {
  return breaks === null ? '' : BREAKS[breaks];
}

/** Below the list of connections. */
export function notShownWords(count: number): string {
  const what = count === 1 ? 'another connection' : `${formatCount(count)} other connections`;
  return `Not shown: ${what}, listed above. Choose one with --connection.`;
}
