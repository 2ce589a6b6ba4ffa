/** The values that a setting of a comparison is offered at. */

import type { NumberSetting } from './comparison-settings.ts';

const RATES = [0, 0.1, 0.2, 1, 2, 4, 6, 8, 10, 12, 15, 20, 30, 45, 60, 90, 120, 240, 600, 1200];

/**
 * Where a slider stops: close together where small differences matter, further apart above. Sizes
 * include both sides of each limit of a frame's length field (125, 126; 65,535, 65,536).
 */
export const SETTING_STOPS: Readonly<Record<Exclude<NumberSetting, 'seed'>, readonly number[]>> = {
  toClientPerMinute: RATES,
  fromClientPerMinute: RATES,
  burstSize: [2, 3, 5, 10, 20, 50, 100],
  messageSize: [
    1, 8, 16, 24, 32, 48, 64, 100, 125, 126, 200, 500, 1000, 4000, 16_000, 65_535, 65_536,
  ],
  sessionSeconds: [10, 60, 300, 600, 1800, 3600, 14_400, 28_800, 86_400],
  durationSeconds: [10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600],
  roundTripMs: [0, 1, 5, 10, 20, 40, 60, 80, 100, 150, 200, 300, 500, 1000, 2000],
  maxSegmentSize: [500, 536, 1220, 1440, 1448, 1460, 8948, 65_483],
  idleLimitSeconds: [0, 5, 30, 50, 55, 60, 100, 120, 300, 350, 600, 3600],
  lossPercent: [0, 0.1, 0.5, 1, 2, 5, 10],
  pollIntervalSeconds: [0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1800, 3600],
  longPollTimeoutSeconds: [1, 2, 5, 10, 15, 20, 25, 30, 45, 60, 90, 120],
  heartbeatSeconds: [0, 5, 10, 15, 20, 25, 30, 45, 60, 120, 300, 600],
  coalesceMs: [0, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000],
  cookieSize: [0, 46, 100, 250, 500, 1000, 2000, 4096],
  clients: [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 2_000_000, 5_500_000, 10_000_000, 100_000_000,
  ],
  memoryPerConnection: [1, 2, 4, 8, 16, 32, 64, 128, 256, 1024],
};
