/** Counts everything that a method sent, compressed if the plan says so. */

import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import { compressWrites } from '#core/traffic/wire/compressed-messages.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
import { countWrites, type RunCount, type WriteWatch } from './count-writes.ts';

export function countRun(run: MethodRun, plan: WirePlan, watch?: WriteWatch): RunCount {
  return countWrites(run, plan, plan.isCompressed ? compressWrites(run, plan) : null, watch);
}
