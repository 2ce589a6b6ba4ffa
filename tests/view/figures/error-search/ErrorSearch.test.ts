import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import type { Side } from '#core/trace/direction.ts';
import ErrorSearch from '#view/figures/error-search/ErrorSearch.svelte';

function show(query = '') {
  const onopen = vi.fn<(bytes: Uint8Array, sender: Side, request: Uint8Array | null) => void>();
  render(ErrorSearch, { query, onopen });
  return { onopen, user: userEvent.setup(), box: screen.getByRole('searchbox') };
}

const results = () =>
  screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
const firstResult = () =>
  within(screen.getByRole('list', { name: 'Messages found' })).getAllByRole('listitem')[0]!;

describe('the search for an error message', () => {
  test('offers some where nothing is typed', async () => {
    const { user } = show();
    expect(screen.queryByRole('list', { name: 'Messages found' })).toBeNull();
    expect(screen.getByRole('status')).toHaveTextContent('a whole line or stack trace will do');
    await user.click(screen.getByRole('button', { name: 'bad MASK' }));
    expect(screen.getByRole('searchbox', { name: 'An error message' })).toHaveValue('bad MASK');
    expect(results()[0]).toBe('bad MASK');
  });

  test.each([
    'RSV1 must be clear',
    'Invalid frame header',
    'bad MASK',
    'WS_ERR_UNEXPECTED_RSV_2_3',
  ])('finds what it offers: %s', (query) => {
    show(query);
    expect(results().length).toBeGreaterThan(0);
  });

  test('says who prints it, what it means, and where that is written', async () => {
    const { user, box } = show();
    await user.type(box, 'rsv1 must be clear');
    const result = firstResult();
    expect(result).toHaveTextContent('Invalid WebSocket frame: RSV1 must be clear');
    expect(result).toHaveTextContent('printed by ws');
    expect(result).toHaveTextContent('a reserved bit is set.');
    expect(within(result).getByRole('link', { name: 'RFC 6455 §5.2' })).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent(/\d+ messages? found, the closest first/);
  });

  test('opens the frame that provokes it', async () => {
    const { user, onopen } = show('bad MASK');
    const result = firstResult();
    expect(result).toHaveTextContent('81 05 48 65 6c 6c 6f');
    await user.click(within(result).getByRole('button', { name: 'Open this frame' }));
    expect(onopen).toHaveBeenCalledWith(fromHex('810548656c6c6f'), 'client', null);
  });

  test('shows other causes, including bytes that aren’t frames', async () => {
    const { user, onopen } = show('RSV1 must be clear');
    const result = firstResult();
    await user.click(within(result).getByText('Or 2 other causes'));
    expect(await within(result).findByText('No frame at all: an HTTP request.')).toBeVisible();
    await user.click(within(result).getAllByRole('button', { name: 'Open these bytes' })[0]!);
    const [bytes, sender] = onopen.mock.calls[0]!;
    expect([fromUtf8(bytes).slice(0, 9), sender]).toEqual(['GET /chat', 'client']);
  });

  test('opens an answer together with the request that it does not fit', async () => {
    const { user, onopen } = show('Invalid Sec-WebSocket-Accept header');
    await user.click(within(firstResult()).getByRole('button', { name: 'Open these bytes' }));
    const [bytes, sender, request] = onopen.mock.calls[0]!;
    expect([sender, fromUtf8(bytes).slice(0, 12)]).toEqual(['server', 'HTTP/1.1 101']);
    expect(request && fromUtf8(request).slice(0, 9)).toBe('GET /chat');
  });

  test('shows a compressed frame without the answer that goes before it', async () => {
    const { user, onopen } = show('invalid block type');
    const result = firstResult();
    expect(result).toHaveTextContent('c1 05 6e 6f 70 65 21');
    await user.click(within(result).getByRole('button', { name: 'Open this frame' }));
    expect(fromUtf8(onopen.mock.calls[0]![0]).slice(0, 12)).toBe('HTTP/1.1 101');
  });

  test('finds it in a whole stack trace', async () => {
    const { user, box } = show();
    await user.click(box);
    await user.paste(`RangeError: Invalid WebSocket frame: RSV2 and RSV3 must be clear
    at Receiver.getInfo (/srv/node_modules/ws/lib/receiver.js:176:14) {
  code: 'WS_ERR_UNEXPECTED_RSV_2_3', [Symbol(status-code)]: 1002 }`);
    expect(results()[0]).toBe('Invalid WebSocket frame: RSV2 and RSV3 must be clear');
  });

  test('offers what comes near where nothing has all the words', async () => {
    const { user } = show('RSV1 bit should be cleared');
    expect(screen.getByRole('status')).toHaveTextContent('These come near:');
    await user.click(
      screen.getByRole('button', { name: 'Invalid WebSocket frame: RSV1 must be clear' }),
    );
    expect(results()[0]).toBe('Invalid WebSocket frame: RSV1 must be clear');
  });

  test('says what else to do where nothing is even near', () => {
    show('strawberry');
    expect(screen.getByRole('status')).toHaveTextContent('Paste the bytes themselves');
  });

  test('shows many by and by', async () => {
    const { user } = show('header');
    expect(results()).toHaveLength(8);
    await user.click(screen.getByRole('button', { name: /^Show more of \d+ messages$/ }));
    expect(results().length).toBeGreaterThan(8);
  });
});
