import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { readConversation } from '#core/dissection/conversation.ts';
import { pastedTrace } from '#core/notations/pasted-trace.ts';
import { readText } from '#core/notations/read-text.ts';
import { SourceMarks, type SourceMark } from '#view/figures/source-text/source-marks.ts';
import SourceText from '#view/figures/source-text/SourceText.svelte';
import { Selection } from '#view/state/selection.svelte.ts';

function show(text: string) {
  const reading = readText(text)[0]!;
  const { trace, source } = pastedTrace(reading.connections[0]!);
  const selection = new Selection();
  const onedit = vi.fn<(text: string) => void>();
  const onchoose = vi.fn<(mark: SourceMark) => void>();
  const view = render(SourceText, {
    text,
    marks: new SourceMarks(source, readConversation(trace)),
    shownUnit: 0,
    problem: reading.problem?.range ?? null,
    selection,
    label: 'Bytes',
    onedit,
    onchoose,
  });
  const texts = (selector: string) =>
    [...view.container.querySelectorAll(selector)].map(({ textContent }) => textContent);
  return { view, selection, onedit, onchoose, texts, user: userEvent.setup() };
}

describe('a source text', () => {
  test('is echoed exactly, byte by byte', () => {
    const { view, texts } = show('81 05\n48zz');
    expect(view.container.querySelector('.echo')?.textContent).toBe('81 05\n48zz');
    expect(texts('.byte')).toEqual(['81', '05', '48']);
    expect(texts('.problem')).toEqual(['z']);
    expect(screen.getByRole('textbox', { name: 'Bytes' })).toBeInvalid();
  });

  test('lights what is selected elsewhere', async () => {
    const { selection, texts, view } = show('818537fa213d7f9f4d5158');
    selection.point({ unit: 0, range: { start: 16, end: 48 } });
    await view.rerender({});
    expect(texts('.lit')).toEqual(['37', 'fa', '21', '3d']);
  });

  test('hands on what is typed', async () => {
    const { user, onedit } = show('81');
    await user.type(screen.getByRole('textbox'), '0');
    expect(onedit).toHaveBeenLastCalledWith('810');
  });

  test('chooses the byte at the caret', async () => {
    const { user, onchoose } = show('81 05 48');
    const field = screen.getByRole<HTMLTextAreaElement>('textbox');
    await user.click(field);
    field.setSelectionRange(0, 0);
    await user.keyboard('{ArrowRight}');
    expect(onchoose.mock.lastCall?.[0]).toMatchObject({ start: 0, end: 2, unit: 0 });
  });

  test('that is too long to be drawn twice is drawn once', () => {
    const { view } = show('00 '.repeat(30_000));
    expect(view.container.querySelector('.echo')).toBeNull();
  });

  test('shows markup as text', () => {
    const { view } = show('81 <img src=x>');
    expect(view.container.querySelector('img')).toBeNull();
  });
});
