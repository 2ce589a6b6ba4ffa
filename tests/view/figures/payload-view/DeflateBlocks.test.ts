import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { toUtf8 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { composeConversation, type ComposedMessage } from '#core/editing/compose-conversation.ts';
import { MessageDeflater } from '#core/protocol/compression/message-deflater.ts';
import { messageBlocks } from '#view/figures/payload-view/message-blocks.ts';
import { bitsOf } from '#view/figures/payload-view/part-bits.ts';
import PayloadView from '#view/figures/payload-view/PayloadView.svelte';
import { Selection } from '#view/state/selection.svelte.ts';

const textOf = (content: string, fragments = 1): ComposedMessage => ({
  sender: 'server',
  type: 'text',
  content: toUtf8(content),
  isCompressed: true,
  fragments,
});

const conversationOf = (...messages: ComposedMessage[]) =>
  readInflatedConversation(
    composeConversation({ handshake: { target: '/', host: 'a' }, messages }, MessageDeflater),
  );

async function show(conversation: ReturnType<typeof conversationOf>, unit: number) {
  const selection = new Selection();
  const dissection = dissectUnit(conversation.trace, conversation.units[unit]!);
  render(PayloadView, { dissection, selection, unit, conversation });
  const user = userEvent.setup();
  await user.click(screen.getByRole('tab', { name: 'How it inflates' }));
  const rows = (block: number) =>
    within(screen.getByRole('grid', { name: `Data of block ${block}` }))
      .getAllByRole<HTMLTableRowElement>('row')
      .slice(1)
      .map(({ cells }) => Array.from(cells, ({ textContent }) => textContent.trim()).join(' | '));
  return { user, selection, rows };
}

describe('a compressed message', () => {
  test('is taken apart bit by bit: RFC 7692 §7.2.3.1', async () => {
    const { rows } = await show(conversationOf(textOf('Hello')), 2);
    expect(
      screen.getByText(/Block 1: with the fixed codes, 54 bits for 5 bytes|Block 1:/),
    ).toBeVisible();
    // The fixed codes of RFC 1951 §3.2.6: 00110000 + value for 0 to 143.
    expect(rows(1)).toEqual([
      '01111000 | literal “H”',
      '10010101 | literal “e”',
      '10011100 | literal “l”',
      '10011100 | literal “l”',
      '10011111 | literal “o”',
      '0000000 | end of the block',
    ]);
  });

  test('names what it refers to, in an earlier message too: RFC 7692 §7.2.3.2', async () => {
    const conversation = conversationOf(textOf('Hello'), textOf('Hello'));
    const { rows } = await show(conversation, 3);
    const matches = rows(1).filter((row) => row.includes('copied'));
    expect(matches).toHaveLength(1);
    expect(matches[0]).toMatch(/4 bytes copied from 5 bytes back: “ello”, from an earlier message/);
  });

  test('lights the bits of the part that is pointed at', async () => {
    const { user, selection } = await show(conversationOf(textOf('Hello')), 2);
    await user.hover(screen.getByText('literal “H”'));
    // Its eight bits follow three others, so they are in two bytes.
    expect(selection.lit).toEqual({ unit: 2, range: { start: 16, end: 32 } });
    screen.getByText('literal “H”').closest('tr')!.focus();
    await user.keyboard('{ArrowDown}');
    expect(screen.getByText('literal “e”').closest('tr')).toHaveFocus();
    expect(selection.lit).toEqual({ unit: 2, range: { start: 24, end: 40 } });
  });

  test('in two frames is one, and each frame lights its own bits', () => {
    const conversation = conversationOf(textOf('Hello, and hello again', 2));
    const [first, second] = conversation.units.slice(2).map((unit) => {
      if (unit.kind !== 'frame') throw new TypeError(`expected a frame, got ${unit.kind}`);
      return messageBlocks(conversation, unit)!;
    });
    expect(first!.bytes).toEqual(second!.bytes);
    expect(first!.frameBits.end).toBe(second!.frameBits.start);
  });

  test('has every bit in one part', () => {
    const text = Array.from({ length: 300 }, (_, index) => `line ${index * index}\n`).join('');
    const conversation = conversationOf(textOf(text));
    const [, , unit] = conversation.units;
    const { reading, bytes } = messageBlocks(conversation, unit as never)!;
    let at = 0;
    for (const { header, data } of reading.blocks) {
      for (const part of [...header, ...data]) {
        expect(part.range.start).toBe(at);
        at = part.range.end;
        expect(bitsOf(part, bytes)).toMatch(/^[01 ]+$|bits$/);
      }
    }
    expect(at).toBe(bytes.length * 8);
  });
});

test('what is not compressed has nothing to take apart', () => {
  const conversation = conversationOf({ sender: 'server', type: 'text', content: toUtf8('a') });
  const dissection = dissectUnit(conversation.trace, conversation.units[2]!);
  render(PayloadView, { dissection, selection: new Selection(), unit: 2, conversation });
  expect(screen.queryByRole('tab', { name: 'How it inflates' })).toBeNull();
});
