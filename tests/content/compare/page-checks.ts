import { expect } from 'vitest';
import { comparedIn, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
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

export const comparedOn = ({ report }: ComparePage) => comparedIn(report.results);

export const totalOn = ({ report }: ComparePage, id: ComparedId) =>
  valueOf(report.results, id).totalBytes;

export const totalsOn = (page: ComparePage) => comparedOn(page).map((id) => totalOn(page, id));

export const isCheaper = (page: ComparePage, one: ComparedId, other: ComparedId) =>
  totalOn(page, one) < totalOn(page, other);

/** Of the direction that sentences speak of; null if there is no expected delay. */
export const means = ({ report }: ComparePage, id: ComparedId) => {
  const direction = delayedDirection(report);
  return direction === null
    ? null
    : (valueOf(report.results, id).delays[direction]?.meanMs ?? null);
};

/** Expects the rounded value beside each method that has one. */
export const expectAmounts = (
  page: ComparePage,
  text: string,
  valueFor: (method: ComparedId) => number | null,
) => {
  const amounts = amountsByMethod(text, comparedOn(page));
  for (const method of comparedOn(page)) {
    const [amount, value] = [amounts.get(method), valueFor(method)];
    if (value === null) expect(amount, `${method}: ${text}`).toBeUndefined();
    else expect(isRounded(amount ?? 'none 0', value), `${method} ${value}: ${text}`).toBe(true);
  }
};
