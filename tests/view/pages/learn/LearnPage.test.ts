import { render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import App from '#view/app/App.svelte';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import LearnPage from '#view/pages/learn/LearnPage.svelte';
import { workRoute } from '../work-route.ts';

function openPage(fragment: string) {
  history.replaceState(null, '', `/${fragment}`);
  const addressBar = new AddressBar();
  const route = workRoute('learn', LearnPage, 'Learn');
  render(App, { addressBar, storage: openStorage(), routes: [route] });
  return addressBar;
}

/** A slow machine needs longer than usual to draw the page. */
const SLOW = { timeout: 20_000 };

beforeEach(() => localStorage.clear());

test('opens the first lesson before its first step', async () => {
  const addressBar = openPage('#/learn');
  expect(
    await screen.findByText('Before the first step', { selector: '[role=status]' }, SLOW),
  ).toBeInTheDocument();
  expect(addressBar.fragment).toBe('#/learn/hello-and-goodbye/why');
  expect(screen.queryByText(/stopped working/)).toBeNull();
});

test('opens a changed lesson from its link', async () => {
  openPage('#/learn/hello-and-goodbye/client-text-1?message=Hi');
  expect(
    await screen.findByText('Step 5 of 11', { exact: false, selector: '[role=status]' }, SLOW),
  ).toHaveTextContent('“Hi”');
});

test('says from the first lesson that nothing of the reader’s was played yet', async () => {
  const addressBar = openPage('#/learn');
  await screen.findByText('Before the first step', { selector: '[role=status]' }, SLOW);
  history.pushState(null, '', '#/learn/yours');
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  expect(await screen.findByText(/nothing of yours to play/, {}, SLOW)).toBeInTheDocument();
  addressBar.flush();
  expect(location.hash).toBe('#/learn/yours');
});
