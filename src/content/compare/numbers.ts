/** Sizes, delays and times as Compare writes them, with only significant digits. */

import { formatCount } from '#content/phrasing/quantity.ts';

/** Two significant digits: "768 B", "1.4 kB", "25 kB", "1.2 MB", "7.1 GB". A kB is 1,000 bytes. */
export function formatSize(bytes: number): string {
  if (Math.round(bytes) < 1000) return `${Math.round(bytes)} B`;
  if (bytes < 999_500) return `${twoDigits(bytes / 1000)} kB`;
  if (bytes < 999_500_000) return `${twoDigits(bytes / 1_000_000)} MB`;
  return `${twoDigits(bytes / 1_000_000_000)} GB`;
}

/** Every byte: "24,981 B". */
export function formatBytes(bytes: number): string {
  return `${formatCount(Math.round(bytes))} B`;
}

/** "960 bit/s", "41.6 Mbit/s", "3.2 Tbit/s": decimal, as usual for bandwidth. */
export function formatBits(bitsPerSecond: number): string {
  return `${scaled(bitsPerSecond, 1000, ['', 'k', 'M', 'G', 'T', 'P'])}bit/s`;
}

/** "160 KiB", "1.5 TiB": binary, as usual for memory. */
export function formatMemory(bytes: number): string {
  return `${scaled(bytes, 1024, ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'])}B`;
}

/** "12 B/s", "1.5 kB/s". */
export function formatPerSecond(bytes: number): string {
  return bytes < 9.95 ? `${bytes.toFixed(1)} B/s` : `${formatSize(Math.round(bytes))}/s`;
}

/** Smaller numbers would need an exponent, and don't matter. */
const NEGLIGIBLE = 1e-6;

/** Three digits: "0.0123", "7.31", "5,670". */
export function formatRate(value: number): string {
  if (value < NEGLIGIBLE) return '0';
  if (value >= 100) return formatCount(Math.round(value));
  return formatDecimal(Number(value.toPrecision(3)));
}

/** Three significant digits, a space and a unit prefix. */
function scaled(value: number, base: number, prefixes: readonly string[]): string {
  let rest = value;
  let prefix = 0;
  while (rest >= base * 0.9995 && prefix < prefixes.length - 1) {
    rest /= base;
    prefix++;
  }
  return `${formatRate(rest)} ${prefixes[prefix] ?? ''}`;
}

/** What replaces a delay that grows without end. */
const ENDLESS = 'ever longer';

/** "30 ms", "30.5 ms", "1.03 s", "12.4 s", "9 min 54 s", "1 h 5 min". */
export function formatDelay(ms: number): string {
  if (ms === Infinity) return ENDLESS;
  const [second, minute, hour] = [1000, 60_000, 3_600_000];
  if (ms < 99.95) return `${formatDecimal(Math.round(ms * 10) / 10)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${formatDecimal(Number((ms / second).toPrecision(3)))} s`;
  if (Math.round(ms / second) < 3600) {
    return inTwoUnits(Math.round(ms / second), minute / second, ['min', 's']);
  }
  return inTwoUnits(Math.round(ms / minute), hour / minute, ['h', 'min']);
}

/** "9 min 54 s" of 594 s. */
function inTwoUnits(value: number, per: number, [large, small]: readonly [string, string]): string {
  const whole = `${formatCount(Math.floor(value / per))} ${large}`;
  const rest = value % per;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}

/** "4.3 per second", "12 per minute", "5 per hour": the largest number below a thousand or so. */
export function formatFrequency(perSecond: number): string {
  if (perSecond === 0 || perSecond >= 0.9995) return `${formatRate(perSecond)} per second`;
  if (perSecond * 60 >= 0.9995) return `${formatRate(perSecond * 60)} per minute`;
  return `${formatRate(perSecond * 3600)} per hour`;
}

/** "67%", and "under 1%" and "over 99%" for what isn't quite nothing or everything. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return 'under 1%';
  if (share < 1 && share > 0.99) return 'over 99%';
  return `${Math.round(share * 100)}%`;
}

/** "9%", "0.4%". */
export function formatPercent(share: number): string {
  const percent = share * 100;
  return `${formatDecimal(percent < 0.95 ? Number(percent.toPrecision(1)) : Math.round(percent))}%`;
}

/** "$0.02", "$12", "$1,234", "$1.2 M": US dollars as vendors state them. */
export function formatDollars(dollars: number): string {
  if (dollars < 9.995) return `$${dollars.toFixed(2)}`;
  if (dollars < 999_500) return `$${formatCount(Math.round(dollars))}`;
  return `$${formatDecimal(Number((dollars / 1_000_000).toPrecision(3)))} M`;
}

/** "1.9×", "32.5×", "406×", "0.04×". */
export function formatFactor(factor: number): string {
  if (factor > 0 && factor < 0.095) return `${formatDecimal(Number(factor.toPrecision(1)))}×`;
  return `${factor < 100 ? factor.toFixed(1) : formatCount(Math.round(factor))}×`;
}

/** Longer times in seconds are hard to read. Vendors state limits such as 350 s. */
const LONG_SECONDS = 600;

/** "0 s", "1.5 s", "90 s", "350 s", "5 min", "59 min 44 s", "2 h". */
export function formatTime(ms: number): string {
  const seconds = ms / 1000;
  if (seconds >= 7200 && seconds % 3600 === 0) return `${formatCount(seconds / 3600)} h`;
  if (seconds > LONG_SECONDS && seconds % 60 !== 0) return formatDelay(ms);
  return seconds > 90 && seconds % 60 === 0
    ? `${formatCount(seconds / 60)} min`
    : `${formatDecimal(Math.round(seconds * 10) / 10)} s`;
}

/** With thousands separators, and as many decimals as the number has. */
export function formatDecimal(value: number): string {
  const [whole = '', decimals] = String(value).split('.');
  return decimals === undefined
    ? formatCount(Number(whole))
    : `${formatCount(Number(whole))}.${decimals}`;
}

function twoDigits(value: number): string {
  return value < 9.95 ? value.toFixed(1) : formatCount(Math.round(value));
}

/** "2,000 ms" or "10%". */
export function beforeUnit(amount: string, unit: string): string {
  return unit === '%' ? `${amount}%` : `${amount} ${unit}`.trimEnd();
}
