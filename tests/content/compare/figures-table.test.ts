import { expect, test } from 'vitest';
import { delayedDirection } from '#core/traffic/results/delay-comparison.ts';
import {
  figureColumns,
  fleetColumns,
  textOf,
  toCsv,
  toMarkdown,
} from '#content/compare/figures-table.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';

const report = compareMethods(DEFAULT_SETTINGS);
const columns = [...figureColumns(report, delayedDirection(report)), ...fleetColumns(report)];

test('the table as CSV has numbers as they are', () => {
  const [header, first, ...rest] = toCsv(report, columns).trimEnd().split('\r\n');
  expect(header).toBe(
    'Method,Bytes,Bytes per message,Overhead,Packets,Requests,Asked in vain,Connections,Mean delay,Median delay,95 % within,Worst delay,Traffic,Requests a second,Connections held,Memory for them',
  );
  expect(first?.split(',').slice(0, 3)).toEqual(['Polling', '24349', '1521.8125']);
  expect(rest).toHaveLength(3);
});

test('the table as Markdown has them as the page has', () => {
  const [header, rule, first] = toMarkdown(report, columns).split('\n');
  expect(header).toMatch(/^\| Method \| Bytes \| Bytes per message \|/);
  expect(rule).toMatch(/^\| --- \| ---: \|/);
  expect(first).toMatch(/^\| Polling \| 24,349 B \| 1,522 B \| ×31.7 \|/);
});

test('what there is not is a dash on the page, and empty in CSV', () => {
  const nothing = compareMethods({
    ...DEFAULT_SETTINGS,
    toClientPerMinute: 0,
    fromClientPerMinute: 0,
  });
  const figures = figureColumns(nothing, delayedDirection(nothing));
  const perMessage = figures.find(({ name }) => name === 'Bytes per message')!;
  expect(textOf(perMessage, nothing.results.polling)).toBe('–');
  expect(toCsv(nothing, [perMessage])).toContain('Polling,\r\n');
});
