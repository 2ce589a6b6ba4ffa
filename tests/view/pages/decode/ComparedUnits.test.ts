import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import ComparedUnits from '#view/pages/decode/ComparedUnits.svelte';

/** Four frames. */
const conversation = readInflatedConversation(rawTrace(fromHex('810141 8900 810142 8a00')));
const names = nameUnits(conversation.units);

function open(shown: number) {
  const page = render(ComparedUnits, { conversation, names, shown });
  const box = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Beside frame of 4' });
  return { ...page, box };
}

/** The frames that the table compares, or what is said in its place. */
function result(): string {
  const table = screen.queryByRole('table', { name: /^Fields of/ });
  return table?.getAttribute('aria-label') ?? screen.getByRole('status').textContent;
}

test('begins with the nearest other frame', () => {
  const { box } = open(2);
  expect(box).toHaveValue(2);
  expect(result()).toBe('Fields of Frame 3 and Frame 2');
});

const REFUSED = 'Enter a frame number from 1 to 4, but not 3.';

test.each([
  { typed: '1', value: 1, expected: 'Fields of Frame 3 and Frame 1' },
  { typed: '4', value: 4, expected: 'Fields of Frame 3 and Frame 4' },
  { typed: '0', value: 0, expected: REFUSED },
  { typed: '99', value: 99, expected: REFUSED },
  { typed: '-1', value: -1, expected: REFUSED },
  { typed: '1.5', value: 1.5, expected: REFUSED },
  { typed: '3', value: 3, expected: REFUSED },
  { typed: '', value: null, expected: REFUSED },
])('compares with “$typed”, or says why not', async ({ typed, value, expected }) => {
  const { box } = open(2);
  await fireEvent.input(box, { target: { value: typed } });
  expect(box).toHaveValue(value);
  expect(result()).toBe(expected);
  const isRefused = expected === REFUSED;
  expect(box).toHaveAttribute('aria-invalid', String(isRefused));
  if (isRefused) expect(box).toHaveAccessibleDescription(REFUSED);
});

test('keeps the number when another frame is shown', async () => {
  const { box, rerender } = open(2);
  await fireEvent.input(box, { target: { value: '1' } });
  await rerender({ shown: 1 });
  expect(result()).toBe('Fields of Frame 2 and Frame 1');
  await rerender({ shown: 0 });
  expect(box).toHaveValue(1);
  expect(result()).toBe('Enter a frame number from 1 to 4, but not 1.');
});
