import { describe, expect, test } from 'vitest';
import { publishedExample } from '#content/compare/published-examples.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { bytesPerMessage } from '#core/traffic/results/ratios.ts';
import { presetSettings } from '#core/traffic/settings/presets.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import { faultsIn } from './grammar.ts';

const study = compareMethods(presetSettings('study-2010'));
const book = compareMethods(presetSettings('book-2013'));

describe('the study of 2010', () => {
  const example = publishedExample(study)!;
  const textOf = (heading: RegExp) =>
    example.groups.find((group) => heading.test(group.heading))!.lines.join('\n');

  test('separates what its authors wrote, what follows, and what is on the wire', () => {
    expect(textOf(/authors wrote/)).toContain('871 bytes of headers, a WebSocket message 2');
    expect(textOf(/authors wrote/)).toContain('“665 Mbps” for polling and “1.526 Mbps”');
    expect(textOf(/authors wrote/)).not.toContain('435.5');
    expect(textOf(/follows/)).toContain('435.5 to 1');
    expect(textOf(/follows/)).toContain('6.97 megabits per second');
    expect(textOf(/follows/)).toContain('6.65 mebibits');
    expect(textOf(/follows/)).toContain('909 bytes');
    expect(textOf(/wire/)).toContain('1,085 B and a push 126 B');
    expect(textOf(/wire/)).toContain('868 Mbit/s with polling, and 101 Mbit/s with WebSocket');
  });

  test('leads from the printed numbers to those of this page, in steps that add up', () => {
    const { rows } = example.steps!;
    const bytes = rows.map(([, poll, push]) => [poll, push]);
    expect(bytes.slice(0, 4)).toEqual([
      ['871 B', '2 B'],
      ['909 B', '2 B'],
      ['929 B', '22 B'],
      ['1,085 B', '126 B'],
    ]);
    expect(rows[0]!.slice(4)).toEqual(['6.97 Mbit/s', '16 kbit/s']);
    const own = rows.at(-1)!;
    const { polling, websocket } = study.results;
    expect(own[1]).toBe(`${Math.round(bytesPerMessage(polling)!).toLocaleString('en')} B`);
    expect(own[2]).toBe(`${Math.round(bytesPerMessage(websocket)!).toLocaleString('en')} B`);
    for (const [, poll = '', push = '', ratio = ''] of rows) {
      const [a, b] = [poll, push].map((text) => Number(text.replaceAll(/[^\d.]/g, '')));
      expect(Number.parseFloat(ratio) / (a! / b!)).toBeCloseTo(1, 1);
    }
  });
});

test('the book’s example comes to its own figures', () => {
  const text = publishedExample(book)!
    .groups.flatMap(({ lines }) => lines)
    .join('\n');
  expect(text).toContain('about 850 B');
  expect(text).toContain('167 requests per second, which are 1.13 megabits per second');
  expect(text).toContain('30 s late');
  expect(text).toContain('68 megabits');
  expect(text).toContain('352 B of headers around it, 96% of all bytes');
});

test('every line is grammatical', () => {
  for (const report of [study, book]) {
    const lines = publishedExample(report)!.groups.flatMap((group) => group.lines);
    expect(lines.flatMap(faultsIn)).toEqual([]);
  }
});

test('other heads have none', () => {
  expect(publishedExample(compareMethods(DEFAULT_SETTINGS))).toBeNull();
});
