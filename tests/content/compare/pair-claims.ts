/** Reads what a sentence about two methods claims, from its words alone. */

import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { methodsIn } from './read-amounts.ts';

/** At rates between these, per second. */
export type PairClaim = {
  readonly from: number;
  readonly to: number;
  /** Null if they differ by less than a percent. */
  readonly cheaper: ComparedId | null;
};

const UNITS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600 };

export function pairClaimsOf(sentence: string): PairClaim[] {
  const number = String.raw`([\d.,]+)`;
  const unit = String.raw`(?: messages?)? per (second|minute|hour)`;
  const ranges = new RegExp(
    String.raw`(below|above) ${number}${unit}|between ${number}(?:${unit})? and ${number}${unit}`,
    'gi',
  );
  const found = [...sentence.matchAll(ranges)];
  const rateOf = (value: string, name: string) => Number(value.replaceAll(',', '')) / UNITS[name]!;
  const cheaperIn = (clause: string) => {
    if (clause.includes('differ by less')) return null;
    const [subject] = clause.split(/ sends? fewer/);
    return methodsIn(subject!)[0]!;
  };
  if (found.length === 0) {
    return [{ from: 0, to: Infinity, cheaper: cheaperIn(sentence.replace(/^.*?, /, '')) }];
  }
  return found.map((match, index): PairClaim => {
    const clause = sentence.slice(match.index + match[0].length, found[index + 1]?.index);
    const cheaper = cheaperIn(clause);
    const [, side, value, name, from, fromUnit, to, toUnit] = match;
    if (side === undefined) {
      return { from: rateOf(from!, fromUnit ?? toUnit!), to: rateOf(to!, toUnit!), cheaper };
    }
    const limit = rateOf(value!, name!);
    return side.toLowerCase() === 'below'
      ? { from: 0, to: limit, cheaper }
      : { from: limit, to: Infinity, cheaper };
  });
}
