import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import {
  foldCase,
  fromLatin1,
  fromUtf8,
  fromValidUtf8,
  toLatin1,
  toUtf8,
} from '#core/bytes/text.ts';

const anyBytes = fc.uint8Array({ maxLength: 24 });

describe('UTF-8', () => {
  test('is what Node writes, and comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(toUtf8(text)).toEqual(new Uint8Array(Buffer.from(text, 'utf8')));
        expect(fromUtf8(toUtf8(text))).toBe(text);
        expect(fromValidUtf8(toUtf8(text))).toBe(text);
      }),
      { seed: 3629 },
    );
  });

  test('is distinguished from other bytes', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const isUtf8 = Buffer.from(Buffer.from(bytes).toString('utf8')).equals(bytes);
        expect(fromValidUtf8(bytes) !== null).toBe(isUtf8);
        expect(fromUtf8(bytes)).toBe(Buffer.from(bytes).toString('utf8'));
      }),
      { seed: 3629 },
    );
  });

  test.each([
    { name: 'keeps a byte order mark', hex: 'ef bb bf 61', text: '\ufeffa' },
    { name: 'keeps U+0000', hex: '61 00 62', text: 'a\0b' },
    { name: 'keeps non-characters', hex: 'ef bf bf', text: '\uffff' },
  ])('$name', ({ hex, text }) => {
    expect(fromUtf8(fromHex(hex))).toBe(text);
    expect(fromValidUtf8(fromHex(hex))).toBe(text);
    expect(toUtf8(text)).toEqual(fromHex(hex));
  });
});

describe('Latin-1', () => {
  test('is what Node reads and writes, one character for each byte', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const text = fromLatin1(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('latin1'));
        expect(text).toHaveLength(bytes.length);
        expect(toLatin1(text)).toEqual(bytes);
      }),
      { seed: 8859 },
    );
  });

  test('expects characters up to U+00FF', () => {
    expect(() => toLatin1('a→')).toThrow('expected characters up to U+00FF, got "→"');
  });
});

describe('texts that differ only in case', () => {
  test.each([
    ['GRÜSSE', 'grüße'],
    ['GRÜẞE', 'grüße'],
    ['ΟΔΟΣ', 'οδος'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['ﬁn', 'FIN'],
    ['Kelvin: \u212a', 'kelvin: k'],
  ])('fold to the same: %s and %s', (a, b) => {
    expect(foldCase(a)).toBe(foldCase(b));
  });

  test.each([
    ['ı', 'i'],
    ['é', 'e'],
    ['a', 'b'],
  ])('are not %s and %s', (a, b) => {
    expect(foldCase(a)).not.toBe(foldCase(b));
  });

  const isPythonThere = spawnSync('python3', ['--version']).status === 0;

  test.skipIf(!isPythonThere)('are those that Python’s casefold makes equal', () => {
    const program = `import json, unicodedata
characters = (chr(code) for code in range(0x110000))
known = (each for each in characters if unicodedata.category(each) not in ("Cn", "Cs", "Co"))
print(json.dumps([[each, each.casefold()] for each in known]))`;
    const output = execFileSync('python3', ['-c', program], { maxBuffer: 2 ** 26 });
    const pairs = JSON.parse(output.toString()) as [string, string][];
    expect(pairs.length).toBeGreaterThan(100_000);
    const foldedAs = new Map<string, string>();
    const differing = pairs.filter(([character, folded]) => {
      const own = foldCase(character);
      const first = foldedAs.get(own) ?? folded;
      foldedAs.set(own, first);
      return first !== folded || own !== foldCase(folded);
    });
    expect(differing).toEqual([]);
  });
});
