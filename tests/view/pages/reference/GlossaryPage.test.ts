import { render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import GlossaryPage from '#view/pages/reference/GlossaryPage.svelte';

const scrolled = vi.fn<(id: string) => void>();
Element.prototype.scrollIntoView = function scrollIntoView(this: Element) {
  scrolled(this.id);
};

function open(path: readonly string[]) {
  scrolled.mockClear();
  return render(GlossaryPage, { address: { page: 'glossary', path, query: new Map() } });
}

test.each(['masking-key', 'Masking Key', 'MASKING_KEY'])('finds %s', async (term) => {
  open([term]);
  await vi.waitFor(() => expect(scrolled).toHaveBeenCalledWith('masking-key'));
  expect(screen.queryByText(/has no term/)).toBeNull();
});

test('names the nearest terms of one that it doesn’t have', () => {
  open(['masking-keyy']);
  expect(screen.getByText(/has no term “masking-keyy”/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Masking key' })).toHaveAttribute(
    'href',
    expect.stringContaining('masking-key'),
  );
});

test('says nothing if none is asked for', () => {
  open([]);
  expect(screen.queryByText(/has no term/)).toBeNull();
});
