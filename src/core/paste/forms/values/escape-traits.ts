/** What the escapes of a string say about it: whether it has bytes, and how its digits are read. */

import { CODE, indexWithin, isDigit } from '#core/paste/text/characters.ts';

export type Traits = {
  /** The number of backslashes before an escape. Two if a log or JSON escaped it again. */
  readonly lead: 1 | 2;
  readonly escapes: number;
  readonly numeric: number;
  /** Backslashes with digits, which languages read in two ways. */
  readonly hasDigits: boolean;
  readonly isDecimal: boolean;
  readonly isHttp: boolean;
};

/** Escapes that decide whether a string has bytes. */
const LOOKED_AT = 4000;

export function traitsOf(text: string, from: number, to: number): Traits {
  const most = Math.min(to, from + LOOKED_AT * 4);
  let escapes = 0;
  let numeric = 0;
  let doubled = 0;
  let hasDigits = false;
  let decimal = 0;
  let octal = 0;
  for (let at = indexWithin(text, '\\', from, most); at !== -1 && escapes < LOOKED_AT;) {
    const isDoubled = text.charCodeAt(at + 1) === CODE.backslash;
    const place = isDoubled ? at + 2 : at + 1;
    const isNumber = isNumericEscape(text, place);
    if (isNumber) {
      numeric++;
      if (isDoubled) doubled++;
      if (isDigit(text.charCodeAt(place)) && !isZeroAlone(text, place)) {
        hasDigits = true;
        const digits = /^\d{1,3}/.exec(text.slice(place, place + 3))?.[0] ?? '';
        if (digits.length === 3 && (/[89]/.test(digits) || digits > '377')) decimal++;
        else if (/^[0-3][0-7]{2}$/.test(digits) && Number(digits) > 255) octal++;
      }
    }
    escapes++;
    const next = isDoubled ? place : place + 1;
    at = indexWithin(text, '\\', next, most);
  }
  const isHttp =
    /^(?:[A-Z]{3,10} \S{1,2000} HTTP\/1\.[01]|HTTP\/1\.[01] \d{3}\b[^\\]{0,100})\\r\\n/.test(
      text.slice(from, Math.min(to, from + 2200)),
    );
  return {
    lead: numeric > 0 && doubled === numeric ? 2 : 1,
    escapes,
    numeric,
    hasDigits,
    isDecimal: decimal > 0 && octal === 0,
    isHttp,
  };
}

function isNumericEscape(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (isDigit(code)) return true;
  const lower = code | 0x20;
  const isHex = lower === 0x78 || (lower === 0x75 && text.charCodeAt(at + 1) !== -1);
  return isHex && /^[xu]\{?[\da-f]/i.test(text.slice(at, at + 3));
}

/** \0 is the same in every language. */
function isZeroAlone(text: string, at: number): boolean {
  return text.charCodeAt(at) === CODE.zero && !isDigit(text.charCodeAt(at + 1));
}
