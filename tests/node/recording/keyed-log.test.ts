import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fromUtf8 } from '#core/bytes/text.ts';
import { KeyedLog } from '#node/recording/keyed-log.ts';

const WAIT_MS = 100;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A log whose blocks are texts, and a key log that can grow. */
function openLog() {
  const written: string[] = [];
  let keys = '';
  const log = {
    append: (blocks: readonly Uint8Array[]) =>
      void written.push(...blocks.map((block) => fromUtf8(block))),
  };
  const readKeys = () => {
    const read = keys;
    keys = '';
    return read;
  };
  const keyed = new KeyedLog(log, readKeys, WAIT_MS);
  const append = (text: string) => keyed.append([new TextEncoder().encode(text)]);
  return { written, keyed, append, addKeys: (text: string) => (keys += text) };
}

test('keys that come shortly after a packet are written before it', () => {
  const { written, append, addKeys } = openLog();
  append('one');
  vi.advanceTimersByTime(WAIT_MS - 10);
  addKeys('CLIENT_RANDOM 1\n');
  append('two');
  expect(written).toEqual([]);
  vi.advanceTimersByTime(10);
  expect(written).toEqual([expect.stringContaining('CLIENT_RANDOM 1'), 'one']);
  vi.advanceTimersByTime(WAIT_MS);
  expect(written.slice(2)).toEqual(['two']);
});

test('the rest is written at once at the end', () => {
  const { written, keyed, append } = openLog();
  append('one');
  append('two');
  keyed.flush();
  expect(written).toEqual(['one', 'two']);
  vi.advanceTimersByTime(10 * WAIT_MS);
  expect(written).toEqual(['one', 'two']);
});
