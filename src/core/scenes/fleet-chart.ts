/** What a fleet needs, over its size: one quantity for each method. */

import { comparedIn, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { monthlyCost, type Prices } from '#core/traffic/costs/monthly-cost.ts';
import { reconnectionsPerSecond } from '#core/traffic/costs/restart.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import { fleetOf } from '#core/traffic/results/fleet.ts';
import { layoutLineChart, type ChartSeries, type LineChart } from './line-chart.ts';

export const FLEET_QUANTITIES = ['traffic', 'requests', 'memory', 'restart', 'cost'] as const;

export type FleetQuantity = (typeof FLEET_QUANTITIES)[number];

/** Clients, in powers of ten: each quantity grows in proportion. */
const SIZES = [100, 1000, 10_000, 100_000, 1_000_000, 10_000_000] as const;

/** Null if it has no value, such as a price that no vendor states. */
function fleetQuantity(
  report: ComparisonReport,
  method: ComparedId,
  quantity: FleetQuantity,
  prices: Prices,
  clients = report.settings.clients,
): number | null {
  const settings = { ...report.settings, clients };
  const fleet = fleetOf({ settings }, valueOf(report.results, method));
  switch (quantity) {
    case 'traffic':
      return fleet.bitsPerSecond;
    case 'requests':
      return fleet.requestsPerSecond;
    case 'memory':
      return fleet.memoryBytes;
    case 'restart':
      return reconnectionsPerSecond({ settings, pollPeriodMs: report.pollPeriodMs }, method);
    case 'cost':
      return monthlyCost(report, method, prices, clients);
  }
}

export function layoutFleetChart(
  report: ComparisonReport,
  quantity: FleetQuantity,
  prices: Prices,
  width: number,
): LineChart {
  return layoutLineChart({
    series: comparedIn(report.results).map((method): ChartSeries => ({
      method,
      points: SIZES.flatMap((clients) => {
        const value = fleetQuantity(report, method, quantity, prices, clients);
        return value === null || value <= 0 ? [] : [[clients, value] as const];
      }),
    })),
    width,
    y: null,
    current: report.settings.clients,
  });
}
