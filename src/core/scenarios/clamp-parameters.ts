/** Clamps the requested parameters of a scenario to their bounds, and reports each adjustment. */

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

export type AdjustmentReason =
  | 'below'
  | 'above'
  | 'rounded'
  | 'too-long'
  | 'unreadable'
  /** No endpoint may send the close code; or an endpoint may, but not the one that closes. */
  | 'not-sendable'
  | 'not-for-a-page'
  | 'not-for-a-server';

export type ParameterValue = ParameterValues[ParameterId];

/** A requested value that was not used unchanged. */
export type Adjustment = {
  readonly parameter: ParameterId;
  readonly taken: ParameterValue;
  readonly reason: AdjustmentReason;
};

export type ClampedParameters = {
  /** A value for every parameter of the scenario. */
  readonly values: Readonly<Partial<ParameterValues>>;
  /** At most one for each parameter. */
  readonly adjustments: readonly Adjustment[];
};

type Attempt = { readonly taken: ParameterValue; readonly reason: AdjustmentReason | null };

/** Ignores what isn't a parameter of the scenario. */
export function clampParameters(
  scenario: Scenario,
  wanted: Readonly<Partial<Record<ParameterId, unknown>>>,
): ClampedParameters {
  const values: Partial<Record<ParameterId, ParameterValue>> = {};
  const adjustments = new Map<ParameterId, Adjustment>();
  const take = (parameter: ParameterId, { taken, reason }: Attempt) => {
    values[parameter] = taken;
    if (reason !== null) adjustments.set(parameter, { parameter, taken, reason });
  };
  for (const parameter of parametersOf(scenario)) {
    const initial = scenario.defaults[parameter] as ParameterValue;
    const value = wanted[parameter];
    take(
      parameter,
      value === undefined
        ? { taken: initial, reason: null }
        : clampValue(PARAMETERS[parameter], value, initial),
    );
  }
  const { closer, closeCode } = values as Partial<ParameterValues>;
  if (closer !== undefined && closeCode !== undefined && !mayCloseWith(closeCode, closer)) {
    const fallback = scenario.defaults.closeCode ?? null;
    const taken = mayCloseWith(fallback, closer) ? fallback : 1000;
    const forbidden = closer === 'client' ? 'not-for-a-page' : 'not-for-a-server';
    // A code that was already replaced keeps its first reason.
    take('closeCode', { taken, reason: adjustments.get('closeCode')?.reason ?? forbidden });
  }
  return { values: values as Partial<ParameterValues>, adjustments: [...adjustments.values()] };
}

function clampValue(kind: ParameterKind, value: unknown, initial: ParameterValue): Attempt {
  const unreadable: Attempt = { taken: initial, reason: 'unreadable' };
  switch (kind.kind) {
    case 'number':
      return typeof value === 'number' ? clampNumber(value, kind, initial) : unreadable;
    case 'text':
      return typeof value === 'string' ? clampText(value, kind.maxSize) : unreadable;
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
        : { taken: initial, reason: 'not-sendable' };
    }
  }
}

function clampNumber(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
  initial: ParameterValue,
): Attempt {
  if (Number.isNaN(value)) return { taken: initial, reason: 'unreadable' };
  if (value < min) return { taken: min, reason: 'below' };
  if (value > max) return { taken: max, reason: 'above' };
  const taken = Math.round(value);
  return { taken, reason: taken === value ? null : 'rounded' };
}

/** Cuts between characters. Lone surrogates become U+FFFD, as in `send()`. */
function clampText(value: string, maxSize: number): Attempt {
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
