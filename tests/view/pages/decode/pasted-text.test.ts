import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import App from '#view/app/App.svelte';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import { announcementWords } from '#content/decode/announcement-words.ts';
import { benchNews } from '#view/pages/decode/bench-news.ts';
import DecodePage from '#view/pages/decode/DecodePage.svelte';
import NoBytesPane from '#view/pages/decode/NoBytesPane.svelte';
import { Workbench } from '#view/state/workbench.svelte.ts';
import { workRoute } from '../work-route.ts';

const fixtures = path.join(import.meta.dirname, '../../../fixtures/pastes/texts');
const fixture = (name: string) => readFileSync(path.join(fixtures, `${name}.txt`), 'utf8');

const decode = workRoute('decode', DecodePage, 'Decode');

async function openPage(query = '') {
  history.replaceState(null, '', `/#/decode${query}`);
  render(App, { addressBar: new AddressBar(), storage: openStorage(), routes: [decode] });
  await screen.findByRole('heading', { level: 1, name: 'Decode' });
  return userEvent.setup();
}

const input = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Bytes to decode/ });
const findings = () => screen.getByRole('region', { name: 'Findings' });
const frames = () =>
  within(screen.getByRole('listbox', { name: 'Frames' }))
    .queryAllByRole('option')
    .map((item) => item.textContent.replaceAll(/\s+/g, ' ').trim());

async function paste(text: string): Promise<void> {
  await fireEvent.input(input(), { target: { value: text } });
}

beforeEach(() => localStorage.clear());

describe('text that was not read', () => {
  const text = '81 05 48 65 6c 6c 6f\nsome words here\n89 00\nmore words';

  test('is counted, and shown place by place', async () => {
    const user = await openPage();
    await paste(text);
    expect(screen.getAllByText(/^(?:abc )?2 lines weren’t read\.$/)).not.toHaveLength(0);
    await user.click(screen.getByRole('button', { name: 'Show next' }));
    expect(screen.getByText('1 of 2, line 2: some words here')).toBeVisible();
    expect(input().selectionStart).toBe(text.indexOf('some'));
    await user.click(screen.getByRole('button', { name: 'Show next' }));
    expect(screen.getByText('2 of 2, line 4: more words')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show next' }));
    expect(screen.getByText(/^1 of 2/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show previous' }));
    expect(screen.getByText(/^2 of 2/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Show previous' })).toHaveFocus();
  });

  test('limits what is said of the rest', async () => {
    await openPage();
    await paste(text);
    expect(findings()).toHaveTextContent(
      'No rule is broken in what was read. 2 lines weren’t read.',
    );
  });

  test('is not mentioned if there is none', async () => {
    await openPage();
    await paste('89 00');
    expect(screen.queryByText(/weren?’t read/)).toBeNull();
    expect(screen.queryByRole('button', { name: /^Show (?:it|next)/ })).toBeNull();
  });
});

test('a digit that is being typed is not unread text, until the focus leaves', async () => {
  const user = await openPage();
  await paste('');
  await user.type(input(), '81 05 4a 6');
  expect(screen.getByText('The last byte needs a second digit.')).toBeVisible();
  expect(screen.queryByText(/weren?’t read|wasn’t read/)).toBeNull();
  await user.tab();
  expect(screen.queryByText('The last byte needs a second digit.')).toBeNull();
  expect(screen.getAllByText(/Part of a line wasn’t read\./)).not.toHaveLength(0);
});

describe('problems', () => {
  /** Each line has a backslash that begins no escape. */
  const lines = (count: number) => '"\\x89\\x00\\q"\n\n'.repeat(count);

  test('are listed, the first few, with the place of each', async () => {
    const user = await openPage();
    await paste('<Buffer 89 00>\n'.repeat(3) + lines(1));
    const list = screen.getByRole('list', { name: 'Problems in the text' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(1);
    await user.click(within(list).getByRole('button', { name: /^Go there: line 4, column \d+$/ }));
    expect(input()).toHaveFocus();
    expect(input().value.slice(input().selectionStart)).toMatch(/^\\q/);
  });

  test('beyond a few are counted, and shown on request', async () => {
    const { default: ProblemList } = await import('#view/pages/decode/ProblemList.svelte');
    const { TextLines } = await import('#core/paste/text/text-lines.ts');
    const problems = Array.from({ length: 120 }, (_, index) => ({
      kind: 'expression' as const,
      range: { start: index, end: index + 1 },
    }));
    const user = userEvent.setup();
    const lineEnds = new TextLines('\n'.repeat(200));
    render(ProblemList, { lines: lineEnds, problems, onpoint: () => {} });
    expect(screen.getAllByRole('listitem')).toHaveLength(3);
    expect(screen.getByText(/And 117 more problems\./)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(53);
    expect(screen.getByText(/And 67 more problems\./)).toBeVisible();
  });
});

describe('a clean bill of health', () => {
  test('is given for whole frames', async () => {
    await openPage();
    await paste('81 05 48 65 6c 6c 6f');
    expect(findings()).toHaveTextContent('No rule is broken here.');
  });

  test.each([
    'close-codes-prose',
    'har-messages-only',
    'error-two-lines',
    'nginx-access-101',
    'node-buffer-cut',
    'node-two-cut-buffers',
    'efbfbd-spaced',
    'efbfbd-node-buffer',
    'efbfbd-escapes',
    'efbfbd-behind-81',
    'devtools-response-fields-only',
    'copy-as-curl-bash',
    'curl-i-lossy-frames',
    'socat-v-quoted-heads',
    'python-websockets-two-elided',
  ])('is not given for %s', async (name) => {
    await openPage();
    await paste(fixture(name));
    expect(findings()).not.toHaveTextContent('No rule is broken here');
    const bench = new Workbench({ kind: 'text', text: fixture(name) });
    const news = announcementWords(benchNews(new Workbench().decoded, bench));
    expect(news).not.toContain('No rule is broken here');
  });
});

test('findings in bytes that were replaced are said to be uncertain', async () => {
  await openPage();
  await paste(fixture('efbfbd-spaced'));
  expect(findings()).toHaveTextContent('So what was sent might have broken none of these rules.');
  await paste('c1 05 48 65 6c 6c 6f');
  expect(findings()).not.toHaveTextContent('might have broken none');
});

describe('frames that were made', () => {
  test('are marked in the list, in the bytes and in words', async () => {
    await openPage();
    await paste(fixture('har-messages-only'));
    expect(frames()).toHaveLength(3);
    for (const frame of frames()) expect(frame).toContain('made here');
    expect(screen.getByText(/Its header was made here, so it isn’t judged/)).toBeVisible();
    const bytes = screen.getByRole('grid', { name: /^Bytes, / });
    const made = within(bytes).getAllByRole('gridcell', { name: /, made here$/ });
    expect(made).toHaveLength(6);
    const bits = screen.getByRole('grid', { name: 'Bits of the frame' });
    expect(within(bits).getByRole('gridcell', { name: /^FIN 1.*, made here$/ })).toBeVisible();
  });

  test('are not those of a text that has them', async () => {
    await openPage();
    await paste('81 05 48 65 6c 6c 6f');
    expect(screen.queryByText(/made here/)).toBeNull();
    expect(screen.queryByRole('gridcell', { name: /made here/ })).toBeNull();
  });

  test('the made parts of a head are marked line by line', async () => {
    await openPage();
    await paste(fixture('devtools-response-fields-only'));
    const lines = screen.getByRole('grid', { name: /^Lines of the/ });
    const [first, ...others] = within(lines).getAllByRole('row');
    expect(first).toHaveTextContent(/made here/);
    for (const line of others) expect(line).not.toHaveTextContent(/made here/);
    expect(screen.getByText(/Bytes in dashed boxes aren’t in the text/)).toBeVisible();
  });
});

describe('a text without bytes', () => {
  test('says what it is in place of frames', async () => {
    await openPage();
    await paste(fixture('packet-list-tabs'));
    expect(screen.getByRole('heading', { name: /This is a packet list/ })).toBeVisible();
    expect(screen.queryByText(/^No bytes yet/)).toBeNull();
    expect(screen.queryByRole('list', { name: 'What was found' })).toBeNull();
    expect(screen.getAllByRole('button', { name: 'Get bytes' })).toHaveLength(2);
  });

  function showPane(text: string) {
    const onsearcherrors = vi.fn<(query: string) => void>();
    const onshowrecipes = vi.fn<() => void>();
    render(NoBytesPane, { kind: 'error-message', text, onsearcherrors, onshowrecipes });
    return { onsearcherrors, onshowrecipes, user: userEvent.setup() };
  }

  test('that is an error leads to the explanation of its messages', async () => {
    const { user, onsearcherrors } = showPane(fixture('error-invalid-frame-header'));
    expect(await screen.findByText('It contains 1 known message.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Explain it' }));
    expect(onsearcherrors).toHaveBeenLastCalledWith('Invalid frame header');
  });

  test('is looked up as it is, too', async () => {
    const { user, onsearcherrors, onshowrecipes } = showPane('SomeError: unheard of');
    expect(await screen.findByText(/^None of the messages/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Look up the text' }));
    expect(onsearcherrors).toHaveBeenLastCalledWith('SomeError: unheard of');
    await user.click(screen.getByRole('button', { name: 'Get bytes' }));
    expect(onshowrecipes).toHaveBeenCalledOnce();
  });
});

describe('the sides', () => {
  const arrows = '> 89 00\n< 8a 00\n> 89 00';

  test('are swapped with one button if the text only numbers them', async () => {
    const user = await openPage();
    await paste(arrows);
    const before = frames();
    const swap = screen.getByRole('button', { name: 'Swap the sides' });
    expect(swap).toHaveAttribute('aria-pressed', 'false');
    await user.click(swap);
    expect(screen.getByRole('button', { name: 'Swap the sides' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    const direction = () => screen.getAllByRole('img', { name: /^from the/ }).map(nameOf);
    const swapped = direction();
    await user.click(screen.getByRole('button', { name: 'Swap the sides' }));
    expect(direction()).not.toEqual(swapped);
    expect(frames()).toEqual(before);
  });

  test('have no such button if the text names them', async () => {
    await openPage();
    await paste('client: 89 00\nserver: 8a 00');
    expect(screen.queryByRole('button', { name: 'Swap the sides' })).toBeNull();
  });

  test('are set for each block', async () => {
    const user = await openPage();
    await paste('recv 89 00\nrecv 8a 00\nrecv 89 00');
    await user.click(screen.getByText('Reading options'));
    await user.click(screen.getByText('Sent by, for each block'));
    const list = await screen.findByRole('list', { name: 'Blocks of the text' });
    const blocks = within(list).getAllByRole('listitem');
    expect(blocks.map((block) => block.textContent.replaceAll(/\s+/g, ' ').trim())).toEqual([
      expect.stringMatching(/^Line 1 .*89 00 2 bytes as read \(server\)/),
      expect.stringMatching(/^Line 2 .*8a 00 2 bytes as read \(server\)/),
      expect.stringMatching(/^Line 3 .*89 00 2 bytes as read \(server\)/),
    ]);
    const select = () =>
      screen.getByRole('combobox', { name: 'Sender of the block in line 2, 2 bytes' });
    await user.selectOptions(select(), 'client');
    expect(select()).toHaveValue('client');
    expect(screen.getByText('both directions')).toBeVisible();
    await user.selectOptions(select(), 'as-read');
    expect(screen.queryByText('both directions')).toBeNull();
  });

  test('of thousands of blocks are set fifty at a time', async () => {
    const user = await openPage();
    await paste('recv 89 00\n'.repeat(120));
    await user.click(screen.getByText('Reading options'));
    await user.click(screen.getByText('Sent by, for each block'));
    const list = await screen.findByRole('list', { name: 'Blocks of the text' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(50);
    await user.click(screen.getByRole('button', { name: 'Show more of 120 blocks' }));
    expect(within(list).getAllByRole('listitem')).toHaveLength(100);
  });

  test('come from a link, and a damaged choice is reported', async () => {
    await openPage('?hex=8900&by=0c');
    expect(screen.getByText('from the client, not masked')).toBeVisible();
  });

  test('that a link garbles are as read, and the link says so', async () => {
    await openPage('?hex=8900&by=0x');
    expect(screen.getByText(/“by” isn’t a valid value/)).toBeVisible();
    expect(screen.getByText('from the server, not masked')).toBeVisible();
  });
});

test('several connections are chosen by name, with their sizes', async () => {
  const user = await openPage();
  await paste(fixture('conn-n-interleaved-fragments'));
  const select = screen.getByRole('combobox', { name: 'Connection:' });
  const options = within(select).getAllByRole('option');
  expect(options.map(({ textContent }) => textContent)).toEqual([
    'conn 1, 15 bytes',
    'conn 2, 15 bytes',
  ]);
  const before = frames();
  await user.selectOptions(select, 'conn 2, 15 bytes');
  expect(frames()).not.toEqual(before);
});

test('what is announced counts problems and unread lines once', async () => {
  const text = `${'"\\x89\\x00\\q"\n'}some words\n`;
  const bench = new Workbench({ kind: 'text', text });
  const news = announcementWords(benchNews(new Workbench().decoded, bench));
  expect(news.match(/isn’t an escape/g)).toHaveLength(1);
  expect(news.match(/read\.(?: |$)/g)?.length).toBeGreaterThanOrEqual(1);
  expect(news.match(/weren?’t read|wasn’t read/g)).toHaveLength(1);
  await waitFor(() => expect(news).toMatch(/^\d+ bytes?, /));
});

function nameOf(element: HTMLElement): string {
  return element.getAttribute('aria-label') ?? element.textContent;
}
