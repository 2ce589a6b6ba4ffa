import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { LeftOut, Lost } from '#core/paste/reading.ts';
import type { ReadingSummary } from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import { DEFAULT_CHOICES } from '#core/workbench/decoded.ts';
import ReadingRemarks from '#view/pages/decode/ReadingRemarks.svelte';

function decode(text: string) {
  const choices = DEFAULT_CHOICES;
  const input = { kind: 'text', text } as const;
  return new InputReader().read({ input, choices, edits: [], maxUnits: 100 });
}

const { reading, original } = decode('8900');

const LOST: Readonly<Record<Lost['kind'], RegExp>> = {
  'print-limit': /printed 6/,
  elided: /doesn’t say how many/,
  'head-parts': /head/,
  'capture-limit': /kept 6/,
  'missing-lines': /offsets go from 6/,
  'declared-length-differs': /contains 6/,
  'carriage-returns': /CR LF/,
  'empty-line': /empty line/,
};

const LEFT_OUT: readonly LeftOut['kind'][] = [
  'offsets',
  'ascii-column',
  'labels',
  'times',
  'packet-headers',
  'declared-length',
  'program-text',
  'comments',
  'other-packets',
  'other-blocks',
];

const remarksOn = (changes: Partial<ReadingSummary>) =>
  render(ReadingRemarks, { reading: { ...reading!, ...changes }, trace: original });

test.each(Object.entries(LOST))('several losses of the kind %s are listed', (kind, words) => {
  const total = kind === 'elided' || kind === 'head-parts' ? null : 260;
  const lost = { kind: kind as Lost['kind'], printer: 'Node', shown: 6, total, count: 1 };
  remarksOn({ lost: [lost, lost, lost] });
  expect(screen.getAllByText(words)).toHaveLength(3);
});

test('parts of one kind may be left out more than once', () => {
  remarksOn({
    leftOut: LEFT_OUT.flatMap((kind) => [
      { kind, count: 1 },
      { kind, count: 1 },
    ]),
  });
  expect(screen.getByText(/^Left out: 1 offset, 1 offset/)).toBeVisible();
});

test.each([
  'data <Buffer 81 7e 01 00 61 61 ... 254 more bytes>\ndata <Buffer 81 7e 01 00 62 62 ... 254 more bytes>',
  'Uint8Array(100) [ 129, 1, 65, ... 97 more items ]\nUint8Array(100) [ 129, 1, 66, ... 97 more items ]',
  'Uint8Array(4) [129, 1, 65]\nUint8Array(4) [129, 1, 66]',
])('a text with two cut printouts is shown: %s', (text) => {
  const decoded = decode(text);
  expect(decoded.reading!.lost).toMatchObject([{ count: 2 }]);
  render(ReadingRemarks, { reading: decoded.reading, trace: decoded.original });
  expect(screen.getAllByText(/of|announces/)).not.toHaveLength(0);
});
