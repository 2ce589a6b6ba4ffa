import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import type { Edit } from '#core/editing/edit.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { readStream } from '#core/trace/trace.ts';
import { Workbench } from '#view/state/workbench.svelte.ts';

const open = (text = '81 05 48 65 6c 6c 6f') => new Workbench({ kind: 'text', text });

/** "J" for "H". */
const JELLO: Edit = {
  direction: 'server-to-client',
  range: { start: 2, end: 3 },
  bytes: Uint8Array.of(0x4a),
};

/** The bytes of both directions, with all edits. */
const bytesOf = ({ decoded }: Workbench) =>
  DIRECTIONS.map((direction) => toHex(readStream(decoded.conversation.trace, direction))).join('');

const HELLO = '810548656c6c6f';
const EDITED = '81054a656c6c6f';

describe('a bench', () => {
  test('reads what it begins with', () => {
    const bench = open();
    expect(bytesOf(bench)).toBe(HELLO);
    expect(bench).toMatchObject({ title: null, canUndo: false, canRedo: false, failure: null });
  });

  test('without an input has no bytes', () => {
    expect(bytesOf(new Workbench())).toBe('');
  });

  test('leaves the undoing of typing to the field', () => {
    const bench = open();
    bench.write('8900');
    bench.write('8a00');
    expect(bytesOf(bench)).toBe('8a00');
    expect(bench.canUndo).toBe(false);
  });

  test('counts other inputs, but not what is typed, rewritten or undone', () => {
    const bench = open();
    const first = bench.shownInput;
    bench.write('81 05 48 65 6c 6c 6f 89');
    bench.write('05 48 65 6c 6c 6f 89');
    bench.edit(JELLO);
    bench.undo();
    expect(bench.shownInput).toBe(first);
    bench.write('recv: 8a 00');
    expect(bench.shownInput).toBe(first + 1);
    bench.write('');
    bench.open({ kind: 'text', text: '8900' }, null);
    expect(bench.shownInput).toBe(first + 3);
  });

  test('brings edits back that typing discarded', () => {
    const bench = open();
    bench.edit(JELLO);
    bench.write('8900');
    expect(bench.edits).toEqual([]);
    bench.undo();
    expect(bytesOf(bench)).toBe(EDITED);
  });

  test('undoes and redoes edits, and forgets what was undone at the next one', () => {
    const bench = open();
    bench.edit(JELLO);
    expect(bytesOf(bench)).toBe(EDITED);
    bench.undo();
    expect(bytesOf(bench)).toBe(HELLO);
    bench.redo();
    expect(bytesOf(bench)).toBe(EDITED);
    bench.undo();
    bench.edit({ ...JELLO, bytes: Uint8Array.of(0x59) });
    expect(bench.canRedo).toBe(false);
    bench.undo();
    bench.undo();
    expect(bytesOf(bench)).toBe(HELLO);
  });

  test('discards all edits together', () => {
    const bench = open();
    bench.edit(JELLO);
    bench.edit({ ...JELLO, range: { start: 3, end: 4 } });
    bench.discardEdits();
    expect(bytesOf(bench)).toBe(HELLO);
    bench.undo();
    expect(bench.edits).toHaveLength(2);
  });

  test('has nothing to undo after discarding no edits', () => {
    const bench = open();
    bench.discardEdits();
    expect(bench.canUndo).toBe(false);
  });

  test('opens another input with default choices, and undo returns', () => {
    const bench = open();
    bench.choose({ directions: 'from-client' });
    bench.open({ kind: 'file', name: 'ping', bytes: Uint8Array.of(0x89, 0) }, 'ping', {});
    expect(bench).toMatchObject({ text: null, title: 'ping' });
    expect(bench.choices.directions).toBe('as-told');
    expect(bytesOf(bench)).toBe('8900');
    bench.undo();
    expect(bytesOf(bench)).toBe(HELLO);
    expect(bench.choices.directions).toBe('from-client');
  });

  test('rewrites the text, and keeps only the choice of compression', () => {
    const bench = open();
    bench.choose({ compression: 'none', directions: 'from-client' });
    bench.rewrite('8900');
    expect(bench.choices).toMatchObject({ compression: 'none', directions: 'as-told' });
    bench.undo();
    expect(bytesOf(bench)).toBe(HELLO);
  });
});

describe('a choice', () => {
  test.each([
    { choices: { reading: 'hex' as const }, keeps: false },
    { choices: { connection: 1 }, keeps: false },
    { choices: { directions: 'from-client' as const }, keeps: false },
    { choices: { compression: 'none' as const }, keeps: true },
  ])('of $choices keeps edits: $keeps, and undo brings them back', ({ choices, keeps }) => {
    const bench = open();
    bench.edit(JELLO);
    bench.choose(choices);
    expect(bench.edits).toHaveLength(keeps ? 1 : 0);
    if (!keeps) bench.undo();
    expect(bytesOf(bench)).toBe(EDITED);
  });

  test('of a reading returns to its first connection', () => {
    const bench = open();
    bench.choose({ connection: 3 });
    bench.choose({ reading: 'hex' });
    expect(bench.choices.connection).toBe(0);
  });

  test('without edits is not undone', () => {
    const bench = open();
    bench.choose({ directions: 'from-client' });
    expect(bench.canUndo).toBe(false);
  });
});

describe('the senders of blocks', () => {
  const senders = { 0: 'client-to-server' } as const;

  test('are set, which discards edits until undo', () => {
    const bench = open('S: 89 00\nS: 8a 00');
    bench.edit({ ...JELLO, range: { start: 3, end: 4 } });
    bench.choose({ senders });
    expect(bench.edits).toEqual([]);
    expect(readStream(bench.decoded.original, 'client-to-server')).toHaveLength(2);
    bench.undo();
    expect(bench.choices.senders).toEqual({});
    expect(bench.edits).toHaveLength(1);
    bench.redo();
    expect(bench.choices.senders).toEqual(senders);
  });

  test.each([{ reading: 'hex' } as const, { connection: 1 }])('are reset by %j', (choice) => {
    const bench = open('S: 89 00');
    bench.choose({ senders });
    bench.choose(choice);
    expect(bench.choices.senders).toEqual({});
  });

  test('stay if the sides are chosen for the rest', () => {
    const bench = open('S: 89 00');
    bench.choose({ senders });
    bench.choose({ directions: 'swapped' });
    expect(bench.choices.senders).toEqual(senders);
  });

  test('belong to one text, to which undo returns', () => {
    const bench = open('S: 89 00');
    bench.choose({ senders });
    bench.write('S: 8a 00');
    expect(bench.choices.senders).toEqual({});
    bench.undo();
    expect(bench).toMatchObject({ text: 'S: 89 00', choices: { senders } });
  });
});

test('a failure is shown until something else is on the bench', async () => {
  const bench = open();
  bench.fail('Too large.');
  await bench.whenRead();
  expect(bench).toMatchObject({ failure: 'Too large.', isReading: false });
  expect(bytesOf(bench)).toBe(HELLO);
  bench.write('8900');
  expect(bench.failure).toBeNull();
});
