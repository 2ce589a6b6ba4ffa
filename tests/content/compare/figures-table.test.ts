import { describe, expect, test } from 'vitest';
import {
  delayColumns,
  figureColumns,
  fleetColumns,
  textOf,
  toCsv,
  toMarkdown,
} from '#content/compare/figures-table.ts';
import { settingRows } from '#content/compare/setting-rows.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';

const report = compareMethods(DEFAULT_SETTINGS);
const columns = [...figureColumns(report), ...delayColumns(report), ...fleetColumns(report)];
const link = 'https://example.com/#/compare?down=12&up=4';

/** Reads CSV as RFC 4180 has it. */
function readCsv(text: string): string[][] {
  return text
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}

describe('the table as CSV', () => {
  const rows = readCsv(toCsv(report, columns, link));

  test('has each number once, with its unit and direction in the header', () => {
    const [header = []] = rows;
    expect(header).toContain('Bytes (B)');
    expect(header).toContain('Mean delay to the client (ms)');
    expect(header).toContain('Mean delay from the client (ms)');
    expect(header).toContain('Traffic (bit/s)');
    expect(header).toContain('Memory for them (B)');
    expect(new Set(header).size).toBe(header.length);
    for (const [index, method] of METHODS.entries()) {
      const row = rows[index + 1]!;
      expect(row).toHaveLength(header.length);
      expect(Number(row[1])).toBeCloseTo(report.results[method].totalBytes, 3);
      const delay = Number(row[header.indexOf('Mean delay to the client (ms)')]);
      expect(delay).toBeCloseTo(report.results[method].delays['server-to-client']!.meanMs, 6);
    }
  });

  test('has every setting and the link', () => {
    const cells = rows.map((row) => row.join('|'));
    for (const { label, value } of settingRows(report.settings)) {
      expect(cells.some((row) => row.startsWith(label) && row.endsWith(`|${value}`))).toBe(true);
    }
    expect(rows.at(-1)).toEqual(['Link', link]);
  });
});

test('the table as Markdown has what the page has, the settings and the link', () => {
  const [header, rule, first, ...rest] = toMarkdown(report, columns, link).split('\n');
  expect(header).toMatch(/^\| Method \| Bytes \| Bytes per message \|/);
  expect(rule).toMatch(/^\| --- \| ---: \|/);
  expect(first).toContain(`| ${textOf(columns[0]!, report.results.polling)} |`);
  expect(rest.join('\n')).toContain('Counted with TCP and IP, TLS 1.3; HTTP/1.1');
  expect(rest.join('\n')).toContain('- Round trip: 60 ms');
  expect(rest.join('\n')).toContain(`<${link}>`);
});

test('a missing figure is a dash on the page, and empty in CSV', () => {
  const nothing = compareMethods({
    ...DEFAULT_SETTINGS,
    toClientPerMinute: 0,
    fromClientPerMinute: 0,
  });
  const perMessage = figureColumns(nothing).find(({ name }) => name === 'Bytes per message')!;
  expect(textOf(perMessage, nothing.results.polling)).toBe('–');
  expect(toCsv(nothing, [perMessage], link)).toContain('Polling,\r\n');
  expect(delayColumns(nothing)).toEqual([]);
});
