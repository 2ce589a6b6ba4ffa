/** The figures of a comparison as a table, for the page and as CSV and Markdown. */

import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import type { DelaySpread } from '#core/traffic/expected/delay-spread.ts';
import type { ComparisonReport, MethodResult } from '#core/traffic/results/comparison.ts';
import { fleetOf } from '#core/traffic/results/fleet.ts';
import { bytesPerMessage, overheadOf } from '#core/traffic/results/ratios.ts';
import { entriesOf } from '#core/traffic/methods/by-method.ts';
import {
  formatBits,
  formatBytes,
  formatDelay,
  formatFactor,
  formatMemory,
  formatRate,
} from './numbers.ts';
import { METHOD_NAMES } from './compare-words.ts';
import { countedWith } from './counted-with.ts';
import { DIRECTION_WORDS } from './direction-words.ts';
import { settingRows } from './setting-rows.ts';

export type FigureColumn = {
  readonly name: string;
  /** Of the plain number; empty for a count. */
  readonly unit: string;
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

/** Of a client's session. All are expected values. */
export function figureColumns(report: ComparisonReport): FigureColumn[] {
  return [
    { name: 'Bytes', unit: 'B', valueOf: ({ totalBytes }) => totalBytes, format: formatBytes },
    { name: 'Bytes per message', unit: 'B', valueOf: bytesPerMessage, format: formatBytes },
    {
      name: 'Bytes per payload byte',
      unit: '',
      valueOf: (result) => overheadOf(report, result),
      format: formatFactor,
    },
    { name: 'Packets', unit: '', valueOf: ({ packets }) => packets, format: formatRate },
    { name: 'Requests', unit: '', valueOf: ({ requests }) => requests, format: formatRate },
    { name: 'Empty polls', unit: '', valueOf: ({ emptyPolls }) => emptyPolls, format: formatRate },
    {
      name: 'Connections opened',
      unit: '',
      valueOf: ({ connections }) => connections,
      format: formatRate,
    },
  ];
}

/** Of each direction that has messages. */
export function delayColumns({ messageCounts, settings }: ComparisonReport): FigureColumn[] {
  const hasLoss = settings.lossPercent > 0;
  return DIRECTIONS.filter((direction) => messageCounts[direction] > 0)
    .toReversed()
    .flatMap((direction) =>
      [...DELAYS, hasLongest(direction, hasLoss) ? LONGEST : NEARLY_ALL].map(({ name, of }) => ({
        name: `${name} ${DIRECTION_WORDS[direction]}`,
        unit: 'ms',
        valueOf: ({ delays }: MethodResult) => {
          const spread = delays[direction];
          return spread === null ? null : of(spread);
        },
        format: formatDelay,
      })),
    );
}

type DelayFigure = { readonly name: string; readonly of: (spread: DelaySpread) => number };

const DELAYS: readonly DelayFigure[] = [
  { name: 'Mean delay', of: ({ meanMs }) => meanMs },
  { name: 'Median delay', of: ({ medianMs }) => medianMs },
  { name: '95% within', of: ({ percentile95Ms }) => percentile95Ms },
];

const LONGEST: DelayFigure = { name: 'Longest delay', of: ({ worstMs }) => worstMs };
const NEARLY_ALL: DelayFigure = { name: '99% within', of: ({ quantilesMs }) => quantilesMs[99]! };

/** A message can be lost any number of times, and a POST can find any number of others waiting. */
function hasLongest(direction: Direction, hasLoss: boolean): boolean {
  return direction === 'server-to-client' && !hasLoss;
}

/** What the servers of a fleet of such clients transfer and keep open. */
export function fleetColumns(report: ComparisonReport): FigureColumn[] {
  const fleet = (result: MethodResult) => fleetOf(report, result);
  return [
    {
      name: 'Traffic',
      unit: 'bit/s',
      valueOf: (result) => fleet(result).bitsPerSecond,
      format: formatBits,
    },
    {
      name: 'Requests per second',
      unit: '',
      valueOf: (result) => fleet(result).requestsPerSecond,
      format: formatRate,
    },
    {
      name: 'Connections opened per second',
      unit: '',
      valueOf: (result) => fleet(result).handshakesPerSecond,
      format: formatRate,
    },
    {
      name: 'Connections open',
      unit: '',
      valueOf: (result) => fleet(result).connectionsHeld,
      format: formatRate,
    },
    {
      name: 'Memory for them',
      unit: 'B',
      valueOf: (result) => fleet(result).memoryBytes,
      format: formatMemory,
    },
  ];
}

/** Unformatted numbers with their units, then the settings and the link (RFC 4180). */
export function toCsv(
  report: ComparisonReport,
  columns: readonly FigureColumn[],
  link: string,
): string {
  const rows = entriesOf(report.results).map(([method, result]) => [
    METHOD_NAMES[method],
    ...columns.map(({ valueOf }) => plain(valueOf(result))),
  ]);
  const header = ['Method', ...columns.map(({ name, unit }) => withUnit(name, unit))];
  const settings = settingRows(report.settings).map(({ label, value, unit }) => [
    withUnit(label, unit),
    value,
  ]);
  return [header, ...rows, [], ['Setting', 'Value'], ...settings, ['Link', link]]
    .map((row) => `${row.map(csvCell).join(',')}\r\n`)
    .join('');
}

function withUnit(name: string, unit: string): string {
  return unit === '' ? name : `${name} (${unit})`;
}

/** Without the noise of binary fractions. */
function plain(value: number | null): string {
  return value === null ? '' : String(Number(value.toPrecision(12)));
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toMarkdown(
  report: ComparisonReport,
  columns: readonly FigureColumn[],
  link: string,
): string {
  const rows = entriesOf(report.results).map(([method, result]) => [
    METHOD_NAMES[method],
    ...columns.map((column) => textOf(column, result)),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const header = line(['Method', ...columns.map(({ name }) => name)]);
  const rule = line(['---', ...columns.map(() => '---:')]);
  const settings = settingRows(report.settings).map(
    ({ label, value, unit }) => `- ${label}: ${`${value} ${unit}`.trim()}\n`,
  );
  return [
    header,
    rule,
    ...rows.map(line),
    `\nCounted with ${countedWith(report).join('; ')}. Expected values.\n\n`,
    ...settings,
    `\n<${link}>\n`,
  ].join('');
}
