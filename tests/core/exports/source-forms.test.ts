import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { SOURCE_FORM_IDS, toSource } from '#core/exports/source-forms.ts';
import { readPaste } from '#core/paste/read-paste.ts';

const hello = fromHex('818537fa213d7f9f4d5158');
const everyByte = Uint8Array.from({ length: 256 }, (_, value) => value);
const inputs = [NO_BYTES, Uint8Array.of(0x27), hello, everyByte, concatBytes([everyByte, hello])];
const anyBytes = fc.uint8Array({ maxLength: 70 });

const isThere = (command: string) => spawnSync(command, ['--version']).status === 0;

/** The bytes that are read back; parsed here if there is no independent reader. */
const READERS = {
  hex: (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex'),
  hexdump: (text: string) =>
    Buffer.from(
      text
        .split('\n')
        .map((line) => line.slice(8).replace(/\|.*$/, '').replaceAll(' ', ''))
        .join(''),
      'hex',
    ),
  c: (text: string) => {
    const [array = '', length = ''] = text.split('};\n');
    const elements = [...array.matchAll(/0x([\da-f]{2}),/g)].map((match) => match[1]);
    const bytes = Buffer.from(elements.join(''), 'hex');
    return length.endsWith(' = sizeof bytes;') ? bytes : bytes.subarray(0, 0);
  },
  python: (text: string) => {
    const literals = [...text.matchAll(/b'((?:\\.|[^'])*)'/gs)].map((match) => match[1] ?? '');
    const parts = literals.join('').matchAll(/\\x([\da-f]{2})|\\(.)|([^\\])/gs);
    const controls: Record<string, number> = { t: 9, n: 10, r: 13 };
    return Uint8Array.from(parts, ([, hex, escaped, plain]) => {
      if (hex !== undefined) return Number.parseInt(hex, 16);
      const control = escaped === undefined ? undefined : controls[escaped];
      return control ?? (escaped ?? plain ?? '').charCodeAt(0);
    });
  },
  javascript: (text: string) =>
    Uint8Array.from(runInNewContext(`Array.from(${text})`) as readonly number[]),
  base64: (text: string) => Buffer.from(text, 'base64'),
};

describe.each(SOURCE_FORM_IDS)('%s', (id) => {
  const readBack = (bytes: Uint8Array) => [...READERS[id](toSource(id, bytes))];

  test('reads back to the same bytes', () => {
    for (const bytes of inputs) expect(readBack(bytes)).toEqual([...bytes]);
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(readBack(bytes)).toEqual([...bytes]);
      }),
      { numRuns: 50 },
    );
  });

  test('has no line longer than 80 characters for a frame of 267 bytes, but for flat forms', () => {
    const lines = toSource(id, concatBytes([everyByte, hello])).split('\n');
    const longest = Math.max(...lines.map((line) => line.length));
    if (id === 'hex' || id === 'base64') expect(lines).toHaveLength(1);
    else expect(longest).toBeLessThanOrEqual(80);
  });
});

test('each form of the RFC’s masked “Hello”', () => {
  expect(SOURCE_FORM_IDS.map((id) => toSource(id, hello)).join('\n\n')).toBe(
    `81 85 37 fa 21 3d 7f 9f 4d 51 58

00000000  81 85 37 fa 21 3d 7f 9f  4d 51 58                 |..7.!=..MQX|
0000000b

const unsigned char bytes[11] = {
    0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58,
};
const unsigned long bytes_length = sizeof bytes;

b'\\x81\\x857\\xfa!=\\x7f\\x9fMQX'

new Uint8Array([
  0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58,
])

gYU3+iE9f59NUVg=`,
  );
});

test('our own notation reads the hex', () => {
  const [reading] = readPaste(toSource('hex', everyByte));
  expect(reading?.problems).toEqual([]);
  expect([...reading!.connections[0]!.bytes]).toEqual([...everyByte]);
});

test.skipIf(!isThere('python3'))('Python reads its literal', () => {
  const expressions = inputs.map((bytes) => toSource('python', bytes));
  const program =
    'import ast, json, sys\nfor text in json.load(sys.stdin): print(ast.literal_eval(text).hex())';
  const output = execFileSync('python3', ['-c', program], { input: JSON.stringify(expressions) });
  expect(output.toString().trimEnd().split('\n')).toEqual(
    inputs.map((bytes) => Buffer.from(bytes).toString('hex')),
  );
});

test.skipIf(!isThere('cc'))('a C compiler reads its array, without a warning', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ws-101-'));
  try {
    inputs.forEach((bytes, index) => {
      const source = `#include <stdio.h>
${toSource('c', bytes)}
int main(void) {
  for (unsigned long at = 0; at < bytes_length; at++) printf("%02x", bytes[at]);
  return 0;
}
`;
      const program = join(folder, `program-${index}`);
      writeFileSync(`${program}.c`, source);
      execFileSync('cc', [
        '-Wall',
        '-Wextra',
        '-pedantic',
        '-Werror',
        '-o',
        program,
        `${program}.c`,
      ]);
      expect(execFileSync(program).toString()).toBe(Buffer.from(bytes).toString('hex'));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.skipIf(!isThere('hexdump'))('the dump is what hexdump prints', () => {
  for (const bytes of inputs) {
    const output = execFileSync('hexdump', ['-Cv'], { input: bytes }).toString();
    expect(toSource('hexdump', bytes)).toBe(output.trimEnd());
  }
});
