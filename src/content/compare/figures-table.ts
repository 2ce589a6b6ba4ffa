/** The figures of a comparison as a table: for the page, and to copy as CSV and Markdown. */

import type { Direction } from '#core/trace/direction.ts';
import type { ComparisonReport, MethodResult } from '#core/traffic/results/comparison.ts';
import { fleetOf } from '#core/traffic/results/fleet.ts';
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
  /** What a program reads: CSV has it; null where there is no such figure. */
  readonly valueOf: (result: MethodResult) => number | null;
  /** What a person reads. */
  readonly format: (value: number) => string;
};

const NONE = '–';

export function textOf({ valueOf, format }: FigureColumn, result: MethodResult): string {
  const value = valueOf(result);
  return value === null ? NONE : format(value);
}

/** Delays are those of one direction; null where no message went either way. */
export function figureColumns(
  { payloadBytes }: ComparisonReport,
  direction: Direction | null,
): FigureColumn[] {
  const delay =
    (key: 'meanMs' | 'medianMs' | 'percentile95Ms' | 'worstMs') =>
    ({ delays }: MethodResult) =>
      direction === null ? null : (delays[direction]?.[key] ?? null);
  const perMessage = ({ totalBytes, messages }: MethodResult) =>
    messages === 0 ? null : totalBytes / messages;
  const overhead = ({ totalBytes }: MethodResult) =>
    payloadBytes === 0 ? null : totalBytes / payloadBytes;
  return [
    { name: 'Bytes', valueOf: ({ totalBytes }) => totalBytes, format: formatBytes },
    { name: 'Bytes per message', valueOf: perMessage, format: formatBytes },
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

/** A fleet of such clients: what their servers carry and hold. */
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

/** Numbers as they are, comma-separated (RFC 4180). */
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
