import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DecodeInput } from '#core/workbench/decoded.ts';
import { openFiles } from '#view/pages/decode/open-files.ts';

const CAPTURES = 'tests/fixtures/captures/tls/chromium-ws-wss-tls13';
const bytesOf = (name: string) => new Uint8Array(readFileSync(`${CAPTURES}/${name}`));

const keys = () => new File([bytesOf('keylog.txt')], 'keys.log');
const capture = (name = 'a.pcapng') => new File([bytesOf('capture.pcapng')], name);
const keyLog = readFileSync(`${CAPTURES}/keylog.txt`, 'utf8');

const EMPTY: DecodeInput = { kind: 'text', text: '' };

describe('keys are added to their capture', () => {
  test.each([
    { name: 'dropped after it', files: [capture(), keys()] },
    { name: 'dropped before it', files: [keys(), capture()] },
  ])('$name', async ({ files }) => {
    const { opened, waiting, remarks } = await openFiles(files, EMPTY, []);
    expect(opened).toMatchObject({ title: 'a.pcapng', input: { kind: 'file', keyLogs: [keyLog] } });
    expect([waiting, remarks]).toEqual([[], []]);
  });

  test('given first, with the capture to follow', async () => {
    const alone = await openFiles([keys()], EMPTY, []);
    expect(alone).toMatchObject({ opened: null, waiting: [keyLog] });
    expect(alone.remarks[0]).toContain('Now open the capture');
    const then = await openFiles([capture()], EMPTY, alone.waiting);
    expect(then).toMatchObject({ opened: { input: { keyLogs: [keyLog] } }, waiting: [] });
  });

  test('given while it is open', async () => {
    const first = await openFiles([capture()], EMPTY, []);
    const { opened } = await openFiles([keys()], first.opened!.input, []);
    expect(opened).toMatchObject({ title: 'a.pcapng', input: { keyLogs: [keyLog] } });
  });
});

test('several captures are opened together, with the keys of all', async () => {
  const files = [capture('a.pcapng'), keys(), capture('b.pcapng'), capture('c.pcapng')];
  const { opened, remarks } = await openFiles(files, EMPTY, []);
  expect(opened?.title).toBe('a.pcapng and 2 others');
  expect(opened?.input).toMatchObject({
    kind: 'file',
    name: 'a.pcapng',
    keyLogs: [keyLog],
    more: [{ name: 'b.pcapng' }, { name: 'c.pcapng' }],
  });
  expect(remarks).toEqual([]);
  const { opened: withKeys } = await openFiles([keys()], opened!.input, []);
  expect(withKeys?.title).toBe('a.pcapng and 2 others');
});

test('beside captures, other files are named', async () => {
  const text = new File(['81 00'], 'frame.txt');
  const { opened, remarks } = await openFiles(
    [text, capture('a.pcapng'), capture('b.pcapng')],
    EMPTY,
    [],
  );
  expect(opened?.title).toBe('a.pcapng and 1 other');
  expect(remarks).toEqual([
    '“a.pcapng” and “b.pcapng” are open. “frame.txt” was not opened, because only captures can be open together.',
  ]);
});

test('a file that can’t be read is named, and the other one opens', async () => {
  const broken = new File([], 'gone');
  Object.assign(broken, { arrayBuffer: () => Promise.reject(new Error('gone')) });
  const { opened, remarks } = await openFiles([broken, capture()], EMPTY, []);
  expect(opened?.title).toBe('a.pcapng');
  expect(remarks[0]).toContain('“gone” couldn’t be read');
});
