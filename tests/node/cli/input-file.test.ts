import { expect, test } from 'vitest';
import { readStreamWithin } from '#node/cli/input-file.ts';

async function* endless() {
  for (;;) yield await Promise.resolve(new Uint8Array(10));
}

test('an input without an end is too large, and not read for ever', async () => {
  await expect(readStreamWithin(endless(), 1_000)).rejects.toThrow(/too large|2 GiB/i);
});

test('its pieces are put together', async () => {
  const pieces = (async function* pieces() {
    yield await Promise.resolve(Uint8Array.of(1, 2));
    yield Uint8Array.of(3);
  })();
  expect(await readStreamWithin(pieces)).toEqual(Uint8Array.of(1, 2, 3));
});
