import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { bitsOfBytes } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { type Finding, findingRange } from '#core/conversation/finding.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { exampleFrames } from '#content/examples/examples.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';
import { findingOffsets } from '#view/figures/finding-list/finding-place.ts';
import FindingList from '#view/figures/finding-list/FindingList.svelte';

function show(bytes: Uint8Array) {
  const conversation = readConversation(rawTrace(bytes));
  const onselect = vi.fn<(finding: Finding) => void>();
  render(FindingList, { conversation, names: nameUnits(conversation.units), onselect });
  return { conversation, onselect, user: userEvent.setup() };
}

const example = concatBytes(exampleFrames());
const marked = () => screen.getAllByRole('mark').map(({ textContent }) => textContent.trim());

describe('a finding', () => {
  test('says what, where, why, what to do and what a receiver does', async () => {
    const { conversation, onselect, user } = show(example);
    const item = screen.getByRole('listitem');
    expect(item).toHaveTextContent('Frame 4: close code 1005 isn’t allowed in a Close frame');
    expect(item).toHaveTextContent('Bytes 0x21–0x22.');
    expect(item).toHaveTextContent('Send 1000, or a Close frame without a code.');
    expect(item).toHaveTextContent('Most receivers fail the connection with 1002');
    expect(screen.getByRole('link', { name: 'RFC 6455 §7.4.1' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: /Frame 4/ }));
    expect(onselect).toHaveBeenCalledWith(conversation.findings[0]);
  });

  test('explains its terms, each once', () => {
    show(example);
    const terms = screen
      .getAllByRole('button')
      .filter((button) => button.hasAttribute('aria-haspopup'));
    const names = terms.map(({ textContent }) => textContent);
    expect(names).toContain('Close frame');
    expect(names).toHaveLength(new Set(names).size);
  });

  test('marks its bytes on the wire, and as they are read', () => {
    show(fromHex('8882 37fa213d 3417'));
    expect(screen.getByRole('listitem')).toHaveTextContent(
      /88 82 37 fa 21 3d 34 17 Unmasked 03 ed/,
    );
    expect(marked()).toEqual(['34', '17', '03', 'ed']);
  });

  test('far inside its payload is marked among its neighbours', () => {
    show(
      concatBytes([
        fromHex('817e 0400'),
        new Uint8Array(1000).fill(0x61),
        fromHex('ff'.repeat(24)),
      ]),
    );
    expect(marked()).toEqual(['ff']);
    expect(screen.getByRole('listitem')).toHaveTextContent('1,000 before …');
  });

  test('in a masked payload is placed on the wire', () => {
    const conversation = readConversation(rawTrace(example));
    const [finding] = conversation.findings;
    expect(finding && findingRange(finding, conversation)).toEqual(bitsOfBytes(6, 8));
    expect(finding && findingOffsets(finding, conversation)).toBe('bytes 0x21–0x22');
  });

  test('shows what well-known receivers do, with similar inputs first', async () => {
    const { user } = show(example);
    expect(screen.queryByRole('table')).toBeNull();
    await user.click(screen.getByText('What well-known receivers do'));
    const [table] = await screen.findAllByRole('table');
    expect(table).toHaveAccessibleName('What receivers do with close code 1005');
    const row = within(table!).getByRole('row', { name: /^ws / });
    expect(row).toHaveTextContent(
      /8\.\d+\.\d+, measured 20\d\d-\d\d-\d\d.* fails with 1002: .*invalid status code 1005/,
    );
    expect(table!.parentElement).toHaveTextContent(
      'Browsers received it from a server, so it wasn’t masked.',
    );
  });

  test('that was not measured is labelled so', async () => {
    const { user } = show(
      new TextEncoder().encode(
        'GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nHost: a\r\nSec-WebSocket-Version: 13\r\n\r\n',
      ),
    );
    expect(screen.getByRole('listitem')).toHaveTextContent('Request: Sec-WebSocket-Key is missing');
    await user.click(screen.getByText('What well-known receivers do'));
    expect(await screen.findByText(/^Nothing was measured/)).toBeVisible();
  });
});

describe('findings of one rule', () => {
  test('are one item with their count, and open to every place', async () => {
    const { conversation, onselect, user } = show(fromHex('8b00'.repeat(100)));
    const [item, ...rest] = screen.getAllByRole('listitem');
    expect(rest).toEqual([]);
    expect(item).toHaveTextContent('The opcode is reserved, 100 frames');
    expect(item).toHaveTextContent('The first of them: Frame 1, byte 0x00');
    await user.click(screen.getByText('Every place'));
    const places = await screen.findByRole('list', { name: 'Places' });
    await user.click(within(places).getByRole('button', { name: 'Frame 3 byte 0x04' }));
    expect(onselect).toHaveBeenCalledWith(conversation.findings[2]);
  });

  test('say how often, where a frame breaks it more than once', () => {
    show(fromHex('b100 f100'));
    const item = screen.getByRole('listitem');
    expect(item).toHaveTextContent('A reserved bit is set, 5 times in 2 frames');
  });

  test('are one tab stop, and keys lead through their places', async () => {
    const { conversation, onselect, user } = show(fromHex('8b00'.repeat(100)));
    await user.click(screen.getByText('Every place'));
    const places = within(await screen.findByRole('list', { name: 'Places' }));
    await user.tab();
    expect(places.getByRole('button', { name: /^Frame 1 / })).toHaveFocus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(onselect).toHaveBeenLastCalledWith(conversation.findings[2]);
    await user.tab();
    expect(
      screen.getByText('What a correct client would send here').closest('summary'),
    ).toHaveFocus();
  });

  test('in their thousands draw only those in view', async () => {
    const { user } = show(fromHex('9100'.repeat(5000)));
    expect(screen.getByRole('listitem')).toHaveTextContent('A reserved bit is set, 5,000 frames');
    await user.click(screen.getByText('Every place'));
    const places = within(await screen.findByRole('list', { name: 'Places' }));
    expect(places.getAllByRole('listitem').length).toBeLessThan(60);
    expect(places.getAllByRole('listitem')[0]).toHaveAttribute('aria-setsize', '5000');
  });
});
