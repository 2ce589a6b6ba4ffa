/** The figures of a comparison as a table, for the page and as CSV and Markdown. */

import type { Direction } from '#core/trace/direction.ts';
import type { ComparisonReport, MethodResult } from '#core/traffic/results/comparison.ts';
import { fleetOf } from '#core/traffic/results/fleet.ts';
import { bytesPerMessage, overheadOf } from '#core/traffic/results/ratios.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import {
  formatBits,
  formatBytes,
  formatDelay,
  formatFactor,
  formatMemory,
  formatRate,
} from './numbers.ts';
import { METHOD_NAMES } from './compare-words.ts';
import { formatCount } from '#content/phrasing/quantity.ts';

export type FigureColumn = {
  readonly name: string;
  /** For CSV; null if there is no such figure. */
  readonly valueOf: (result: MethodResult) => number | null;
  /** For the page and Markdown. */
  readonly format: (value: number) => string;
};

const NONE = '–';

export function textOf({ valueOf, format }: FigureColumn, result: MethodResult): string {
  const value = valueOf(result);
  return value === null ? NONE : format(value);
}

/** The delays are those of one direction. Null if no message was made. */
export function figureColumns(
  report: ComparisonReport,
  direction: Direction | null,
): FigureColumn[] {
  const delay =
    (key: 'meanMs' | 'medianMs' | 'percentile95Ms' | 'worstMs') =>
    ({ delays }: MethodResult) =>
      direction === null ? null : (delays[direction]?.[key] ?? null);
  const overhead = (result: MethodResult) => overheadOf(report, result);
  return [
    { name: 'Bytes', valueOf: ({ totalBytes }) => totalBytes, format: formatBytes },
    { name: 'Bytes per message', valueOf: bytesPerMessage, format: formatBytes },
    { name: 'Overhead', valueOf: overhead, format: formatFactor },
    { name: 'Packets', valueOf: ({ packets }) => packets, format: formatCount },
    { name: 'Requests', valueOf: ({ requests }) => requests, format: formatCount },
    { name: 'Asked in vain', valueOf: ({ emptyPolls }) => emptyPolls, format: formatCount },
    { name: 'Connections', valueOf: ({ connections }) => connections, format: formatCount },
    { name: 'Mean delay', valueOf: delay('meanMs'), format: formatDelay },
    { name: 'Median delay', valueOf: delay('medianMs'), format: formatDelay },
    { name: '95 % within', valueOf: delay('percentile95Ms'), format: formatDelay },
    { name: 'Worst delay', valueOf: delay('worstMs'), format: formatDelay },
  ];
}

/** What the servers of a fleet of such clients transfer and keep open. */
export function fleetColumns(report: ComparisonReport): FigureColumn[] {
  const fleet = (result: MethodResult) => fleetOf(report, result);
  return [
    { name: 'Traffic', valueOf: (result) => fleet(result).bitsPerSecond, format: formatBits },
    {
      name: 'Requests a second',
      valueOf: (result) => fleet(result).requestsPerSecond,
      format: formatRate,
    },
    {
      name: 'Connections held',
      valueOf: (result) => fleet(result).connectionsHeld,
      format: (count) => formatCount(Math.round(count)),
    },
    {
      name: 'Memory for them',
      valueOf: (result) => fleet(result).memoryBytes,
      format: formatMemory,
    },
  ];
}

/** Unformatted numbers, separated by commas (RFC 4180). */
export function toCsv(report: ComparisonReport, columns: readonly FigureColumn[]): string {
  const rows = METHODS.map((method) => [
    METHOD_NAMES[method],
    ...columns.map(({ valueOf }) => String(valueOf(report.results[method]) ?? '')),
  ]);
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const header = ['Method', ...columns.map(({ name }) => name)];
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

export function toMarkdown(report: ComparisonReport, columns: readonly FigureColumn[]): string {
  const rows = METHODS.map((method) => [
    METHOD_NAMES[method],
    ...columns.map((column) => textOf(column, report.results[method])),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const header = line(['Method', ...columns.map(({ name }) => name)]);
  const rule = line(['---', ...columns.map(() => '---:')]);
  return header + rule + rows.map(line).join('');
}
