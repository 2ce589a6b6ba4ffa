import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64 } from '#core/bytes/base64.ts';
import { toUtf8 } from '#core/bytes/text.ts';

const anyBytes = fc.uint8Array({ maxLength: 40 });

// RFC 4648 §10
test.each([
  { text: '', base64: '' },
  { text: 'f', base64: 'Zg==' },
  { text: 'fo', base64: 'Zm8=' },
  { text: 'foo', base64: 'Zm9v' },
  { text: 'foob', base64: 'Zm9vYg==' },
  { text: 'fooba', base64: 'Zm9vYmE=' },
  { text: 'foobar', base64: 'Zm9vYmFy' },
])('"$text" is "$base64"', ({ text, base64 }) => {
  expect(toBase64(toUtf8(text))).toBe(base64);
  expect(fromBase64(base64)).toEqual(toUtf8(text));
});

test('is what Node writes', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const base64 = Buffer.from(bytes).toString('base64');
      expect(toBase64(bytes)).toBe(base64);
      expect(fromBase64(base64)).toEqual(bytes);
    }),
    { seed: 4648 },
  );
});

describe('rejects', () => {
  test.each([
    { name: 'no padding', text: 'Zg' },
    { name: 'too little padding', text: 'Zg=' },
    { name: 'too much padding', text: 'Zg===' },
    { name: 'padding alone', text: '====' },
    { name: 'one character and padding', text: 'Z===' },
    { name: 'padding in the middle', text: 'Zg==Zg==' },
    { name: 'a line break', text: 'Zm9v\nYmE=' },
    { name: 'a space', text: 'Zm9 ' },
    { name: 'the URL alphabet', text: '-_-_' },
    { name: 'stray bits before one byte', text: 'Zh==' },
    { name: 'stray bits before two bytes', text: 'Zm9=' },
    { name: 'a letter outside ASCII', text: 'Zm9é' },
  ])('$name', ({ text }) => {
    expect(fromBase64(text)).toBeNull();
  });

  test('whatever is not the one form of its bytes', () => {
    const text = fc.string({
      unit: fc.constantFrom('A', 'Z', 'g', '9', '+', '/', '=', '-'),
      maxLength: 9,
    });
    fc.assert(
      fc.property(text, (base64) => {
        const bytes = fromBase64(base64);
        const isCanonical = Buffer.from(base64, 'base64').toString('base64') === base64;
        // Node reads the URL alphabet too, and writes it back otherwise.
        expect(bytes !== null).toBe(isCanonical);
      }),
      { seed: 4648, numRuns: 1000 },
    );
  });
});
