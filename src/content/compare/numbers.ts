/** Sizes, delays and times as Compare writes them, with only significant digits. */

import { formatCount } from '#content/phrasing/quantity.ts';

/** Two significant digits: "768 B", "1.4 KB", "25 KB", "1.2 MB". A KB is 1,000 bytes. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${twoDigits(bytes / 1000)} KB`;
  return `${twoDigits(bytes / 1_000_000)} MB`;
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

/** "12 B/s", "1.5 KB/s". */
export function formatPerSecond(bytes: number): string {
  return bytes < 9.95 ? `${bytes.toFixed(1)} B/s` : `${formatSize(Math.round(bytes))}/s`;
}

/** Three digits: "0.0123", "7.31", "5,670". */
export function formatRate(value: number): string {
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

/** "30 ms", "30.5 ms", "1,031 ms". */
export function formatDelay(ms: number): string {
  const rounded = ms < 100 ? Math.round(ms * 10) / 10 : Math.round(ms);
  return `${formatDecimal(rounded)} ms`;
}

/** "×1.9", "×32.5", "×406". */
export function formatFactor(factor: number): string {
  return `×${factor < 100 ? factor.toFixed(1) : formatCount(Math.round(factor))}`;
}

/** "0 s", "1.5 s", "90 s", "5 min". */
export function formatTime(ms: number): string {
  const seconds = ms / 1000;
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
