import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import type { BitRange } from '#core/bytes/bit-range.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import HandshakeVerdict from '#view/figures/handshake-verdict/HandshakeVerdict.svelte';
import { REQUEST, RESPONSE, traceOf } from '../../../core/conversation/streams.ts';

const head = (...lines: string[]) => toUtf8([...lines, '', ''].join('\r\n'));

const offering = head(
  'GET /chat HTTP/1.1',
  'Host: example.org',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Protocol: chat, superchat',
  'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
);
const agreeing = head(
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  'Sec-WebSocket-Protocol: chat',
  'Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_max_window_bits=12',
);

function show(...pieces: (readonly ['c' | 's', Uint8Array])[]) {
  const onselect = vi.fn<(unitIndex: number, range: BitRange) => void>();
  render(HandshakeVerdict, { conversation: readConversation(traceOf(pieces)), onselect });
  return { onselect, user: userEvent.setup() };
}

const regionText = (name: string) => screen.getByRole('region', { name }).textContent;

describe('a handshake that agrees', () => {
  test('is said to open a WebSocket, every check right', () => {
    show(['c', offering], ['s', agreeing]);
    expect(screen.getByText('A WebSocket opens.')).toBeVisible();
    expect(screen.queryByRole('img', { name: 'wrong' })).toBeNull();
    const request = within(screen.getByRole('region', { name: 'The request, judged' }));
    const key = request.getByRole('button', { name: 'Sec-WebSocket-Key' }).closest('li')!;
    expect(within(key).getByRole('img', { name: 'right' })).toBeVisible();
    expect(key).toHaveTextContent('must be 16 bytes in base64, once');
    const origin = request.getByText('Origin').closest('li')!;
    expect(within(origin).getByRole('img', { name: 'missing, which is allowed' })).toBeVisible();
  });

  test('has its accept value made stage by stage, and compared', () => {
    show(['c', offering], ['s', agreeing]);
    expect(regionText('How the server computed it')).toContain('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
    expect(screen.getByText(/, which matches\./)).toBeVisible();
  });

  test('says what was agreed on, and what a page sees of it', () => {
    show(['c', offering], ['s', agreeing]);
    const agreed = regionText('What was agreed on');
    expect(agreed).toContain('“chat”');
    expect(agreed).toContain(
      'each message can refer to those before it, within a window of 12 bits',
    );
    expect(agreed).toContain('each message is compressed by itself, within a window of 15 bits');
    expect(regionText('What a page learns')).toContain('“chat”');
  });

  test('leads to the bytes of each check', async () => {
    const { user, onselect } = show(['c', offering], ['s', agreeing]);
    const answer = within(screen.getByRole('region', { name: 'The answer, judged' }));
    await user.click(answer.getByRole('button', { name: 'Upgrade' }));
    const { length } = 'HTTP/1.1 101 Switching Protocols\r\n';
    expect(onselect).toHaveBeenCalledWith(1, {
      start: length * 8,
      end: (length + 'Upgrade: websocket\r\n'.length) * 8,
    });
  });

  test('is shown over HTTP/2 when asked for', async () => {
    const { user } = show(['c', offering], ['s', agreeing]);
    expect(screen.queryByRole('table')).toBeNull();
    await user.click(screen.getByText('The same over HTTP/2'));
    const request = await screen.findByRole('table', { name: 'The request over HTTP/2' });
    const row = within(request).getByText('Upgrade: websocket').closest('tr')!;
    expect(row).toHaveTextContent(':protocol: websocket');
    const answer = screen.getByRole('table', { name: 'The answer over HTTP/2' });
    expect(within(answer).getByText(':status: 200')).toBeVisible();
    expect(within(answer).getAllByText('left out').length).toBeGreaterThan(0);
  });
});

describe('a handshake that does not agree', () => {
  test('says what is wrong, why and what a receiver does', () => {
    show(
      ['c', REQUEST],
      [
        's',
        head(
          'HTTP/1.1 101 OK',
          'Upgrade: websocket',
          'Connection: Upgrade',
          'Sec-WebSocket-Accept: AAAA',
        ),
      ],
    );
    expect(
      screen.getByText('No WebSocket opens: Sec-WebSocket-Accept doesn’t match the key.'),
    ).toBeVisible();
    const answer = within(screen.getByRole('region', { name: 'The answer, judged' }));
    expect(answer.getByRole('img', { name: 'wrong' })).toBeVisible();
    expect(answer.getByText(/The receiver must reject the handshake/)).toBeVisible();
    expect(screen.getByText(/, which is wrong\. It has to be/)).toBeVisible();
  });

  test('says that a value is missing, and what it should be', () => {
    show(
      ['c', REQUEST],
      ['s', head('HTTP/1.1 101 OK', 'Upgrade: websocket', 'Connection: Upgrade')],
    );
    expect(screen.getByText(/^The response has no Sec-WebSocket-Accept/)).toBeVisible();
  });

  test.each([
    [400, [], /Something in the request is wrong/],
    [401, ['WWW-Authenticate: Basic'], /It adds WWW-Authenticate: Basic/],
    [403, [], /Origin isn’t on its list/],
    [404, [], /finds nothing at this path/],
    [426, ['Sec-WebSocket-Version: 13'], /It adds Sec-WebSocket-Version: 13/],
    [503, ['Retry-After: 120'], /It adds Retry-After: 120/],
    [302, ['Location: https://example.org/'], /It adds Location: https:\/\/example\.org\//],
  ] as const)('is refused with %i', (status, lines, words) => {
    show(['c', REQUEST], ['s', head(`HTTP/1.1 ${status} No`, ...lines, 'Content-Length: 0')]);
    expect(
      screen.getByText(`The server rejects the handshake with ${status}: no WebSocket opens.`),
    ).toBeVisible();
    expect(regionText('Why the server may say so').replaceAll(/\s+/g, ' ')).toMatch(words);
    expect(regionText('What a page learns').replaceAll(/\s+/g, ' ')).toContain(
      'The events error and close, with code 1006, and nothing else',
    );
  });

  test('opens by the RFC and not in a browser, where the subprotocol is missing', () => {
    const request = head(
      'GET / HTTP/1.1',
      'Host: a',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Protocol: chat',
    );
    show(['c', request], ['s', RESPONSE]);
    expect(
      screen.getByText('By RFC 6455, a WebSocket opens. By the standard for browsers, it doesn’t.'),
    ).toBeVisible();
    expect(screen.getByRole('img', { name: 'doubtful' })).toBeVisible();
  });
});

describe('half a handshake', () => {
  test('without its request says what can’t be checked', () => {
    show(['s', RESPONSE]);
    expect(
      screen.getByText('The response accepts. Paste the request too, to check that they match.'),
    ).toBeVisible();
    expect(screen.getByRole('img', { name: 'can’t be checked without the request' })).toBeVisible();
    expect(screen.queryByRole('region', { name: 'How the server computed it' })).toBeNull();
  });

  test('without its answer says what a server would do', () => {
    show(['c', REQUEST]);
    expect(
      screen.getByText('The response is missing. A server could accept this request.'),
    ).toBeVisible();
    expect(
      screen.getByText(/^It is missing here\. Before it, the connection isn’t open/),
    ).toBeVisible();
  });

  test('is not even there where frames come first', () => {
    show(['c', fromHex('8100')]);
    expect(screen.getByText(/^There is no opening handshake here/)).toBeVisible();
  });
});
