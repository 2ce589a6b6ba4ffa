import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import Button from '#view/ui/Button.svelte';
import CopyButton from '#view/ui/CopyButton.svelte';
import SegmentedControl from '#view/ui/SegmentedControl.svelte';
import SelectField from '#view/ui/SelectField.svelte';

const options = [
  { value: 'a', label: 'First' },
  { value: 'b', label: 'Second' },
];

describe('Button', () => {
  test('has a name when it shows only an icon', async () => {
    const onclick = vi.fn();
    render(Button, { icon: 'play', label: 'Play', onclick });
    await userEvent.click(screen.getByRole('button', { name: 'Play' }));
    expect(onclick).toHaveBeenCalledOnce();
  });

  test('keeps focus and does nothing while it is not available', async () => {
    const onclick = vi.fn();
    render(Button, { icon: 'step-back', label: 'Back', isAvailable: false, onclick });
    await userEvent.tab();
    await userEvent.keyboard(' ');
    expect(screen.getByRole('button', { name: 'Back' })).toHaveFocus();
    expect(screen.getByRole('button')).toHaveAttribute('aria-disabled', 'true');
    expect(onclick).not.toHaveBeenCalled();
  });

  test('says whether it is pressed', () => {
    render(Button, { label: 'Loop', isPressed: false });
    expect(screen.getByRole('button', { name: 'Loop', pressed: false })).toBeVisible();
  });
});

test('SegmentedControl chooses one of a group', async () => {
  const onchange = vi.fn();
  render(SegmentedControl, { label: 'Order', options, value: 'a', onchange });
  expect(screen.getByRole('group', { name: 'Order' })).toBeVisible();
  expect(screen.getByRole('radio', { name: 'First' })).toBeChecked();
  await userEvent.click(screen.getByRole('radio', { name: 'Second' }));
  expect(onchange.mock.calls).toEqual([['b']]);
  expect(screen.getByRole('radio', { name: 'Second' })).toBeChecked();
});

test('SelectField chooses one of a list', async () => {
  const onchange = vi.fn();
  render(SelectField, { label: 'Order', options, value: 'a', onchange });
  const select = screen.getByRole('combobox', { name: /^Order/ });
  expect(select).toHaveDisplayValue('First');
  await userEvent.selectOptions(select, 'Second');
  expect(onchange.mock.calls).toEqual([['b']]);
});

describe('CopyButton', () => {
  test('copies and says so', async () => {
    const user = userEvent.setup();
    render(CopyButton, { text: () => '81 05', label: 'Copy as hex' });
    await user.click(screen.getByRole('button', { name: 'Copy as hex' }));
    expect(await navigator.clipboard.readText()).toBe('81 05');
    expect(screen.getByRole('status')).toHaveTextContent('Copied');
  });

  test('says when the browser refuses', async () => {
    const user = userEvent.setup({ writeToClipboard: false });
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('refused'));
    render(CopyButton, { text: '81 05' });
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('Copying was refused')).toBeVisible();
  });
});
