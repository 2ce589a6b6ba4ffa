import axe from 'axe-core';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { fromUtf8 } from '#core/bytes/text.ts';
import { toHex } from '#core/bytes/hex.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { messageData } from '#core/conversation/message.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import Composer from '#view/figures/composer/Composer.svelte';

function setUp() {
  const onmake = vi.fn<(trace: Trace) => void>();
  const { container } = render(Composer, { onmake });
  const make = () => userEvent.click(screen.getByRole('button', { name: 'Make these bytes' }));
  const row = (number: number) => within(screen.getByRole('group', { name: `Message ${number}` }));
  return { onmake, container, make, row };
}

const made = (onmake: ReturnType<typeof setUp>['onmake']) => {
  const [trace] = onmake.mock.lastCall!;
  const { messages, units, findings } = readInflatedConversation(trace);
  const texts = messages.map((message) =>
    fromUtf8(messageData(message, units, trace.streams[message.direction])),
  );
  return { trace, units, texts, findings };
};

describe('the form', () => {
  test('makes a handshake and a text without changes', async () => {
    const { onmake, make } = setUp();
    await make();
    const { units, texts, findings } = made(onmake);
    expect(units.map(({ kind }) => kind)).toEqual(['request', 'response', 'frame']);
    expect(texts).toEqual(['Hello']);
    expect(findings).toEqual([]);
  });

  test('makes one frame, with the bytes of the RFC’s example', async () => {
    const { onmake, make } = setUp();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Begin with a handshake' }));
    expect(screen.getByText('11 bytes from the client, 0 from the server.')).toBeVisible();
    await make();
    expect(toHex(readStream(made(onmake).trace, 'client-to-server'), ' ')).toBe(
      '81 85 37 fa 21 3d 7f 9f 4d 51 58',
    );
  });

  test('takes messages in any order, and takes them away', async () => {
    const { onmake, make, row } = setUp();
    await userEvent.click(screen.getByRole('button', { name: 'Add a message' }));
    expect(row(2).getByRole('combobox', { name: 'From:' })).toHaveFocus();
    expect(row(2).getByRole('combobox', { name: 'From:' })).toHaveValue('server');
    await userEvent.type(row(2).getByRole('textbox', { name: 'Content' }), 'Hi');
    await userEvent.click(row(2).getByRole('button', { name: 'Move message 2 up' }));
    expect(row(1).getByRole('textbox', { name: 'Content' })).toHaveValue('Hi');
    expect(row(1).getByRole('button', { name: 'Move message 1 up' })).toHaveFocus();
    expect(row(1).getByRole('button', { name: 'Move message 1 up' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await make();
    expect(made(onmake).texts).toEqual(['Hi', 'Hello']);
    await userEvent.click(row(2).getByRole('button', { name: 'Remove message 2' }));
    await make();
    expect(made(onmake).texts).toEqual(['Hi']);
  });

  test('cuts a message into frames and compresses it', async () => {
    const { onmake, make, row } = setUp();
    await userEvent.clear(row(1).getByRole('textbox', { name: 'Frames' }));
    await userEvent.type(row(1).getByRole('textbox', { name: 'Frames' }), '2');
    await userEvent.click(row(1).getByRole('checkbox', { name: 'Compressed' }));
    await make();
    await waitFor(() => expect(onmake).toHaveBeenCalled());
    const { units, texts, findings } = made(onmake);
    expect(units.filter((unit) => unit.kind === 'frame' && unit.inflation)).toHaveLength(2);
    expect(texts).toEqual(['Hello']);
    expect(findings).toEqual([]);
  });

  test('makes a close', async () => {
    const { onmake, make, row } = setUp();
    await userEvent.selectOptions(row(1).getByRole('combobox', { name: 'Type:' }), 'close');
    await userEvent.type(row(1).getByRole('textbox', { name: 'Reason' }), 'bye');
    await make();
    expect(made(onmake).findings).toEqual([]);
    expect(made(onmake).units.at(-1)).toMatchObject({ header: { opcode: 8 } });
  });
});

describe('what keeps it from being made', () => {
  test('is said at its field, which gets the focus', async () => {
    const { onmake, make, row } = setUp();
    await userEvent.selectOptions(row(1).getByRole('combobox', { name: 'as:' }), 'hex');
    const content = row(1).getByRole('textbox', { name: 'Content' });
    expect(content).toHaveAccessibleDescription(/hexadecimal digits/);
    expect(content).toBeInvalid();
    await make();
    expect(onmake).not.toHaveBeenCalled();
    expect(content).toHaveFocus();
    expect(screen.getByRole('alert')).toHaveTextContent('Nothing was made');
    await userEvent.clear(content);
    await userEvent.type(content, '68 69');
    await make();
    expect(made(onmake).texts).toEqual(['hi']);
    expect(screen.getByRole('alert')).toHaveTextContent('');
  });

  test('is that there is nothing', async () => {
    const { onmake, make, row } = setUp();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Begin with a handshake' }));
    await userEvent.click(row(1).getByRole('button', { name: 'Remove message 1' }));
    expect(screen.getByRole('button', { name: 'Add a message' })).toHaveFocus();
    await make();
    expect(onmake).not.toHaveBeenCalled();
    expect(screen.getByRole('alert')).toHaveTextContent('Add a message');
  });

  test('is a side that has closed', async () => {
    const { make, row, onmake } = setUp();
    await userEvent.selectOptions(row(1).getByRole('combobox', { name: 'Type:' }), 'close');
    await userEvent.click(screen.getByRole('button', { name: 'Add a message' }));
    await userEvent.selectOptions(row(2).getByRole('combobox', { name: 'From:' }), 'client');
    expect(row(2).getByText(/has sent its Close frame/)).toBeVisible();
    await make();
    expect(onmake).not.toHaveBeenCalled();
  });
});

test('everything has a name and a role', async () => {
  const { container } = setUp();
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations).toEqual([]);
});
