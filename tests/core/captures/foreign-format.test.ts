import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { toLatin1 } from '#core/bytes/text.ts';
import { foreignFormatOf } from '#core/captures/foreign-format.ts';
import { DEFAULT_CHOICES } from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';

const fixture = (name: string) => new Uint8Array(readFileSync(`tests/fixtures/captures/${name}`));

test.each([
  { name: 'other-snoop', format: 'snoop' },
  { name: 'other-modified.pcap', format: 'modified-pcap' },
  { name: 'other-k12.txt', format: 'k12' },
])('$name is named, and nothing in it is judged', ({ name, format }) => {
  const bytes = fixture(name);
  expect(foreignFormatOf(bytes)).toBe(format);
  const { foreign, conversation } = new InputReader().read({
    input: { kind: 'file', name, bytes },
    choices: DEFAULT_CHOICES,
    edits: [],
    maxUnits: Infinity,
  });
  expect(foreign).toBe(format);
  expect([conversation.units, conversation.findings]).toEqual([[], []]);
});

test.each([
  { text: 'RTSS', format: 'netmon' },
  { text: 'GMBU', format: 'netmon' },
  { text: 'TRSNIFF data    \x1a', format: 'sniffer' },
  { text: 'iptrace 2.0', format: 'iptrace' },
  { text: 'btsnoop\0', format: 'btsnoop' },
  { text: 'PK\x03\x04', format: 'zip' },
  { text: '\xfd7zXZ\0', format: 'xz' },
  { text: 'BZh9', format: 'bzip2' },
  { text: '\x28\xb5\x2f\xfd', format: 'zstd' },
  { text: '\x04\x22\x4d\x18', format: 'lz4' },
  { text: '', format: null },
  { text: 'snoop', format: null },
  { text: '\x81\x05Hello', format: null },
])('a file that begins with “$text” is $format', ({ text, format }) => {
  expect(foreignFormatOf(toLatin1(text))).toBe(format);
});

test('gzip is unpacked, so it is none of them', () => {
  expect(foreignFormatOf(new Uint8Array(gzipSync('x')))).toBeNull();
});
