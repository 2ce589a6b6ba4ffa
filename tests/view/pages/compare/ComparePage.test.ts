import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import App from '#view/app/App.svelte';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import ComparePage from '#view/pages/compare/ComparePage.svelte';
import { workRoute } from '../work-route.ts';

// What a field loads must not arrive after the last test, when its environment is gone.
afterAll(() => import('#core/own-traffic/pasted-request.ts'));

async function openPage(query = '') {
  history.replaceState(null, '', `/#/compare${query}`);
  const addressBar = new AddressBar();
  const route = workRoute('compare', ComparePage, 'Compare');
  const page = render(App, { addressBar, storage: openStorage(), routes: [route] });
  // Without a worker the page itself compares, in a later turn.
  await screen.findByRole('heading', { name: 'Which is cheaper when' }, { timeout: 25_000 });
  return { ...page, addressBar };
}

const verdict = () => screen.getByRole('heading', { level: 1 });
const slider = (name: string) => screen.getByRole('slider', { name });
const question = (name: string) => screen.getByRole('group', { name });
const answer = (name: string, option: string) =>
  userEvent.click(within(question(name)).getByRole('radio', { name: option }));
const totals = () => screen.getByRole('complementary', { name: 'Totals' });
const figuresTable = () => screen.getByRole('table', { name: 'Per client and session' });

function cell(table: HTMLElement, row: RegExp, column: RegExp): HTMLElement {
  const columns = within(table).getAllByRole('columnheader');
  const index = columns.findIndex(({ textContent }) => column.test(textContent ?? ''));
  const all = [...within(table).getByRole('row', { name: row }).children];
  return all[index] as HTMLElement;
}

async function type(name: string, text: string): Promise<void> {
  const field = screen.getByRole('textbox', { name });
  await userEvent.clear(field);
  await userEvent.type(field, text);
  await userEvent.tab();
}

beforeEach(() => {
  localStorage.clear();
  // jsdom has no layout, so nothing scrolls.
  Element.prototype.scrollIntoView = () => undefined;
});

describe('the verdict', () => {
  test('is first, with its reasons, what is counted, and a table that agrees', async () => {
    await openPage();
    expect(verdict()).toHaveTextContent('WebSocket: both sides send over one connection');
    expect(screen.getByText('TCP and IP, TLS 1.3')).toBeVisible();
    expect(screen.getAllByText('HTTP/1.1')[0]).toBeVisible();
    const table = screen.getByRole('table', { name: /^160 messages in 10 min/ });
    const header = within(table).getByRole('columnheader', { name: /WebSocket/ });
    expect(header).toHaveTextContent('recommended');
    const bytes = within(within(table).getByRole('row', { name: /^Bytes/ })).getAllByRole('cell');
    for (const each of bytes) {
      const amount = /[\d.]+ kB/.exec(each.textContent ?? '')![0];
      expect(totals()).toHaveTextContent(amount);
    }
  });

  test('follows the answers, and so does the address', async () => {
    const { addressBar } = await openPage();
    await answer('Who sends?', 'server');
    await waitFor(() => expect(verdict()).not.toHaveTextContent('both sides'));
    expect(addressBar.fragment).toContain('up=0');
    await answer('How late may it be?', '1 min');
    expect(addressBar.fragment).toContain('late=60000');
    expect(addressBar.fragment).toContain('poll=60');
    await answer('How often, how large?', 'rarely, 200 B');
    expect(addressBar.fragment).toContain('size=200');
    await answer('What is in between?', 'serverless');
    expect(addressBar.fragment).toContain('between=serverless');
    await waitFor(() => expect(verdict()).toHaveTextContent(/^(Polling|WebSocket): /));
  });

  test('leads to the figure that proves a reason', async () => {
    await openPage();
    await userEvent.click(screen.getAllByRole('button', { name: '30 ms' })[0]!);
    expect(document.activeElement).toHaveTextContent(/^How late messages arrive/);
  });

  test('is none if nothing is sent', async () => {
    await openPage('?down=0&up=0');
    expect(verdict()).toHaveTextContent('Nothing is sent, so nothing is recommended');
    expect(within(question('Who sends?')).getByRole('radio', { name: 'neither' })).toBeChecked();
    expect(cell(figuresTable(), /^WebSocket/, /^Bytes per message$/)).toHaveTextContent('–');
  });
});

describe('a control', () => {
  test('below a chart changes the figures and the address', async () => {
    const { addressBar } = await openPage();
    const before = totals().textContent;
    // The slider's stops are numbered. The fifth is two per minute.
    await fireEvent.input(slider('Messages to the client'), { target: { value: '4' } });
    expect(slider('Messages to the client')).toHaveAttribute('aria-valuetext', '2 / min');
    await waitFor(() => expect(totals().textContent).not.toBe(before));
    expect(addressBar.fragment).toContain('down=2&');
  });

  test('clamps what is typed and says so', async () => {
    const { addressBar } = await openPage();
    await type('Round trip, number, ms', '99 s');
    expect(screen.getByText('The most is 2,000, so it is set to that.')).toBeVisible();
    await waitFor(() => expect(totals()).toHaveTextContent('1 s'));
    expect(addressBar.fragment).toContain('rtt=2000');
  });

  test('of the headers changes what every request costs', async () => {
    const { addressBar } = await openPage();
    const before = totals().textContent;
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: /Headers of/ }),
      'the fewest allowed',
    );
    await waitFor(() => expect(totals().textContent).not.toBe(before));
    expect(addressBar.fragment).toContain('headers=minimal');
  });

  test('draws other times for the sample, which changes no expected figure', async () => {
    const { addressBar } = await openPage();
    const before = totals().textContent;
    const lane = screen.getByText(/^Long polling: \d+ polls within 60 s/).textContent;
    await userEvent.click(screen.getByRole('button', { name: 'New random times' }));
    expect(addressBar.fragment).toContain('seed=1455');
    await waitFor(() => expect(screen.queryByText(lane ?? '')).not.toBeInTheDocument());
    expect(totals().textContent).toBe(before);
    await userEvent.click(screen.getByRole('radio', { name: 'even' }));
    expect(screen.queryByRole('button', { name: 'New random times' })).not.toBeInTheDocument();
  });
});

test('a chart is read at any place, with the values of each method', async () => {
  await openPage();
  const reader = screen.getAllByRole('slider', { name: /^Read the values at/ })[1]!;
  await fireEvent.input(reader, { target: { value: '0' } });
  const first = reader.getAttribute('aria-valuetext');
  expect(first).toMatch(/^0\.001 messages per second: Polling .* WebSocket [\d.]+ B\/s$/);
  await fireEvent.input(reader, { target: { value: '40' } });
  expect(reader).not.toHaveAttribute('aria-valuetext', first);
});

describe('a preset', () => {
  test('sets everything, and has a link', async () => {
    const { addressBar } = await openPage();
    const preset = screen.getByRole('combobox', { name: /Preset/ });
    expect(preset).toHaveDisplayValue('Live chat');
    await userEvent.selectOptions(preset, 'The 2010 study');
    expect(addressBar.fragment).toContain('headers=study-2010');
    expect(await screen.findByText(/909 bytes/)).toBeVisible();
    expect(screen.getByRole('table', { name: /^From the study’s numbers/ })).toBeVisible();
    await fireEvent.input(slider('Round trip'), { target: { value: '1' } });
    expect(preset).toHaveDisplayValue('your own');
  });
});

describe('a request of the reader’s', () => {
  test('says where it breaks, and counts once it is mended', async () => {
    await openPage('?headers=own');
    const field = screen.getByRole('textbox', { name: 'Your request' });
    await fireEvent.input(field, { target: { value: 'GET / HTTP/1.1\nHost : example.com' } });
    expect(await screen.findByText(/It breaks in line 2, column/)).toBeVisible();
    await fireEvent.input(field, { target: { value: 'GET / HTTP/1.1\nHost: example.com' } });
    expect(await screen.findByText('Read: 37 B, line ends included.')).toBeVisible();
  });
});

describe('an address', () => {
  test('sets the controls and the answers', async () => {
    await openPage('?down=30&up=0&rtt=100&poll=5&headers=minimal&late=10000&between=cdn');
    expect(slider('Messages to the client')).toHaveAttribute('aria-valuetext', '30 / min');
    expect(slider('Poll every')).toHaveAttribute('aria-valuetext', '5 s');
    expect(screen.getByRole('combobox', { name: /Headers of/ })).toHaveValue('minimal');
    expect(
      within(question('How late may it be?')).getByRole('radio', { name: '10 s' }),
    ).toBeChecked();
    expect(
      within(question('What is in between?')).getByRole('radio', { name: 'CDN' }),
    ).toBeChecked();
    expect(totals()).toHaveTextContent('50 ms');
  });

  test('out of bounds is brought within them, and said', async () => {
    await openPage('?down=9999&for=ever');
    expect(screen.getByText(/“9999”.*The most is 1,200/)).toBeVisible();
    expect(screen.getByText(/“ever”.*isn’t a decimal number, so it is 60 s/)).toBeVisible();
    expect(slider('Messages to the client')).toHaveAttribute('aria-valuetext', '1,200 / min');
  });
});

test('each lane of the timeline is described in words', async () => {
  await openPage();
  expect(screen.getByText(/^Polling: 30 polls within 60 s, 19 of them empty/)).toBeInTheDocument();
  expect(
    screen.getByText(/^WebSocket: a handshake, then 16 frames with messages/),
  ).toBeInTheDocument();
});

test('lists what it omits, with sections for statements about the protocol', async () => {
  await openPage();
  await userEvent.click(screen.getByText('How this is counted, and what it leaves out'));
  expect(screen.getByText(/^Congestion and bandwidth/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'RFC 6455 §5.3' })).toHaveAttribute(
    'href',
    'https://www.rfc-editor.org/rfc/rfc6455#section-5.3',
  );
});

test('lists the sources of the facts in the table', async () => {
  await openPage();
  await userEvent.click(screen.getByText('Sources of the facts in this table'));
  const [link] = await screen.findAllByRole('link', {
    name: /^nginx, WebSocket proxying, read on/,
  });
  expect(link).toHaveAttribute('href', 'https://nginx.org/en/docs/http/websocket.html');
});

test('has no fault that axe can see', async () => {
  const { container } = await openPage();
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}, 30_000);
