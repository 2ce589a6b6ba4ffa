import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { TraceLog } from '#node/recording/trace-log.ts';

const MEBIBYTE = 1024 * 1024;

function scratch(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'ws101-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const PERIOD = 251;
const PATTERN = Uint8Array.from({ length: 12 * MEBIBYTE }, (_, index) => index % PERIOD);

/** Bytes that tell their place. */
const block = (size: number, from: number): Uint8Array =>
  PATTERN.subarray(from % PERIOD, (from % PERIOD) + size);

async function readAll(log: TraceLog, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < log.size;) {
    const part = await log.read(from, most);
    if (part.length === 0) throw new Error('expected bytes before the end');
    parts.push(part);
    from += part.length;
  }
  return Buffer.concat(parts);
}

test('bytes are read back in parts of any size, from memory and from the file', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1000, max: 3 * MEBIBYTE }), async (all, most) => {
      const log = new TraceLog({ limits: { memory: 2 * MEBIBYTE, size: 64 * MEBIBYTE } });
      let total = 0;
      for (const size of all) {
        expect(log.append([block(size, total)])).toBe(true);
        total += size;
      }
      expect(log.size).toBe(total);
      expect(log.sizeInMemory).toBeLessThanOrEqual(2 * MEBIBYTE);
      expect((await readAll(log, most)).equals(block(total, 0))).toBe(true);
      log.clear();
    }),
    { numRuns: 15 },
  );
});

test('the file is private, and gone after the log is cleared', () => {
  const directory = scratch();
  const log = new TraceLog({ limits: { memory: MEBIBYTE, size: 64 * MEBIBYTE }, directory });
  log.append([block(MEBIBYTE, 0)]);
  expect(readdirSync(directory)).toEqual([]);
  log.append([block(1, 0)]);
  const [folder = ''] = readdirSync(directory);
  expect(statSync(path.join(directory, folder)).mode & 0o777).toBe(0o700);
  const file = path.join(directory, folder, 'log.pcapng');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  log.clear();
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(directory)).toEqual([]);
  expect(log.size).toBe(0);
});

test('at its limit the log ends, but what has no data still fits', () => {
  const log = new TraceLog({ limits: { memory: MEBIBYTE, size: 1000 } });
  expect(log.append([block(900, 0)])).toBe(true);
  expect(log.append([block(101, 0)])).toBe(false);
  expect(log.end).toBe('limit');
  // A hole within the recording would be false, so nothing follows, even if it fitted.
  expect(log.append([block(10, 0)])).toBe(false);
  expect(log.append([block(40, 0)], true)).toBe(true);
  expect(log.size).toBe(940);
});

test('without room on the disk the log ends, and keeps what it has', async () => {
  const directory = path.join(scratch(), 'missing');
  const log = new TraceLog({ limits: { memory: MEBIBYTE, size: 64 * MEBIBYTE }, directory });
  log.append([block(MEBIBYTE, 0)]);
  expect(log.append([block(1, 0)])).toBe(true);
  expect(log.end).toBe('disk');
  expect(log.append([block(1, 0)])).toBe(false);
  expect((await readAll(log, MEBIBYTE)).length).toBe(MEBIBYTE + 1);
  log.clear();
  expect(log.end).toBeNull();
});

test('whoever waits is called once', () => {
  const log = new TraceLog();
  const calls: string[] = [];
  log.whenMore(() => calls.push('one'));
  const stop = log.whenMore(() => calls.push('other'));
  stop();
  log.append([block(1, 0)]);
  log.append([block(1, 0)]);
  expect(calls).toEqual(['one']);
});
