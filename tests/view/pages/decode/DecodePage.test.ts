import { fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import App from '#view/app/App.svelte';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import DecodePage from '#view/pages/decode/DecodePage.svelte';
import NotesPage from '../../app/pages/NotesPage.svelte';
import { workRoute } from '../work-route.ts';

const decode = workRoute('decode', DecodePage, 'Decode');
const notes = workRoute('notes', NotesPage, 'Notes');

async function openPage(query = '') {
  history.replaceState(null, '', `/#/decode${query}`);
  const addressBar = new AddressBar();
  const page = render(App, { addressBar, storage: openStorage(), routes: [decode, notes] });
  await screen.findByRole('heading', { level: 1, name: 'Decode' });
  return { ...page, addressBar, user: userEvent.setup() };
}

const input = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Bytes to decode/ });
const facts = () => {
  const list = screen.getByRole('list', { name: 'What was found' });
  return within(list)
    .getAllByRole('listitem')
    .map((item) => item.textContent);
};
const frames = () =>
  within(screen.getByRole('listbox', { name: 'Frames' }))
    .queryAllByRole('option')
    .map((item) => item.textContent.replace(/\s+/g, ' ').trim());
const findings = () => screen.getByRole('region', { name: 'Findings' });

/** Pastes the whole text in one event. */
async function paste(text: string): Promise<void> {
  await fireEvent.input(input(), { target: { value: text } });
}

beforeEach(() => localStorage.clear());

describe('Decode', () => {
  test('opens with an example that works', async () => {
    await openPage();
    expect(facts()).toEqual(['hex · 35 bytes', 'from the client, masked', '4 frames', '1 message']);
    expect(frames()).toHaveLength(4);
    expect(findings()).toHaveTextContent('Frame 4: close code 1005 isn’t allowed in a Close frame');
    expect(screen.getByText(/the ping did not wait for “lo”/)).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Frame 1 · text · bytes 0x00–0x08' })).toBeVisible();
  });

  test('reads what is pasted', async () => {
    await openPage();
    await paste('0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f');
    expect(facts()).toEqual([
      'hex · 7 bytes',
      'from the server, not masked',
      '1 frame',
      '1 message',
    ]);
    expect(frames()).toEqual(['Frame 1 text “Hello” 7 B']);
    expect(findings()).toHaveTextContent('No rule is broken here.');
  });

  test('offers to play a connection, or a part of one that is too long', async () => {
    await openPage();
    await paste('8900'.repeat(1000));
    expect(screen.getByRole('button', { name: 'Play in Learn' })).toBeVisible();
    await paste('8900'.repeat(1001));
    expect(screen.queryByRole('button', { name: 'Play in Learn' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Play around this row' })).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Play:' })).toHaveValue('300');
  });

  test('reads while one types', async () => {
    const { user } = await openPage();
    await user.clear(input());
    await user.type(input(), '8900');
    expect(frames()).toEqual(['Frame 1 ping empty 2 B']);
  });

  test('names the first character that isn’t hex, and keeps the rest', async () => {
    await openPage();
    await paste('89 00\n81 8x');
    expect(screen.getByText(/^\s*Line 2, column 5: “x” isn’t a hex digit/)).toBeVisible();
    expect(input()).toHaveValue('89 00\n81 8x');
    expect(input()).toBeInvalid();
    expect(frames()).toHaveLength(2);
  });

  test('names a digit that has no partner', async () => {
    await openPage();
    await paste('89 0');
    expect(screen.getByText(/Line 1, column 4: a byte with only one digit/)).toBeVisible();
  });

  test('says how much of a cut frame is missing, and of what', async () => {
    await openPage();
    await paste('818537fa213d7f9f');
    expect(findings()).toHaveTextContent(
      'Frame 1 is incomplete: 3 of 5 bytes of payload are missing.',
    );
    expect(screen.getByRole('gridcell', { name: '3 bytes missing' })).toBeVisible();
    await paste('82fe01');
    expect(findings()).toHaveTextContent('the header is cut: at least 5 bytes of it missing');
  });

  test('says what can be pasted where there is nothing', async () => {
    const { user } = await openPage();
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(screen.getByText(/^No bytes yet/)).toBeVisible();
    expect(screen.getByText('810548656c6c6f')).toBeVisible();
    expect(screen.queryByRole('listbox', { name: 'Frames' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Undo' })).toHaveAttribute('aria-disabled');
  });

  test('shows a frame that is chosen, and says so in the address', async () => {
    const { user, addressBar } = await openPage();
    await user.click(screen.getByRole('option', { name: /ping/ }));
    expect(
      screen.getByRole('heading', { name: /^Frame 2 · ping · bytes 0x09–0x12/ }),
    ).toBeVisible();
    addressBar.flush();
    expect(location.hash).toBe('#/decode?frame=2');
  });

  test('opens bytes and frame from an address', async () => {
    await openPage('?hex=89008a00&frame=2');
    expect(input()).toHaveValue('89008a00');
    expect(screen.getByRole('heading', { name: /^Frame 2 · pong/ })).toBeVisible();
  });

  test('says when the address asks for a frame that is not there', async () => {
    await openPage('?hex=8900&frame=7');
    expect(screen.getByText('There is no frame 7 here.')).toBeVisible();
    expect(screen.getByRole('heading', { name: /^Frame 1/ })).toBeVisible();
  });

  test('lets the address go when its bytes are changed', async () => {
    const { addressBar } = await openPage('?hex=8900');
    await paste('8a00');
    addressBar.flush();
    expect(location.hash).toBe('#/decode');
    expect(frames()).toEqual(['Frame 1 pong empty 2 B']);
  });

  test('leads from a finding to its frame and field', async () => {
    const { user } = await openPage();
    await user.click(screen.getByRole('button', { name: /Frame 4: close code/ }));
    expect(screen.getByRole('heading', { name: /^Frame 4 · close/ })).toBeVisible();
    const code = screen.getByRole('row', { name: /^Close code/ });
    expect(code).toHaveClass('lit');
  });

  test('shows an answer’s head line by line', async () => {
    await openPage();
    const text = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n';
    await paste(Buffer.from(text).toString('hex'));
    expect(frames()[0]).toMatch(/^Response 101 Switching Protocols/);
    expect(screen.getByRole('row', { name: /^Upgrade: websocket/ })).toBeVisible();
    expect(findings()).toHaveTextContent('Response: Sec-WebSocket-Accept is missing');
  });

  test('opens the recorded connection, both directions', async () => {
    const { user } = await openPage('?example=recorded-chromium-echo');
    await screen.findByText('14 frames');
    expect(screen.getByText(/Chromium 156.0.8078.79/, { selector: 'dd' })).toBeVisible();
    expect(screen.getByText(/^ws 8.23.0/, { selector: 'dd' })).toBeVisible();
    // Two heads, 14 frames, and TCP’s own: both SYNs and FINs.
    expect(frames()).toHaveLength(20);
    // A narrow list hides the columns of times, and a wide one the time under the size.
    expect(frames().find((row) => row.startsWith('Request'))).toMatch(
      /^Request [\d.]+ ms \+[\d.]+ ms GET \/echo 499 B [\d.]+ ms$/,
    );
    expect(screen.getAllByRole('img', { name: 'from the server' })).toHaveLength(10);
    expect(findings()).toHaveTextContent('No rule is broken here.');
    await user.click(screen.getByRole('button', { name: 'Return to the text' }));
    expect(frames()).toHaveLength(4);
  });

  test('keeps the paste while one is elsewhere', async () => {
    const { user } = await openPage('?hex=8900');
    await user.click(screen.getByRole('link', { name: 'Notes' }));
    await screen.findByRole('heading', { level: 1, name: 'Notes' });
    await user.click(screen.getByRole('link', { name: 'Decode' }));
    await screen.findByRole('heading', { level: 1, name: 'Decode' });
    expect(input()).toHaveValue('8900');
  });

  test('says which frame is shown', async () => {
    const { user } = await openPage();
    await user.click(screen.getByRole('option', { name: /ping/ }));
    expect(screen.getByText('Frame 2: ping, 10 bytes')).toHaveAttribute('role', 'status');
  });

  test.each(['', '8', 'zz', '<script>', '81', '82ff7fffffffffffffff', 'ff'.repeat(300), '\u0000'])(
    'takes %j without breaking',
    async (text) => {
      await openPage();
      await paste(text);
      expect(input()).toHaveValue(text);
      expect(screen.queryByText(/stopped working/)).toBeNull();
    },
  );

  test('names what was left out and what was lost', async () => {
    await openPage();
    await paste('<Buffer 81 05 48 65 6c 6c 6f ... 84 more bytes>');
    expect(screen.getByText(/printed 7 of 91 bytes/)).toBeVisible();
  });

  test('offers the other reading, one click away', async () => {
    const { user } = await openPage();
    await paste('81 85 37 21 33 44 55');
    expect(screen.getByText(/^Read as /)).toBeVisible();
    const before = facts()[0];
    await user.click(within(screen.getByText(/^Read as /)).getAllByRole('button')[0]!);
    expect(facts()[0]).not.toBe(before);
  });

  test('takes both directions from labels', async () => {
    await openPage();
    await paste('> 81 85 37 fa 21 3d 7f 9f 4d 51 58\n< 81 05 48 65 6c 6c 6f');
    expect(facts()).toContain('both directions');
    expect(screen.getAllByRole('img', { name: 'from the server' })).toHaveLength(1);
  });

  test('flips a bit, undoes it, and does it again', async () => {
    const { user } = await openPage('?hex=810548656c6c6f');
    const grid = screen.getByRole('grid', { name: /^Bytes/ });
    await user.click(within(grid).getByRole('gridcell', { name: /^0x00/ }));
    await user.click(screen.getByRole('button', { name: 'Bit 0: 1, flip it' }));
    expect(frames()[0]).toMatch(/more to come/);
    expect(input()).toHaveValue('810548656c6c6f');
    expect(screen.getByRole('group', { name: 'Edited bytes' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(frames()[0]).not.toMatch(/more to come/);
    await user.click(screen.getByRole('button', { name: 'Redo' }));
    expect(frames()[0]).toMatch(/more to come/);
  });

  test('takes bytes that are typed over others, and rewrites the text from them', async () => {
    const { user } = await openPage('?hex=810548656c6c6f');
    const grid = screen.getByRole('grid', { name: /^Bytes/ });
    within(grid).getByRole('gridcell', { name: /^0x02/ }).focus();
    await user.click(within(grid).getByRole('gridcell', { name: /^0x02/ }));
    await user.keyboard('4a');
    expect(frames()[0]).toMatch(/“Jello”/);
    expect(within(grid).getByRole('gridcell', { name: /^0x02.*edited$/ })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Rewrite the text' }));
    expect(input()).toHaveValue('S: 81 05 4a 65 6c 6c 6f');
    expect(frames()[0]).toMatch(/“Jello”/);
  });

  test('sets a field, and rejects an invalid value', async () => {
    const { user } = await openPage('?hex=810548656c6c6f');
    const fields = screen.getByRole('grid', { name: 'Fields' });
    await user.click(within(fields).getByRole('button', { name: 'Edit Opcode' }));
    const value = screen.getByRole('textbox', { name: 'New value: Opcode' });
    await user.clear(value);
    await user.type(value, 'seventeen{Enter}');
    expect(await screen.findByText(/opcode/i, { selector: '[role=alert]' })).toBeVisible();
    await user.clear(value);
    await user.type(value, 'binary{Enter}');
    await vi.waitFor(() => expect(frames()[0]).toMatch(/binary/), { timeout: 10_000 });
  });

  test('breaks a good frame, and says which rule that is', async () => {
    const { user } = await openPage('?hex=810548656c6c6f');
    await user.click(screen.getByText('Break this frame'));
    await user.click(screen.getByRole('button', { name: /RSV1/ }));
    expect(findings()).toHaveTextContent(/reserved bit/i);
  });

  test('reads base64 from an address, and says what of a link is damaged', async () => {
    await openPage('?base64=gQVIZWxsbw==');
    expect(frames()).toEqual(['Frame 1 text “Hello” 7 B']);
    location.hash = '#/decode?text=dAAAA';
    expect(await screen.findByText(/cut or changed, so its bytes are lost/)).toBeVisible();
  });

  test('says that an example is not known, and keeps what was there', async () => {
    await openPage('?example=nothing-like-it');
    expect(await screen.findByText(/no example called “nothing-like-it”/)).toBeVisible();
    expect(frames()).toHaveLength(4);
  });

  test('identifies bytes that aren’t a frame', async () => {
    await openPage();
    await paste('16 03 01 02 00 01 00 01 fc 03 03');
    expect(findings()).toHaveTextContent(/TLS/);
  });

  test('hands the conversation to Learn', async () => {
    const { user, addressBar } = await openPage('?hex=810548656c6c6f');
    await user.click(screen.getByRole('button', { name: 'Play in Learn' }));
    addressBar.flush();
    expect(location.hash).toBe('#/learn/yours');
  });

  test('has nothing that axe objects to', async () => {
    const { container } = await openPage('?frame=4');
    // jsdom has no layout, so contrast is tested in the browser tests.
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
