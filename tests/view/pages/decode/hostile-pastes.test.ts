import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { render } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { nameUnits } from '#core/conversation/unit-name.ts';
import { rangesApart, TextLines } from '#core/paste/text/text-lines.ts';
import FactChips from '#view/pages/decode/FactChips.svelte';
import FindingsPane from '#view/pages/decode/FindingsPane.svelte';
import ReadingNotes from '#view/pages/decode/ReadingNotes.svelte';
import SenderList from '#view/pages/decode/SenderList.svelte';
import UnreadNote from '#view/pages/decode/UnreadNote.svelte';
import { Workbench } from '#view/state/workbench.svelte.ts';

const fixtures = path.join(import.meta.dirname, '../../../fixtures');

const texts = ['text', 'formats'].flatMap((folder) =>
  readdirSync(path.join(fixtures, folder))
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({
      name,
      text: readFileSync(path.join(fixtures, folder, name), 'latin1').slice(0, 4000),
    })),
);

test('there are many texts', () => expect(texts.length).toBeGreaterThan(90));

// Two of everything: remarks, labels, heads and problems repeat.
test.each(texts)('what is said of a text that contains $name twice can be shown', ({ text }) => {
  for (const value of [`${text}\n${text}`, `${text.slice(0, 300)}\n${text}`]) {
    const bench = new Workbench({ kind: 'text', text: value });
    expect(bench.readingFailure).toBeNull();
    const { decoded } = bench;
    const names = nameUnits(decoded.conversation.units);
    const [onselect, onplace, onpoint] = [vi.fn(), vi.fn(), vi.fn()];
    const lines = new TextLines(value);
    const unread = rangesApart(decoded.reading?.unread ?? []);
    const unreadLines = lines.unread(unread);
    const shown = [
      render(ReadingNotes, { bench, lines, halfTyped: null, onpoint }),
      render(FactChips, { decoded }),
      render(FindingsPane, { decoded, unreadLines, names, onselect, onplace }),
      render(UnreadNote, { text: value, lines, unread, unreadLines, pointed: null, onpoint }),
      render(SenderList, { bench, text: value }),
    ];
    for (const { unmount } of shown) unmount();
  }
});
