import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { RECIPES } from '#content/decode/recipes.ts';
import Recipes from '#view/figures/recipes/Recipes.svelte';

test('each recipe unfolds by its title, and one may be open at first', async () => {
  render(Recipes, { recipes: RECIPES, open: ['relay'] });
  const folded = screen.getAllByRole('group').filter((group) => group.matches('details'));
  expect(folded).toHaveLength(RECIPES.length);
  expect(folded.filter((details) => details.hasAttribute('open'))).toHaveLength(1);
  await userEvent.click(screen.getByText('Wireshark'));
  expect(screen.getByText('Wireshark').closest('details')).toHaveAttribute('open');
});

test('a command is copied unchanged', async () => {
  const user = userEvent.setup();
  const write = vi.spyOn(navigator.clipboard, 'writeText');
  render(Recipes, { recipes: RECIPES, open: ['tshark'] });
  const [first] = screen.getAllByRole('button', { name: 'Copy' });
  await user.click(first!);
  expect(write).toHaveBeenCalledWith(RECIPES[0]!.commands[0]!.code);
  expect(await screen.findByText('Copied')).toBeInTheDocument();
});

test('axe has nothing to say', async () => {
  const open = RECIPES.map(({ id }) => id);
  const { container } = render(Recipes, { recipes: RECIPES, open });
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations).toEqual([]);
});
