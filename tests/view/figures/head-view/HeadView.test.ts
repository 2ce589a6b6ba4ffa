import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { encodeOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { encodeOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import HeadView from '#view/figures/head-view/HeadView.svelte';
import { Selection } from '#view/state/selection.svelte.ts';

const key = 'dGhlIHNhbXBsZSBub25jZQ==';
const request = encodeOpeningRequest({ target: '/chat', host: 'a.example', key });

function renderHead(bytes: Uint8Array, isAcceptChecked = false) {
  const { trace, units, findings } = readConversation(rawTrace(bytes));
  const [unit] = units;
  if (unit === undefined) throw new Error('expected a unit, got none');
  const selection = new Selection();
  render(HeadView, { dissection: dissectUnit(trace, unit), selection, findings, isAcceptChecked });
  return { user: userEvent.setup(), selection };
}

const lines = () =>
  screen.getAllByRole('row').map((row) => row.textContent.replace(/\s+/g, ' ').trim());

describe('a head', () => {
  test('is shown line by line, with what each is for', () => {
    renderHead(request);
    expect(lines()).toEqual([
      'GET /chat HTTP/1.1 request line',
      'Host: a.example required: the site that the client wants',
      'Upgrade: websocket required: the protocol to switch to',
      'Connection: Upgrade required: Upgrade is for the next hop',
      `Sec-WebSocket-Key: ${key} required: 16 random bytes, not secret`,
      'Sec-WebSocket-Version: 13 required: the protocol’s version: 13',
      '(empty line) end of head',
    ]);
  });

  test('of a refusal asks for nothing that only a switch needs', () => {
    renderHead(
      toLatin1('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nUpgrade: websocket\r\n\r\n'),
    );
    expect(lines().slice(1)).toEqual([
      'Connection: close ordinary HTTP: options for this connection',
      'Upgrade: websocket ordinary HTTP: the protocol that is required',
      '(empty line) end of head',
    ]);
  });

  test('says that its accept value was checked', () => {
    renderHead(encodeOpeningResponse({ key }), true);
    const accept = screen.getByRole('row', { name: /^Sec-WebSocket-Accept/ });
    expect(accept).toHaveTextContent('required, checked');
    expect(within(accept).getByRole('img', { name: 'and right' })).toBeVisible();
  });

  test('says which line breaks a rule', () => {
    const text = 'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n'.concat(
      `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    renderHead(toLatin1(text));
    const upgrade = screen.getByRole('row', { name: /^Upgrade: h2c/ });
    expect(upgrade).toHaveTextContent('Upgrade doesn’t name websocket');
    expect(within(upgrade).getByRole('img', { name: 'broken' })).toBeVisible();
  });

  test('shows lines that aren’t header fields, and markup as text', () => {
    renderHead(toLatin1('GET / HTTP/1.1\r\nno field here\r\nX: <img src=x>\r\n\r\n'));
    expect(screen.getByRole('row', { name: /^no field here/ })).toBeVisible();
    expect(screen.getByText('X: <img src=x>')).toBeVisible();
  });

  test('is walked by arrow keys and chosen by Enter', async () => {
    const { user, selection } = renderHead(request);
    await user.click(screen.getByRole('row', { name: /^GET/ }));
    await user.keyboard('{ArrowDown}{Enter}');
    expect(screen.getByRole('row', { name: /^Host/ })).toHaveFocus();
    expect(selection.chosen?.range.start).toBe('GET /chat HTTP/1.1\r\n'.length * 8);
  });

  test('is shown as hex, too', async () => {
    const { user } = renderHead(concatBytes([request]));
    await user.click(screen.getByRole('tab', { name: 'Hex' }));
    expect(screen.getByRole('gridcell', { name: '0x00: 47, Method' })).toBeVisible();
  });
});
