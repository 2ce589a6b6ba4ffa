import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { findResumption } from '#core/conversation/resumption.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';
import { NO_UNREAD_LINES } from '#core/paste/text/text-lines.ts';
import { DEFAULT_CHOICES } from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import FindingsPane from '#view/pages/decode/FindingsPane.svelte';
import ReadingRemarks from '#view/pages/decode/ReadingRemarks.svelte';
import type { Place } from '#view/state/selection.svelte.ts';
import { traceWithGaps } from '../../../core/conversation/streams.ts';

const trace = traceWithGaps([
  ['s', '81 05 48 65 6c 6c 6f'],
  ['s', 1460],
  ['s', 'ff ff'],
  ['s', '81 02 68 69'],
]);

test('what reading assumes is said, with the place where it goes on', async () => {
  const conversation = readConversation(trace, { parts: { findResumption } });
  const request = { choices: DEFAULT_CHOICES, edits: [], maxUnits: 100 };
  const read = new InputReader().read({ ...request, input: { kind: 'trace', trace } });
  const decoded = { ...read, conversation, recognised: [] };
  const unreadLines = NO_UNREAD_LINES;
  const onplace = vi.fn<(place: Place) => void>();
  const names = nameUnits(conversation.units);
  render(FindingsPane, { decoded, unreadLines, names, onplace, onselect: vi.fn() });
  expect(screen.getByText(/Gap in what the server sent, bytes 0x07–0x05ba/)).toBeVisible();
  expect(screen.getByText(/1,460 bytes were sent here but are missing.*assumption/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Show what follows' }));
  expect(onplace).toHaveBeenCalledWith({ unit: 2, range: { start: 0, end: 8 } });
});

test('a capture says how much it lacks', () => {
  render(ReadingRemarks, { reading: null, trace });
  expect(screen.getByText(/1,460 bytes from the server, in 1 gap/)).toBeVisible();
});
