import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import TabsSample from './parts/TabsSample.svelte';

const tab = (name: string) => screen.getByRole('tab', { name });

describe('Tabs', () => {
  test('is one tab stop, moved in by arrow keys', async () => {
    render(TabsSample);
    await userEvent.tab();
    expect(tab('Red')).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(tab('Blue')).toHaveFocus();
    expect(tab('Blue')).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Home}{ArrowRight}');
    expect(screen.getByRole('tabpanel', { name: 'Green' })).toHaveTextContent('All about green');
    await userEvent.tab();
    expect(screen.getByRole('tabpanel')).toHaveFocus();
  });

  test('shows the panel of the tab that is pressed, and only that', async () => {
    render(TabsSample);
    await userEvent.click(tab('Blue'));
    expect(screen.getAllByRole('tabpanel')).toHaveLength(1);
    expect(screen.getByRole('tabpanel')).toHaveTextContent('All about blue');
  });

  test('puts every panel on paper', () => {
    render(TabsSample);
    window.dispatchEvent(new Event('beforeprint'));
    expect(screen.getAllByRole('tabpanel')).toHaveLength(3);
    window.dispatchEvent(new Event('afterprint'));
    expect(screen.getAllByRole('tabpanel')).toHaveLength(1);
  });
});
