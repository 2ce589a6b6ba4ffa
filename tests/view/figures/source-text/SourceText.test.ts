import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { readConversation } from '#core/conversation/conversation.ts';
import { EditedPlaces } from '#core/editing/edited-places.ts';
import { applyEdit, type Edit } from '#core/editing/edit.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { rangesApart } from '#core/paste/text/text-lines.ts';
import { SourceMarks } from '#view/figures/source-text/source-marks.ts';
import SourceText from '#view/figures/source-text/SourceText.svelte';
import { textStyles } from '#view/figures/source-text/text-styles.ts';
import { Selection, type Place } from '#view/state/selection.svelte.ts';

function read(text: string, ...edits: Edit[]) {
  const reading = readPaste(text)[0]!;
  const { trace, source } = pastedTrace(reading.connections[0]!);
  const edited = edits.reduce(applyEdit, trace);
  const places = new EditedPlaces(trace, edited, edits);
  const marks = new SourceMarks(source, readConversation(edited), places);
  const styled = {
    text,
    marks,
    shownUnit: 0,
    problems: rangesApart(reading.problems.map(({ range }) => range)),
    unread: rangesApart(reading.unread),
    pointed: null,
    selection: new Selection(),
  };
  const stylesOf = () => textStyles({ start: 0, end: text.length }, styled);
  const texts = (of: (style: ReturnType<typeof textStyles>[number]) => boolean) =>
    stylesOf()
      .filter(of)
      .map(({ start, end }) => text.slice(start, end));
  return { ...styled, text, texts };
}

const hello = '81 85 37 fa 21 3d 7f 9f 4d 51 58';

describe('how a text is drawn', () => {
  test('by the kind of each byte', () => {
    const { texts } = read(hello);
    expect(texts(({ kind }) => kind === 'mask')).toEqual(['37 fa 21 3d']);
    expect(texts(({ kind }) => kind === 'data')).toEqual(['7f 9f 4d 51 58']);
  });

  test('as one range if adjacent bytes look alike', () => {
    const { texts } = read(hello.replaceAll(' ', ''));
    expect(texts(() => true)).toEqual(['81', '85', '37fa213d', '7f9f4d5158']);
  });

  test('but not across other characters than spaces', () => {
    const { texts } = read('{0x81, 0x03,\n 0x48, 0x69, 0x21}');
    expect(texts(({ kind }) => kind === 'data')).toEqual(['0x48', '0x69', '0x21']);
  });

  test('with what is lit elsewhere', () => {
    const { selection, texts } = read(hello);
    selection.point({ unit: 0, range: { start: 24, end: 32 } });
    expect(texts(({ isLit }) => isLit)).toEqual(['fa']);
  });

  test('with what was edited, the rest where it has gone', () => {
    const edit: Edit = {
      direction: 'client-to-server',
      range: { start: 6, end: 7 },
      bytes: Uint8Array.of(0x00),
    };
    const { texts, marks, text } = read(hello, edit);
    expect(texts(({ isChanged }) => isChanged)).toEqual(['7f']);
    expect(marks.at(text.indexOf('58'))?.own).toEqual({ start: 80, end: 88 });
  });

  test('with the place where reading stopped', () => {
    expect(read('81 05 48 6x').texts(({ isProblem }) => isProblem)).toEqual(['x']);
  });
});

describe('text that was not read', () => {
  const text = '81 05 48 65 6c 6c 6f\nsome words here\n89 00\nmore words';

  test('has a look different from bytes', () => {
    const { texts } = read(text);
    expect(texts(({ isUnread }) => isUnread)).toEqual(['some words here', 'more words']);
    expect(texts(({ isUnread, kind }) => isUnread && kind !== null)).toEqual([]);
  });

  test('is cut where the view ends', () => {
    const styles = textStyles({ start: 25, end: 30 }, read(text));
    expect(styles.map(({ start, end }) => text.slice(start, end))).toEqual([' word']);
  });

  test('is looked up by bisection: 200,000 ranges take no longer than one', () => {
    const count = 200_000;
    let reads = 0;
    const unread = new Proxy<TextRange[]>([], {
      get: (_, key) => {
        if (key === 'length') return count;
        reads++;
        const start = 10 * Number(key);
        return { start, end: start + 5 };
      },
    });
    const styled = { ...read('8900'), marks: null, unread };
    expect(textStyles({ start: 1_000_000, end: 1_000_400 }, styled)).toHaveLength(40);
    expect(reads).toBeLessThan(200);
  });

  test('is drawn around the place that the reader asked for', () => {
    const pointed = { start: 21, end: 36, isEntered: false };
    const styles = textStyles({ start: 0, end: text.length }, { ...read(text), pointed });
    const found = styles.filter(({ isPointed }) => isPointed);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['some words here']);
  });
});

describe('bytes in a text', () => {
  test('are chosen together as far as they are of one unit', () => {
    const { marks, text } = read('8900 8a00');
    expect(marks.joined({ start: 2, end: text.length })).toEqual({
      unit: 0,
      range: { start: 8, end: 16 },
    });
    expect(marks.joined({ start: 4, end: 4 })).toBeNull();
  });

  test('are found from their bits', () => {
    const { marks } = read('8900 8a00');
    expect(marks.placeOf({ unit: 1, range: { start: 8, end: 16 } })).toEqual({ start: 7, end: 9 });
  });
});

describe('the field', () => {
  function show(text: string) {
    const { marks, problems, selection } = read(text);
    const onedit = vi.fn<(text: string) => void>();
    const onchoose = vi.fn<(mark: Place) => void>();
    const label = 'Bytes';
    render(SourceText, { text, marks, shownUnit: 0, problems, selection, label, onedit, onchoose });
    return { onedit, onchoose, user: userEvent.setup() };
  }

  test('hands on what is typed', async () => {
    const { user, onedit } = show('81');
    await user.type(screen.getByRole('textbox', { name: 'Bytes' }), '0');
    expect(onedit).toHaveBeenLastCalledWith('810', 3);
  });

  test('says that its text has a problem', () => {
    show('81 05 48 6x');
    expect(screen.getByRole('textbox')).toBeInvalid();
  });

  test('chooses the byte at the caret', async () => {
    const { user, onchoose } = show('81 05 48');
    const field = screen.getByRole<HTMLTextAreaElement>('textbox');
    await user.click(field);
    field.setSelectionRange(0, 0);
    await user.keyboard('{ArrowRight}');
    expect(onchoose.mock.lastCall?.[0]).toMatchObject({ start: 0, end: 2, unit: 0 });
  });
});
