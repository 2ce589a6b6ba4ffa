import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import App from '#view/app/App.svelte';
import type { Route, Routes } from '#view/app/route.ts';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import NotesPage from './pages/NotesPage.svelte';
import StepsPage from './pages/StepsPage.svelte';

const worked = { alsoAt: [], isRead: false, isListed: true } as const;

const steps: Route = {
  ...worked,
  id: 'steps',
  href: '#/steps',
  title: 'Steps',
  summary: 'One after the other.',
  load: () => Promise.resolve({ default: StepsPage }),
};
const notes: Route = {
  ...worked,
  id: 'notes',
  href: '#/notes',
  title: 'Notes',
  summary: 'What was written down.',
  load: () => Promise.resolve({ default: NotesPage }),
};

function openSite(fragment = '', routes: Routes = [steps, notes]) {
  history.replaceState(null, '', `/${fragment}`);
  const storage = openStorage();
  return render(App, { addressBar: new AddressBar(), storage, routes });
}

const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
const link = (name: string) => screen.getByRole('link', { name });
const button = (name: string | RegExp) => screen.getByRole('button', { name });

beforeEach(() => localStorage.clear());

describe('navigation', () => {
  test('opens the first page when the address names none, and leaves focus alone', async () => {
    openSite();
    await heading('Step 1');
    expect(document.title).toBe('Steps · WS 101');
    expect(link('Steps')).toHaveAttribute('aria-current', 'page');
    expect(document.body).toHaveFocus();
  });

  test('opens the page and place that the address names', async () => {
    openSite('#/steps/4');
    await heading('Step 4');
  });

  test('takes focus to the heading of a page that a link leads to, and says its name', async () => {
    openSite();
    await heading('Step 1');
    await userEvent.click(link('Notes'));
    expect(await heading('Notes')).toHaveFocus();
    expect(document.title).toBe('Notes · WS 101');
    expect(screen.getByRole('status')).toHaveTextContent('Notes');
    expect(location.hash).toBe('#/notes');
  });

  test('follows steps in the address without moving focus', async () => {
    openSite('#/steps/1');
    await heading('Step 1');
    await userEvent.click(button('Next'));
    await heading('Step 2');
    expect(button('Next')).toHaveFocus();
    expect(location.hash).toBe('#/steps/2');
  });

  test('goes Back to the last step of the page before', async () => {
    openSite('#/steps/1');
    await heading('Step 1');
    await userEvent.click(button('Next'));
    await userEvent.click(button('Next'));
    await userEvent.click(link('Notes'));
    await heading('Notes');
    history.back();
    expect(await heading('Step 3')).toHaveFocus();
  });

  test('skips to the page and keeps the address', async () => {
    openSite('#/steps/2');
    await heading('Step 2');
    await userEvent.tab();
    expect(link('Skip to the page')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('main')).toHaveFocus();
    expect(location.hash).toBe('#/steps/2');
  });

  test('shows a page’s own controls in the header for as long as it is open', async () => {
    openSite();
    await heading('Step 1');
    expect(screen.getByRole('banner')).toContainElement(button('Share'));
    await userEvent.click(link('Notes'));
    await heading('Notes');
    expect(screen.queryByRole('button', { name: 'Share' })).not.toBeInTheDocument();
  });
});

describe('an address without a page', () => {
  test('says what was asked for and where to go', async () => {
    openSite('#/stepz/3');
    await heading('This page doesn’t exist');
    expect(document.title).toBe('Page not found · WS 101');
    expect(screen.getByText('stepz/3')).toBeVisible();
    const main = screen.getByRole('main');
    const [first] = screen.getAllByRole('link', { name: 'Steps' }).filter((a) => main.contains(a));
    await userEvent.click(first!);
    expect(await heading('Step 1')).toHaveFocus();
  });
});

describe('a document', () => {
  const papers: Route = {
    ...worked,
    id: 'guides',
    title: 'Papers',
    summary: 'To be read.',
    href: 'guides/',
    isRead: true,
    load: () => Promise.resolve({ default: NotesPage }),
  };

  test('is shown in the app, so that nothing typed elsewhere is lost', async () => {
    openSite('', [steps, notes, papers]);
    await heading('Step 1');
    await userEvent.click(link('Papers'));
    await heading('Notes');
    expect(location.hash).toBe('#/guides');
    expect(link('Papers')).toHaveAttribute('href', 'guides/');
    expect(link('Papers')).toHaveAttribute('aria-current', 'page');
    expect(screen.getByRole('contentinfo')).toBeVisible();
  });

  test('is a page of its own at each address', async () => {
    const loaded: string[] = [];
    const load: Route['load'] = (address) => {
      loaded.push(address.path.join('/'));
      return papers.load(address);
    };
    openSite('#/guides/one', [steps, { ...papers, load }]);
    await heading('Notes');
    location.hash = '#/guides/two';
    await vi.waitFor(() => expect(loaded).toEqual(['one', 'two']));
    location.hash = '#/guides/two?x=1';
    await new Promise((resolve) => setTimeout(resolve));
    expect(loaded).toEqual(['one', 'two']);
  });
});

describe('the theme', () => {
  test('goes from the system’s to light, dark, and round, and lasts', async () => {
    const { unmount } = openSite();
    await heading('Step 1');
    await userEvent.click(button('Theme: the system’s'));
    expect(document.documentElement).toHaveAttribute('data-theme', 'light');
    await userEvent.click(button('Theme: light'));
    expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
    unmount();

    openSite();
    await heading('Step 1');
    expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
    await userEvent.click(button('Theme: dark'));
    expect(document.documentElement).toHaveAttribute('data-theme', 'system');
  });
});

describe('a page that fails', () => {
  test('says so, keeps what was typed, and can be tried again', async () => {
    const user = userEvent.setup();
    openSite('#/notes');
    await heading('Notes');
    await user.type(screen.getByLabelText('Note'), '81 05');
    await user.click(button('Break'));

    expect(await heading('Notes stopped working')).toHaveFocus();
    expect(screen.getByRole('alert')).toHaveTextContent('expected a note, got none');
    await user.click(button('Copy the error'));
    expect(await navigator.clipboard.readText()).toMatch(/^Notes stopped working\nRangeError: /);
    expect(await screen.findByText('Copied')).toBeVisible();

    await user.click(button('Try again'));
    expect(await heading('Notes')).toHaveFocus();
    expect(screen.getByLabelText('Note')).toHaveValue('81 05');
  });

  test('leaves the other pages working', async () => {
    openSite('#/notes');
    await heading('Notes');
    await userEvent.click(button('Break'));
    await heading('Notes stopped working');
    await userEvent.click(link('Steps'));
    expect(await heading('Step 1')).toHaveFocus();
  });

  test('loads when tried again, if it did not come the first time', async () => {
    let isOffline = true;
    const load: Route['load'] = () =>
      isOffline
        ? Promise.reject(new TypeError('Failed to fetch'))
        : Promise.resolve({ default: NotesPage });
    openSite('#/notes', [steps, { ...notes, load }]);
    await heading('Notes could not be loaded');
    await userEvent.click(button('Try again'));
    await heading('Notes could not be loaded');
    isOffline = false;
    await userEvent.click(button('Try again'));
    expect(await heading('Notes')).toHaveFocus();
  });
});

test('the shell has no fault that axe knows', async () => {
  const { container } = openSite('#/nowhere');
  await heading('This page doesn’t exist');
  // jsdom has no layout, so contrast is tested in the browser tests.
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations).toEqual([]);
});
