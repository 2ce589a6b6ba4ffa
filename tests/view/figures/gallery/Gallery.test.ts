import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { GALLERY, GALLERY_GROUPS } from '#content/examples/gallery.ts';
import { exampleLink } from '#core/sharing/example-ids.ts';
import type { GalleryExample } from '#content/examples/gallery-example.ts';
import Gallery from '#view/figures/gallery/Gallery.svelte';

test('lists every example under its group, each with its own link', () => {
  render(Gallery, { examples: GALLERY, hrefOf: exampleLink });
  expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual(
    Object.values(GALLERY_GROUPS).map(({ title }) => title),
  );
  const links = screen.getAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual(GALLERY.map(exampleLink));
});

test('shows a group only where it has examples', () => {
  const examples = GALLERY.filter(({ group }) => group === 'rfc-7692');
  render(Gallery, { examples, hrefOf: exampleLink });
  expect(screen.getByRole('heading', { level: 3 })).toHaveTextContent('From RFC 7692');
  expect(screen.getAllByRole('listitem')).toHaveLength(examples.length);
});

test('marks the open example, and reports the one that is followed', async () => {
  const onopen = vi.fn<(example: GalleryExample) => void>();
  const [first, second] = GALLERY;
  render(Gallery, { examples: GALLERY, hrefOf: () => '#here', currentId: first!.id, onopen });
  const [open, other] = screen.getAllByRole('listitem');
  expect(within(open!).getByRole('link')).toHaveAttribute('aria-current', 'true');
  expect(within(other!).getByRole('link')).not.toHaveAttribute('aria-current');
  await userEvent.click(within(other!).getByRole('link'));
  expect(onopen).toHaveBeenCalledWith(second);
});

test('axe has nothing to say', async () => {
  const { container } = render(Gallery, { examples: GALLERY, hrefOf: exampleLink });
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations).toEqual([]);
});
