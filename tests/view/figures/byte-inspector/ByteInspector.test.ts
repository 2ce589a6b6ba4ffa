import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import ByteInspector from '#view/figures/byte-inspector/ByteInspector.svelte';

/** What is shown of bytes: "Unsigned: 255". */
function readouts(hex: string): string[] {
  const bytes = fromHex(hex);
  const { container } = render(ByteInspector, {
    bytes,
    range: { start: 0, end: bytes.length },
    kindOf: () => 'data' as const,
  });
  expect(screen.getByRole('region', { name: 'Selected bytes' })).toBeVisible();
  return [...container.querySelectorAll('dl > div')].map((row) =>
    [...row.children].map((cell) => cell.textContent.trim()).join(': '),
  );
}

test('one byte has the same value in any order', () => {
  expect(readouts('ff')).toEqual(['Unsigned: 255', 'Signed: -1', 'UTF-8: not UTF-8']);
});

test('several bytes are read in both orders', () => {
  expect(readouts('80 00')).toEqual([
    'Unsigned, big-endian: 32768',
    'Signed, big-endian: -32768',
    'Unsigned, little-endian: 128',
    'Signed, little-endian: 128',
    'UTF-8: not UTF-8',
  ]);
});

test('more than eight bytes are only text', () => {
  expect(readouts('41'.repeat(9))).toEqual(['UTF-8: AAAAAAAAA']);
});
