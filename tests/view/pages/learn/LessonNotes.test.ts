import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import App from '#view/app/App.svelte';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import LearnPage from '#view/pages/learn/LearnPage.svelte';
import { workRoute } from '../work-route.ts';

const LESSON = '#/learn/hello-and-goodbye/client-text-1';
const SLOW = { timeout: 20_000 };

async function openPage(fragment: string): Promise<AddressBar> {
  history.replaceState(null, '', `/${fragment}`);
  const addressBar = new AddressBar();
  const route = workRoute('learn', LearnPage, 'Learn');
  render(App, { addressBar, storage: openStorage(), routes: [route] });
  await screen.findByRole('heading', { level: 1 }, SLOW);
  return addressBar;
}

const sentences = () =>
  within(screen.getByRole('alert'))
    .getAllByRole('listitem')
    .map((item) => item.textContent);

beforeEach(() => localStorage.clear());

test('what a link asks for in vain is there with the lesson, and while it is stepped', async () => {
  await openPage(`${LESSON}?latency=99999&code=1001&tamper=foo:bar`);
  const notice = screen.getByRole('alert');
  const announced = vi.fn();
  const observer = new MutationObserver(announced);
  observer.observe(notice, { subtree: true, childList: true, characterData: true });
  expect(sentences()).toEqual([
    expect.stringContaining('Latency “99999” is too large'),
    expect.stringContaining('Close code “1001” can’t be sent by a page'),
    expect.stringContaining('“foo:bar” can’t be done to a segment'),
  ]);
  await userEvent.keyboard('{ArrowRight}');
  await screen.findByText(/^Step 14 of /, { selector: '[role=status]' });
  expect(screen.getByRole('alert')).toBe(notice);
  expect(observer.takeRecords()).toEqual([]);
  expect(announced).not.toHaveBeenCalled();
  observer.disconnect();
});

test('a dismissed notice comes back for another problem', async () => {
  await openPage(`${LESSON}?latency=99999`);
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByRole('alert')).toBeNull();
  history.pushState(null, '', `${LESSON}?latency=99999&tamper=client-text-9:lose`);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  await screen.findByRole('alert');
  expect(sentences()).toEqual([expect.stringContaining('no segment “client-text-9”')]);
});

test('what is changed is listed, and Reset undoes it', async () => {
  const addressBar = await openPage(`${LESSON}?latency=200&tamper=client-text-1:lose`);
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByText('Changed: latency 200 ms; “client-text-1” is lost')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Reset' }));
  await vi.waitFor(() => expect(screen.queryByText(/^Changed:/)).toBeNull());
  addressBar.flush();
  expect(location.hash).toBe(LESSON);
});

test.each(['', '?latency=20', '?embed'])('nothing is noted at %s', async (query) => {
  await openPage(`${LESSON}${query}`);
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.queryByText(/^Changed:/)).toBeNull();
  expect(screen.queryByRole('button', { name: 'Reset' })).toBeNull();
});

test('tampering with a segment that does not exist is no change', async () => {
  await openPage(`${LESSON}?tamper=foo:lose`);
  expect(sentences()).toEqual([expect.stringContaining('no segment “foo”')]);
  expect(screen.queryByText(/^Changed:/)).toBeNull();
});

test('a recording has no changes', async () => {
  await openPage('#/learn/recorded-chromium-echo?latency=5');
  expect(sentences()).toEqual([expect.stringContaining('A recording can’t be changed')]);
});

test('a step or scenario that does not exist is noted until the next command', async () => {
  await openPage('#/learn/hello-and-goodbye/nothing');
  expect(sentences()).toEqual([expect.stringContaining('no step called “nothing”')]);
  await userEvent.keyboard('{ArrowRight}');
  await vi.waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test('more than three problems are counted', async () => {
  await openPage(`${LESSON}?a=1&b=2&c=3&d=4&e=5`);
  expect(sentences()).toHaveLength(3);
  await userEvent.click(screen.getByText('2 more'));
  expect(screen.getByText(/“e=5” isn’t a setting/)).toBeVisible();
});
