import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, test, vi } from 'vitest';
import RangeField from '#view/ui/RangeField.svelte';

const props = { label: 'Round trip', value: 60, min: 1, max: 500, unit: 'ms' };
const number = () => screen.getByRole('textbox', { name: 'Round trip, number, ms' });
const slider = () => screen.getByRole('slider', { name: 'Round trip' });

async function enter(text: string): Promise<void> {
  await userEvent.clear(number());
  await userEvent.type(number(), text);
  await userEvent.tab();
}

describe('RangeField', () => {
  test('shows its value with the unit', () => {
    render(RangeField, props);
    expect(number()).toHaveValue('60');
    expect(slider()).toHaveValue('60');
    expect(slider()).toHaveAttribute('aria-valuetext', '60 ms');
  });

  test('takes a typed number', async () => {
    const onchange = vi.fn();
    render(RangeField, { ...props, onchange });
    await enter('250');
    expect(onchange.mock.calls).toEqual([[250]]);
    expect(slider()).toHaveValue('250');
    expect(screen.getByRole('status')).toHaveTextContent(/^$/);
  });

  test.each([
    { typed: '9000', value: '500', said: 'The most is 500, so it is set to that.' },
    { typed: '0', value: '1', said: 'The least is 1, so it is set to that.' },
    { typed: '7.5', value: '8', said: 'It goes in steps of 1, so it is set to 8.' },
    { typed: 'soon', value: '60', said: '“soon” is not a number, so 60 stays.' },
  ])('sets $typed to $value and says so', async ({ typed, value, said }) => {
    render(RangeField, props);
    await enter(typed);
    expect(number()).toHaveValue(value);
    expect(slider()).toHaveValue(value);
    expect(screen.getByRole('status')).toHaveTextContent(said);
  });

  test('slides from stop to stop, and says numbers, not positions', async () => {
    const onchange = vi.fn();
    const stops = [1, 10, 100, 10_000];
    render(RangeField, { ...props, value: 100, max: 10_000, stops, onchange });
    expect(slider()).toHaveValue('2');
    const range = slider() as HTMLInputElement;
    range.value = '3';
    range.dispatchEvent(new Event('input', { bubbles: true }));
    expect(onchange).toHaveBeenLastCalledWith(10_000);
    expect(await screen.findByDisplayValue('10,000')).toBe(number());
    expect(slider()).toHaveAttribute('aria-valuetext', '10,000 ms');
  });

  test('takes a typed number between two stops', async () => {
    const onchange = vi.fn();
    render(RangeField, { ...props, value: 1, stops: [1, 10, 100, 500], onchange });
    await enter('90');
    expect(onchange).toHaveBeenLastCalledWith(90);
    expect(number()).toHaveValue('90');
    expect(slider()).toHaveValue('2');
  });

  test('keeps a typed number as a stop, so that one step reaches its neighbours', async () => {
    const onchange = vi.fn();
    render(RangeField, { ...props, value: 20, stops: [10, 20, 30, 60], onchange });
    await enter('37');
    const range = slider() as HTMLInputElement;
    expect(range.value).toBe('3');
    for (const [position, value] of [
      ['2', 30],
      ['3', 37],
      ['4', 60],
    ] as const) {
      range.value = position;
      range.dispatchEvent(new Event('input', { bubbles: true }));
      expect(onchange).toHaveBeenLastCalledWith(value);
      await tick();
    }
  });

  test('takes a number in another unit of the same kind', async () => {
    const onchange = vi.fn();
    render(RangeField, { ...props, max: 5000, onchange });
    await enter('2 s');
    expect(onchange).toHaveBeenLastCalledWith(2000);
  });
});
