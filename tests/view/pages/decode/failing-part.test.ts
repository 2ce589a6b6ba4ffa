import { fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import App from '#view/app/App.svelte';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import DecodePage from '#view/pages/decode/DecodePage.svelte';
import NotesPage from '../../app/pages/NotesPage.svelte';
import { workRoute } from '../work-route.ts';

const faults = vi.hoisted(() => ({ words: false, names: false, reading: false, news: false }));

vi.mock(import('#content/decode/form-words.ts'), async (original) => {
  const words = await original();
  return {
    ...words,
    lostWords: (lost) => {
      if (faults.words) throw new RangeError('expected words, got none');
      return words.lostWords(lost);
    },
  };
});

vi.mock(import('#content/decode/shown-unit-words.ts'), async (original) => {
  const { shownUnitWords } = await original();
  return {
    shownUnitWords: (...shown) => {
      if (faults.news) throw new RangeError('expected words, got none');
      return shownUnitWords(...shown);
    },
  };
});

vi.mock(import('#core/conversation/unit-name.ts'), async (original) => {
  const names = await original();
  return {
    ...names,
    nameUnits: (units) => {
      if (faults.names) throw new RangeError('expected names, got none');
      return names.nameUnits(units);
    },
  };
});

vi.mock(import('#core/workbench/input-reader.ts'), async (original) => {
  const { InputReader } = await original();
  return {
    InputReader: class extends InputReader {
      override read(request: Parameters<InstanceType<typeof InputReader>['read']>[0]) {
        if (faults.reading) throw new RangeError('expected a reading, got none');
        return super.read(request);
      }
    },
  };
});

const reported = vi.fn<(error: unknown) => void>();

beforeEach(() => {
  Object.assign(faults, { words: false, names: false, reading: false, news: false });
  reported.mockClear();
  vi.stubGlobal('reportError', reported);
});

afterEach(() => vi.unstubAllGlobals());

const cut = 'data <Buffer 81 7e 01 00 61 61 ... 254 more bytes>';

async function openPage() {
  history.replaceState(null, '', '/#/decode');
  render(App, {
    addressBar: new AddressBar(),
    storage: openStorage(),
    routes: [workRoute('decode', DecodePage, 'Decode'), workRoute('notes', NotesPage, 'Notes')],
  });
  await screen.findByRole('heading', { level: 1, name: 'Decode' });
}

const field = () => screen.getByRole('textbox', { name: /^Bytes to decode/ });
const paste = (value: string) => fireEvent.input(field(), { target: { value } });
const alertAbout = (words: RegExp) =>
  screen.getAllByRole('alert').find(({ textContent }) => words.test(textContent));
const frames = () => within(screen.getByRole('listbox', { name: 'Frames' })).getAllByRole('option');

test('a part that fails says so, and the rest of the page works', async () => {
  await openPage();
  faults.words = true;
  await paste(cut);
  const alert = alertAbout(/^\s*The notes on the text can’t be shown/)!;
  expect(alert).toHaveTextContent('RangeError: expected words, got none');
  expect(reported).toHaveBeenCalledWith(expect.any(RangeError));
  expect(field()).toHaveValue(cut);
  // The frame, and the bytes that the text says it lacks.
  expect(frames()).toHaveLength(2);
  expect(screen.getByRole('list', { name: 'What was found' })).toBeVisible();

  faults.words = false;
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(alertAbout(/can’t be shown/)).toBeUndefined();
  expect(screen.getByText(/Node printed 6 of 260 bytes/)).toBeVisible();
});

test('a part that failed is tried again with the next text', async () => {
  await openPage();
  faults.words = true;
  await paste(cut);
  expect(alertAbout(/can’t be shown/)).toBeDefined();
  await paste('8900');
  expect(alertAbout(/can’t be shown/)).toBeUndefined();
});

test('the text is kept when the reader leaves a broken page and returns', async () => {
  await openPage();
  faults.words = true;
  await paste(cut);
  await userEvent.click(screen.getByRole('link', { name: 'Notes' }));
  await screen.findByRole('heading', { level: 1, name: 'Notes' });
  await userEvent.click(screen.getByRole('link', { name: 'Decode' }));
  await screen.findByRole('heading', { level: 1, name: 'Decode' });
  expect(field()).toHaveValue(cut);
  expect(alertAbout(/can’t be shown/)).toBeDefined();
});

test('what several parts need can fail without the text', async () => {
  await openPage();
  faults.names = true;
  await paste(cut);
  expect(field()).toHaveValue(cut);
  expect(alertAbout(/The list of frames can’t be shown/)).toBeDefined();
  faults.names = false;
  await paste('8900');
  expect(alertAbout(/can’t be shown/)).toBeUndefined();
  expect(frames()).toHaveLength(1);
});

test('a text that reading fails at is kept, without results of the text before', async () => {
  await openPage();
  faults.reading = true;
  await paste('8900');
  const alert = alertAbout(/This input wasn’t read, because of a fault/)!;
  expect(alert).toBeVisible();
  expect(screen.getByText('RangeError: expected a reading, got none')).toBeVisible();
  expect(field()).toHaveValue('8900');
  expect(screen.queryByRole('listbox', { name: 'Frames' })).toBeNull();
  expect(screen.queryByRole('list', { name: 'What was found' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Export' })).toHaveAttribute('aria-disabled', 'true');
  faults.reading = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(frames()).toHaveLength(1);
});

test('after a fault of its own the page announces what is shown next', async () => {
  await openPage();
  await paste('8900 8a00 8900');
  faults.news = true;
  await userEvent.click(frames()[1]!);
  expect(reported).toHaveBeenCalledWith(expect.any(RangeError));
  faults.news = false;
  await userEvent.click(frames()[2]!);
  expect(screen.getByText('Frame 3: ping, 2 bytes')).toHaveAttribute('role', 'status');
});
