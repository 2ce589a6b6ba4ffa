import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, test } from 'vitest';
import App from '#view/app/App.svelte';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import ComparePage from '#view/pages/compare/ComparePage.svelte';

async function openPage(query = '') {
  history.replaceState(null, '', `/#/compare${query}`);
  const addressBar = new AddressBar();
  const route = {
    id: 'compare',
    title: 'Compare',
    summary: '',
    load: () => Promise.resolve({ default: ComparePage }),
  };
  const page = render(App, { addressBar, storage: openStorage(), routes: [route] });
  // Without a worker the page itself compares, in a later turn.
  await screen.findByRole('heading', { name: 'Which is cheaper when' }, { timeout: 5000 });
  return { ...page, addressBar };
}

const sentence = () => screen.getByRole('heading', { level: 1 });
const slider = (name: string) => screen.getByRole('slider', { name });
const cell = (method: RegExp, column: string) => {
  const table = screen.getAllByRole('table').find((each) => within(each).queryByText('Overhead'))!;
  const columns = within(table).getAllByRole('columnheader');
  const index = columns.findIndex(({ textContent }) => textContent === column);
  const row = within(table).getByRole('row', { name: method });
  return within(row).getAllByRole('cell')[index - 1];
};

async function type(name: string, text: string): Promise<void> {
  const field = screen.getByRole('textbox', { name });
  await userEvent.clear(field);
  await userEvent.type(field, text);
  await userEvent.tab();
}

beforeEach(() => localStorage.clear());

test('opens with a minute of chat, in a sentence, bars and a table that agree', async () => {
  await openPage();
  expect(sentence()).toHaveTextContent(
    'The same 16 messages: 1.5 KB by WebSocket, 24 KB by polling',
  );
  expect(screen.getByText(/Polling asked 30 times and heard “nothing new” 19 times/)).toBeVisible();
  expect(screen.getAllByText('24,349 B')[0]).toBeVisible();
  expect(cell(/^Polling/, 'Bytes per message')).toHaveTextContent('1,522 B');
  expect(cell(/^Polling/, 'Asked in vain')).toHaveTextContent('19');
  expect(cell(/^WebSocket/, 'Requests')).toHaveTextContent('1');
});

test('marks the best in words', async () => {
  await openPage();
  expect(screen.getByRole('rowheader', { name: /fewest bytes/ })).toHaveTextContent(
    /WebSocket.*fewest bytes.*soonest/,
  );
  for (const header of screen.getAllByRole('rowheader', { name: /^Polling/ })) {
    expect(header).not.toHaveTextContent(/fewest|soonest/);
  }
});

describe('a control', () => {
  test('that is moved changes sentence, table and address', async () => {
    const { addressBar } = await openPage();
    // The slider's stops are numbered. The fifth is two per minute.
    await fireEvent.input(slider('Messages to the client'), { target: { value: '4' } });
    expect(slider('Messages to the client')).toHaveAttribute('aria-valuetext', '2 / min');
    await waitFor(() => expect(sentence()).not.toHaveTextContent('16 messages'));
    expect(cell(/^Polling/, 'Asked in vain')).not.toHaveTextContent('19');
    expect(addressBar.fragment).toContain('down=2&');
  });

  test('clamps what is typed and says so', async () => {
    const { addressBar } = await openPage();
    await type('Round trip, number, ms', '99999');
    expect(screen.getByText('The most is 2,000, so it is set to that.')).toBeVisible();
    await waitFor(() => expect(cell(/^WebSocket/, 'Median delay')).toHaveTextContent('1,000 ms'));
    expect(addressBar.fragment).toContain('rtt=2000');
  });

  test('of the headers changes what every request costs', async () => {
    const { addressBar } = await openPage();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: /Headers of/ }),
      'the standards’ least',
    );
    await waitFor(() => expect(sentence()).toHaveTextContent('1.1 KB by WebSocket'));
    expect(addressBar.fragment).toContain('headers=minimal');
  });

  test('draws other moments while they are at random', async () => {
    const { addressBar } = await openPage();
    const before = sentence().textContent;
    await userEvent.click(screen.getByRole('button', { name: 'Draw other moments' }));
    expect(addressBar.fragment).toContain('seed=1455');
    await waitFor(() => expect(sentence().textContent).not.toBe(before));
    await userEvent.click(screen.getByRole('radio', { name: 'evenly' }));
    expect(screen.queryByRole('button', { name: 'Draw other moments' })).not.toBeInTheDocument();
  });
});

describe('a preset', () => {
  test('sets everything, and has a link', async () => {
    const { addressBar } = await openPage();
    const preset = screen.getByRole('combobox', { name: /Preset/ });
    expect(preset).toHaveDisplayValue('Live chat');
    await userEvent.selectOptions(preset, 'The 2010 study');
    expect(addressBar.fragment).toContain('headers=study-2010');
    expect(await screen.findByText(/909 bytes/)).toBeVisible();
    await fireEvent.input(slider('Round trip'), { target: { value: '1' } });
    expect(preset).toHaveDisplayValue('your own');
  });
});

describe('a request of the reader’s', () => {
  test('says where it breaks, and counts once it is mended', async () => {
    await openPage('?headers=own');
    const field = screen.getByRole('textbox', { name: 'Your request' });
    await fireEvent.input(field, { target: { value: 'GET / HTTP/1.1\nHost : example.com' } });
    expect(screen.getByText(/It breaks in line 2, column/)).toBeVisible();
    await fireEvent.input(field, { target: { value: 'GET / HTTP/1.1\nHost: example.com' } });
    expect(screen.getByText('Read: 37 B, with its line ends.')).toBeVisible();
  });
});

describe('an address', () => {
  test('sets the controls', async () => {
    await openPage('?down=30&up=0&rtt=100&poll=5&headers=minimal');
    expect(slider('Messages to the client')).toHaveAttribute('aria-valuetext', '30 / min');
    expect(slider('Poll every')).toHaveAttribute('aria-valuetext', '5 s');
    expect(screen.getByRole('combobox', { name: /Headers of/ })).toHaveValue('minimal');
    expect(cell(/^WebSocket/, 'Worst delay')).toHaveTextContent('50 ms');
  });

  test('out of bounds is brought within them, and said', async () => {
    await openPage('?down=9999&for=ever');
    expect(screen.getByText(/“9999”.*The most is 1,200/)).toBeVisible();
    expect(screen.getByText(/“ever”.*no number, so it is 60 s/)).toBeVisible();
    expect(slider('Messages to the client')).toHaveAttribute('aria-valuetext', '1,200 / min');
  });

  test('with nothing to say still compares', async () => {
    await openPage('?down=0&up=0');
    expect(sentence()).toHaveTextContent('Nothing to say: 646 B by WebSocket, 20 KB by polling');
    expect(cell(/^WebSocket/, 'Bytes per message')).toHaveTextContent('–');
  });
});

test('each lane of the timeline is described in words', async () => {
  await openPage();
  expect(
    screen.getByText(/^Polling: 30 questions within 60 s, 19 of them in vain/),
  ).toBeInTheDocument();
  expect(
    screen.getByText(/^WebSocket: a handshake, then 16 frames with messages/),
  ).toBeInTheDocument();
});

test('lists what it omits, with sections for statements about the protocol', async () => {
  await openPage();
  await userEvent.click(screen.getByText('How this is counted, and what it leaves out'));
  expect(screen.getByText(/^Loss, congestion and bandwidth/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'RFC 6455 §5.3' })).toHaveAttribute(
    'href',
    'https://www.rfc-editor.org/rfc/rfc6455#section-5.3',
  );
});

test('has no fault that axe can see', async () => {
  const { container } = await openPage();
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}, 30_000);
