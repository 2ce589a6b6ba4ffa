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
  return { onopen, user: userEvent.setup(), box: screen.getByRole('textbox') };
}

const results = () =>
  screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
const firstResult = () =>
  within(screen.getByRole('list', { name: 'Results' })).getAllByRole('listitem')[0]!;

describe('the search for an error message', () => {
  test('offers some if nothing is typed', async () => {
    const { user } = show();
    expect(screen.queryByRole('list', { name: 'Results' })).toBeNull();
    expect(screen.getByRole('status')).toHaveTextContent('a line, a stack trace or a log');
    await user.click(screen.getByRole('button', { name: 'websocket: bad handshake' }));
    expect(screen.getByRole('textbox', { name: 'An error message' })).toHaveValue(
      'websocket: bad handshake',
    );
    expect(results()[0]).toBe('websocket: bad handshake');
  });

  test('shows who prints it, what it means, and the section', async () => {
    const { user, box } = show();
    await user.type(box, 'rsv1 must be clear');
    const result = firstResult();
    expect(result).toHaveTextContent('Invalid WebSocket frame: RSV1 must be clear');
    expect(result).toHaveTextContent('printed by ws');
    expect(result).toHaveTextContent('A reserved bit is set.');
    expect(within(result).getByRole('link', { name: 'RFC 6455 §5.2' })).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent(
      /^\d+ results?.* the receiver read a frame that broke a rule\.$/,
    );
  });

  test.each([
    ['bad MASK', 'The receiver read a frame that broke a rule'],
    ['Max payload size exceeded', 'It exceeded a limit of the receiver'],
    ['Unexpected server response: 404', 'The handshake failed'],
    ['no close frame received or sent', 'It names no frame'],
    ['code: 1000', 'A Close frame ended it'],
    ['code: 1006', 'It names no frame'],
  ])('leads from “%s” to the answer: %s', (query, answer) => {
    show(query);
    expect(within(firstResult()).getByText(answer)).toBeVisible();
  });

  test('opens the frame that causes it', async () => {
    const { user, onopen } = show('bad MASK');
    const result = firstResult();
    expect(result).toHaveTextContent('81 05 48 65 6c 6c 6f');
    await user.click(within(result).getByRole('button', { name: 'Open this frame' }));
    expect(onopen).toHaveBeenCalledWith(fromHex('810548656c6c6f'), 'client', null);
  });

  test('shows other causes, including bytes that aren’t frames', async () => {
    const { user, onopen } = show('Invalid WebSocket frame: RSV1 must be clear');
    const result = firstResult();
    await user.click(within(result).getByText('Or 2 other causes'));
    expect(await within(result).findByText('No frame at all: an HTTP request.')).toBeVisible();
    await user.click(within(result).getAllByRole('button', { name: 'Open these bytes' })[0]!);
    const [bytes, sender] = onopen.mock.calls[0]!;
    expect([fromUtf8(bytes).slice(0, 9), sender]).toEqual(['GET /chat', 'client']);
  });

  test('shows what a status means, and a response that has it', async () => {
    const { user, onopen } = show('Error: Unexpected server response: 502');
    const result = firstResult();
    expect(result).toHaveTextContent('Status 502: the server did not switch protocols.');
    expect(result).toHaveTextContent('A proxy got no valid response');
    await user.click(within(result).getByRole('button', { name: 'Open these bytes' }));
    expect(fromUtf8(onopen.mock.calls[0]![0]).slice(0, 13)).toBe('HTTP/1.1 502 ');
  });

  test('shows how to find out more, if no frame did it', () => {
    show('WebSocket is closed before the connection is established.');
    const result = firstResult();
    expect(result).toHaveTextContent('Your own code closed it before it was open.');
    expect(within(result).getAllByRole('listitem').length).toBeGreaterThan(1);
    expect(within(result).queryByRole('button')).toBeNull();
  });

  test('opens a response together with the request that it does not match', async () => {
    const { user, onopen } = show('Invalid Sec-WebSocket-Accept header');
    await user.click(within(firstResult()).getByRole('button', { name: 'Open these bytes' }));
    const [bytes, sender, request] = onopen.mock.calls[0]!;
    expect([sender, fromUtf8(bytes).slice(0, 12)]).toEqual(['server', 'HTTP/1.1 101']);
    expect(request && fromUtf8(request).slice(0, 9)).toBe('GET /chat');
  });

  test('shows a compressed frame without the response before it', async () => {
    const { user, onopen } = show('invalid block type');
    const result = firstResult();
    expect(result).toHaveTextContent('c1 05 6e 6f 70 65 21');
    await user.click(within(result).getByRole('button', { name: 'Open this frame' }));
    expect(fromUtf8(onopen.mock.calls[0]![0]).slice(0, 12)).toBe('HTTP/1.1 101');
  });

  test('opens the Close frame of a code', async () => {
    const { user, onopen } = show('1001');
    expect(results()).toEqual(['Close code 1001: going away']);
    await user.click(screen.getByRole('button', { name: 'Open this frame' }));
    expect(onopen).toHaveBeenCalledWith(fromHex('880203e9'), 'server', null);
  });

  test('finds it in a whole stack trace', async () => {
    const { user, box } = show();
    await user.click(box);
    await user.paste(`RangeError: Invalid WebSocket frame: RSV2 and RSV3 must be clear
    at Receiver.getInfo (/srv/node_modules/ws/lib/receiver.js:176:14) {
  code: 'WS_ERR_UNEXPECTED_RSV_2_3', [Symbol(status-code)]: 1002 }`);
    expect(results()).toEqual(['Invalid WebSocket frame: RSV2 and RSV3 must be clear']);
  });

  test.each(['strawberry', 'websocket error frame'])('finds nothing in “%s”', (query) => {
    show(query);
    expect(screen.getByRole('status')).toHaveTextContent('no known error message');
    expect(screen.queryByRole('list')).toBeNull();
  });

  test('shows many by and by', async () => {
    const { user } = show('opcode');
    expect(results()).toHaveLength(8);
    await user.click(screen.getByRole('button', { name: /^Show more of \d+ results$/ }));
    expect(results().length).toBeGreaterThan(8);
  });
});
