/** The close codes that a scenario offers to close with (RFC 6455 §7.4). */

import { NAMED_CLOSE_CODES } from '#core/protocol/messages/close-code.ts';
import type { Side } from '#core/trace/direction.ts';
import { mayCloseWith } from './parameters.ts';

/** Codes without a registered meaning, one from each range that is free for use. */
const FREE_CODES = [3000, 4000];

/**
 * No code, then in order: the codes that have a name, two free ones and the `chosen` one. Only
 * those that `closer` may send.
 */
export function closeCodeChoices(closer: Side, chosen: number | null): (number | null)[] {
  const named = Object.keys(NAMED_CLOSE_CODES).map(Number);
  const codes = new Set([...named, ...FREE_CODES, ...(chosen === null ? [] : [chosen])]);
  const possible = [...codes].filter((code) => mayCloseWith(code, closer));
  return [null, ...possible.sort((one, other) => one - other)];
}
