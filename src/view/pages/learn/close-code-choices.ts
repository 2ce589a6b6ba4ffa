import { isSendableCloseCode, NAMED_CLOSE_CODES } from '#core/protocol/messages/close-code.ts';

/** In a list of choices, for a Close without a code. */
export const NO_CODE = 'none';

/** Codes of which nobody has a registered meaning, one from each range that is free for use. */
const FREE_CODES = [3000, 4000];

/**
 * None, the codes that have a name and may be sent, two that are free, and the one that is chosen.
 */
export function codeChoices(chosen: number | null): (number | null)[] {
  const named = Object.keys(NAMED_CLOSE_CODES).map(Number).filter(isSendableCloseCode);
  const codes = new Set([...named, ...FREE_CODES, ...(chosen === null ? [] : [chosen])]);
  return [null, ...[...codes].sort((one, other) => one - other)];
}
