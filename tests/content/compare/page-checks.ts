import { expect } from 'vitest';
import { forEachMethod } from '#core/traffic/methods/for-each-method.ts';
import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';
import { delayedDirection } from '#core/traffic/results/delay-comparison.ts';
import { named, type ComparePage } from './random-pages.ts';
import { amountsByMethod, isRounded } from './read-amounts.ts';

const SHOWN_FAULTS = 4;

/** Fails with the settings of the first pages that have a fault. */
export function checkPages(
  pages: readonly ComparePage[],
  check: (page: ComparePage) => void,
): void {
  const faults = pages.flatMap((page) => {
    try {
      check(page);
      return [];
    } catch (error) {
      return [`${String(error)} with ${named(page)}`];
    }
  });
  expect(faults.slice(0, SHOWN_FAULTS)).toEqual([]);
}

export const totals = ({ report }: ComparePage) =>
  forEachMethod((method) => report.results[method].totalBytes);

export const isCheaper = (page: ComparePage, one: MethodId, other: MethodId) =>
  totals(page)[one] < totals(page)[other];

/** Of the direction that sentences speak of; null if there is no expected delay. */
export const means = ({ report }: ComparePage, method: MethodId) => {
  const direction = delayedDirection(report);
  return direction === null ? null : (report.results[method].delays[direction]?.meanMs ?? null);
};

/** Expects the rounded value beside each method that has one. */
export const expectAmounts = (text: string, valueFor: (method: MethodId) => number | null) => {
  const amounts = amountsByMethod(text);
  for (const method of METHODS) {
    const [amount, value] = [amounts.get(method), valueFor(method)];
    if (value === null) expect(amount, `${method}: ${text}`).toBeUndefined();
    else expect(isRounded(amount ?? 'none 0', value), `${method} ${value}: ${text}`).toBe(true);
  }
};
