/** Bringing what somebody wants of a scenario within its bounds, and saying what was changed. */

import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { isSendableCloseCode } from '#core/protocol/messages/close-code.ts';
import {
  mayCloseWith,
  PARAMETERS,
  type ParameterId,
  type ParameterKind,
  type ParameterValues,
} from './parameters.ts';
import { parametersOf, type Scenario } from './scenario.ts';

export type SettlingReason =
  | 'below'
  | 'above'
  | 'rounded'
  | 'too-long'
  | 'unreadable'
  /** A close code that nobody may send, or that a page may not. */
  | 'not-sendable'
  | 'not-for-a-page';

export type ParameterValue = ParameterValues[ParameterId];

/** A value that was not taken as it stood. */
export type Settling = {
  readonly parameter: ParameterId;
  readonly taken: ParameterValue;
  readonly reason: SettlingReason;
};

export type Settled = {
  /** Of all parameters that the scenario takes. */
  readonly values: Readonly<Partial<ParameterValues>>;
  readonly settlings: readonly Settling[];
};

type Attempt = { readonly taken: ParameterValue; readonly reason: SettlingReason | null };

/** What is not among the scenario's parameters is left aside. */
export function settleValues(
  scenario: Scenario,
  wanted: Readonly<Partial<Record<ParameterId, unknown>>>,
): Settled {
  const values: Partial<Record<ParameterId, ParameterValue>> = {};
  const settlings: Settling[] = [];
  const take = (parameter: ParameterId, { taken, reason }: Attempt) => {
    values[parameter] = taken;
    if (reason !== null) settlings.push({ parameter, taken, reason });
  };
  for (const parameter of parametersOf(scenario)) {
    const first = scenario.defaults[parameter] as ParameterValue;
    const value = wanted[parameter];
    take(
      parameter,
      value === undefined
        ? { taken: first, reason: null }
        : settleValue(PARAMETERS[parameter], value, first),
    );
  }
  const { closer, closeCode } = values as Partial<ParameterValues>;
  if (closer !== undefined && closeCode !== undefined && !mayCloseWith(closeCode, closer)) {
    const fallback = scenario.defaults.closeCode ?? null;
    const taken = mayCloseWith(fallback, closer) ? fallback : 1000;
    take('closeCode', { taken, reason: 'not-for-a-page' });
  }
  return { values: values as Partial<ParameterValues>, settlings };
}

function settleValue(kind: ParameterKind, value: unknown, first: ParameterValue): Attempt {
  const unreadable: Attempt = { taken: first, reason: 'unreadable' };
  switch (kind.kind) {
    case 'number':
      return typeof value === 'number' ? settleNumber(value, kind, first) : unreadable;
    case 'text':
      return typeof value === 'string' ? settleText(value, kind.maxSize) : unreadable;
    case 'bytes': {
      const fits = value instanceof Uint8Array && value.length === kind.size;
      return fits ? { taken: value, reason: null } : unreadable;
    }
    case 'choice': {
      const fits = typeof value === 'string' && kind.choices.includes(value);
      return fits ? { taken: value, reason: null } : unreadable;
    }
    case 'close-code': {
      if (value === null) return { taken: null, reason: null };
      if (typeof value !== 'number' || !Number.isInteger(value)) return unreadable;
      return isSendableCloseCode(value)
        ? { taken: value, reason: null }
        : { taken: first, reason: 'not-sendable' };
    }
  }
}

function settleNumber(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
  first: ParameterValue,
): Attempt {
  if (Number.isNaN(value)) return { taken: first, reason: 'unreadable' };
  if (value < min) return { taken: min, reason: 'below' };
  if (value > max) return { taken: max, reason: 'above' };
  const taken = Math.round(value);
  return { taken, reason: taken === value ? null : 'rounded' };
}

/** Cut between characters, never within one. Halves of a pair become U+FFFD, as `send` has it. */
function settleText(value: string, maxSize: number): Attempt {
  const text = fromUtf8(toUtf8(value));
  if (toUtf8(text).length <= maxSize) return { taken: text, reason: null };
  let taken = '';
  let size = 0;
  for (const character of text) {
    size += toUtf8(character).length;
    if (size > maxSize) break;
    taken += character;
  }
  return { taken, reason: 'too-long' };
}
