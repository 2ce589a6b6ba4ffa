import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { DEFINITIONS } from '#content/glossary/definitions.ts';
import { markTerms } from '#content/glossary/mark-terms.ts';
import MarkedText from '#view/figures/glossary/MarkedText.svelte';

// jsdom hides a popover, and can't show one.
beforeAll(() => {
  HTMLElement.prototype.showPopover = function () {
    this.style.display = 'block';
  };
});

afterEach(() => vi.useRealTimers());

const { prose } = markTerms([
  'The masking key has 4\u00a0bytes (no opcode). A key isn’t a secret.',
]);

const word = (name: string) => screen.getByRole('button', { name });
const definition = () => screen.queryByRole('dialog');

test('the text reads as before', () => {
  const { container } = render(MarkedText, { prose });
  expect(container.textContent).toBe(
    'The masking key has 4\u00a0bytes (no opcode). A key isn’t a secret.',
  );
  expect(screen.getAllByRole('button')).toHaveLength(2);
});

describe('a word', () => {
  test('explains itself when it is pressed, with its section', async () => {
    render(MarkedText, { prose });
    await userEvent.click(word('masking key'));
    expect(word('masking key')).toHaveAttribute('aria-expanded', 'true');
    expect(definition()).toHaveAccessibleName('Masking key');
    await waitFor(() => expect(definition()).toHaveTextContent(DEFINITIONS['masking-key'].text));
    expect(screen.getByRole('link', { name: 'RFC 6455 §5.3' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'In the glossary' })).toHaveAttribute(
      'href',
      'glossary/#masking-key',
    );
    expect(definition()).toHaveFocus();
  });

  test('closes by Escape, which goes no further, and gets the focus back', async () => {
    const hear = vi.fn();
    document.addEventListener('keydown', hear);
    render(MarkedText, { prose });
    word('opcode').focus();
    await userEvent.keyboard('{Enter}');
    expect(definition()).toHaveAccessibleName('Opcode');
    hear.mockClear();
    await userEvent.keyboard('{Escape}');
    expect(definition()).toBeNull();
    expect(word('opcode')).toHaveFocus();
    expect(hear).not.toHaveBeenCalled();
    await userEvent.keyboard('{Escape}');
    expect(hear).toHaveBeenCalled();
    document.removeEventListener('keydown', hear);
  });

  test('closes when it is pressed again, and when something else is', async () => {
    render(MarkedText, { prose });
    await userEvent.click(word('opcode'));
    await userEvent.click(word('opcode'));
    expect(definition()).toBeNull();
    await userEvent.click(word('opcode'));
    await userEvent.click(word('masking key'));
    expect(definition()).toHaveAccessibleName('Masking key');
    await userEvent.click(document.body);
    expect(definition()).toBeNull();
  });

  test('opens under a mouse that stays, and stays open if it is then pressed', async () => {
    vi.useFakeTimers();
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    render(MarkedText, { prose });
    await user.hover(word('opcode'));
    await vi.advanceTimersByTimeAsync(250);
    expect(definition()).toBeNull();
    await vi.advanceTimersByTimeAsync(100);
    expect(definition()).toHaveAccessibleName('Opcode');
    expect(definition()).not.toHaveFocus();
    await user.unhover(word('opcode'));
    await vi.advanceTimersByTimeAsync(300);
    expect(definition()).toBeNull();
    await user.hover(word('opcode'));
    await vi.advanceTimersByTimeAsync(400);
    await user.click(word('opcode'));
    expect(definition()).toHaveFocus();
    await user.unhover(word('opcode'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(definition()).not.toBeNull();
  });

  test('is gone with its text', async () => {
    const { rerender } = render(MarkedText, { prose });
    await userEvent.click(word('opcode'));
    await rerender({ prose: markTerms(['An opcode has 4 bits.']).prose });
    expect(definition()).toBeNull();
  });

  test('stays open if the same text comes again', async () => {
    const { rerender } = render(MarkedText, { prose });
    await userEvent.click(word('opcode'));
    await rerender({ prose: [...prose] });
    expect(definition()).toHaveFocus();
  });
});
