import { render, screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { dissectHead } from '#core/dissection/head-dissection.ts';
import FrameComparison from '#view/figures/frame-comparison/FrameComparison.svelte';

function show(a: Dissection, b: Dissection) {
  render(FrameComparison, {
    a: { dissection: a, sender: 'client', name: 'Frame 1' },
    b: { dissection: b, sender: 'server', name: 'Frame 2' },
  });
}

const frame = (hex: string) => dissectFrame(fromHex(hex));
const row = (name: RegExp) =>
  within(screen.getByRole('table', { name: 'Fields of Frame 1 and Frame 2' })).getByRole('row', {
    name,
  });
const bytes = () => within(screen.getByRole('table', { name: 'Bytes of Frame 1 and Frame 2' }));
const marked = (element: HTMLElement) =>
  within(element)
    .queryAllByRole('mark')
    .map(({ textContent }) => textContent.trim());

describe('two frames side by side', () => {
  test('have a row for each field, with those marked that differ', () => {
    show(frame('8185 37fa213d 7f9f4d5158'), frame('8105 48656c6c6f'));
    expect(screen.getByRole('status')).toHaveTextContent(
      'Frame 1 and Frame 2 differ in 3 fields of 8.',
    );
    expect(row(/^MASK/)).toHaveTextContent('differs');
    expect(row(/^Opcode/)).not.toHaveTextContent('differs');
    expect(row(/^Key/)).toHaveTextContent('37 fa 21 3d');
    expect(row(/^Key/)).toHaveTextContent('not there');
    expect(row(/^RSV1–3/)).toHaveTextContent('000');
  });

  test('have their reserved bits apart where one is set', () => {
    show(frame('c105 48656c6c6f'), frame('8105 48656c6c6f'));
    expect(row(/^RSV1/)).toHaveTextContent('differs');
    expect(row(/^RSV2/)).not.toHaveTextContent('differs');
  });

  test('have their bytes under each other, field by field', () => {
    show(frame('8185 37fa213d 7f9f4d5158'), frame('8105 48656c6c6f'));
    const [head, first, second] = bytes().getAllByRole('row');
    expect(
      within(head!)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['FIN, RSV, opcode', 'MASK, length', 'Key', 'Payload']);
    expect(within(first!).getAllByRole('cell')[2]).toHaveTextContent('37 fa 21 3d');
    expect(within(second!).getAllByRole('cell')[2]).toHaveTextContent('none');
    expect(marked(second!)).toEqual(['05', '48', '65', '6c', '6c', '6f']);
  });

  test('mark only the bytes that differ', () => {
    show(frame('8103 616263'), frame('8103 617863'));
    const [, first, second] = bytes().getAllByRole('row');
    expect([marked(first!), marked(second!)]).toEqual([['62'], ['78']]);
  });

  test('name a payload as each of them has it', () => {
    show(frame('8103 616263'), frame('8203 616263'));
    expect(row(/^Text or Data/)).toHaveTextContent('differs');
  });

  test('that are the same say so', () => {
    show(frame('8900'), frame('8900'));
    expect(screen.getByRole('status')).toHaveTextContent(
      'Frame 1 and Frame 2 are the same in every field.',
    );
  });

  test('of long payloads show the beginnings', () => {
    const long = dissectFrame(Uint8Array.from([0x81, 0x7d, ...new Uint8Array(125).fill(0x61)]));
    show(long, frame('8100'));
    expect(bytes().getByText('… 109 more')).toBeVisible();
  });

  test('may be heads: then by the names of their fields', () => {
    const head = (...lines: string[]) =>
      dissectHead(toUtf8(['GET / HTTP/1.1', ...lines, '', ''].join('\r\n')));
    show(head('Host: a'), head('Host: b', 'Origin: c'));
    expect(row(/^Host/)).toHaveTextContent('differs');
    expect(row(/^Origin/)).toHaveTextContent('not there');
    expect(screen.queryByRole('table', { name: /^Bytes/ })).toBeNull();
  });
});
