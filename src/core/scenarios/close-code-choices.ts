/** The close codes that a scenario offers to close with (RFC 6455 §7.4). */

import { isSendableCloseCode, NAMED_CLOSE_CODES } from '#core/protocol/messages/close-code.ts';

/** Codes without a registered meaning, one from each range that is free for use. */
const FREE_CODES = [3000, 4000];

/**
 * No code, the codes that have a name and can be sent, two free ones, and the `chosen` one, in
 * order.
 */
export function closeCodeChoices(chosen: number | null): (number | null)[] {
  const named = Object.keys(NAMED_CLOSE_CODES).map(Number).filter(isSendableCloseCode);
  const codes = new Set([...named, ...FREE_CODES, ...(chosen === null ? [] : [chosen])]);
  return [null, ...[...codes].sort((one, other) => one - other)];
}
