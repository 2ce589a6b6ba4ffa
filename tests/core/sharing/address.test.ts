import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress, printAddress, type Address } from '#core/sharing/address.ts';

const none = new Map<string, string>();

describe('parseAddress', () => {
  test.each<{ name: string; fragment: string; expected: Address }>([
    { name: 'nothing', fragment: '', expected: { page: '', path: [], query: none } },
    { name: 'an empty path', fragment: '#/', expected: { page: '', path: [], query: none } },
    { name: 'a page', fragment: '#/decode', expected: { page: 'decode', path: [], query: none } },
    {
      name: 'a page without its slash',
      fragment: '#decode',
      expected: { page: 'decode', path: [], query: none },
    },
    {
      name: 'a path and what the reader changed',
      fragment: '#/learn/hello/frame-1?message=Hi&closer=server',
      expected: {
        page: 'learn',
        path: ['hello', 'frame-1'],
        query: new Map([
          ['message', 'Hi'],
          ['closer', 'server'],
        ]),
      },
    },
    {
      name: 'a key that occurs repeatedly, whose last value counts',
      fragment: '#/learn?code=1&latency=2&c%6fde=3&code=4',
      expected: {
        page: 'learn',
        path: [],
        query: new Map([
          ['code', '4'],
          ['latency', '2'],
        ]),
        repeated: [
          ['code', '1'],
          ['code', '3'],
        ],
      },
    },
    {
      name: 'slashes too many',
      fragment: '#//learn//hello/',
      expected: { page: 'learn', path: ['hello'], query: none },
    },
    {
      name: 'an encoded slash as part of its segment',
      fragment: '#/learn/a%2Fb',
      expected: { page: 'learn', path: ['a/b'], query: none },
    },
  ])('reads $name', ({ fragment, expected }) => {
    expect(parseAddress(fragment)).toEqual(expected);
  });

  test.each([
    { name: 'keeps a plus', value: 'a+b', expected: 'a+b' },
    { name: 'keeps the second equals sign and question mark', value: 'a=b?c', expected: 'a=b?c' },
    {
      name: 'decodes UTF-8 of two, three and four bytes',
      value: '%C3%A9%e2%82%ac%F0%9F%91%8B',
      expected: 'é€👋',
    },
    { name: 'keeps a lone percent sign', value: '100%', expected: '100%' },
    { name: 'keeps percent signs before no hex', value: '%zz%4', expected: '%zz%4' },
    { name: 'decodes what it can around a bad byte', value: '%41%FF%42', expected: 'A%FFB' },
    { name: 'keeps a cut character', value: '%e2%82', expected: '%e2%82' },
    { name: 'keeps an overlong encoding', value: '%C0%AF', expected: '%C0%AF' },
    { name: 'keeps an encoded surrogate', value: '%ED%A0%80', expected: '%ED%A0%80' },
  ])('$name', ({ value, expected }) => {
    expect(parseAddress(`#/decode?text=${value}`).query.get('text')).toBe(expected);
  });

  test('gives a key without equals sign an empty value, and the last of two values', () => {
    expect([...parseAddress('#/decode?open&&x=1&x=2').query]).toEqual([
      ['open', ''],
      ['x', '2'],
    ]);
  });
});

describe('printAddress', () => {
  test('writes marks that mean nothing in a fragment as themselves', () => {
    const query = new Map([['at', '1,2:3+4 5&6']]);
    expect(printAddress({ page: 'decode', path: [], query })).toBe('#/decode?at=1,2:3+4%205%266');
  });

  test('writes a lone surrogate as the replacement character', () => {
    expect(printAddress({ page: 'a\ud800b', path: [], query: none })).toBe('#/a%EF%BF%BDb');
  });
});

const anyText = fc.string({ unit: 'binary' });
const anySegment = fc.string({ unit: 'binary', minLength: 1 });
const anyQuery = fc
  .array(fc.tuple(anyText, anyText))
  .map((pairs): ReadonlyMap<string, string> => new Map(pairs));
const anyAddress = fc.oneof(
  fc.record({ page: anySegment, path: fc.array(anySegment), query: anyQuery }),
  fc.record({ page: fc.constant(''), path: fc.constant([]), query: anyQuery }),
);

describe('printing and parsing', () => {
  test('give back any address', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        expect(parseAddress(printAddress(address))).toEqual(address);
      }),
      { seed: 101 },
    );
  });

  test('never throw, and settle after one round', () => {
    const scraps = fc.constantFrom(
      '%',
      '%e2',
      '%82',
      '%4',
      '+',
      '/',
      '?',
      '&',
      '=',
      '#',
      '\ud800',
      'a',
    );
    const anyFragment = fc.oneof(
      fc.string(),
      fc.array(scraps).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(anyFragment, (fragment) => {
        const printed = printAddress(parseAddress(fragment));
        expect(printAddress(parseAddress(printed))).toBe(printed);
      }),
      { seed: 101 },
    );
  });

  test('agree with the browser on what needs encoding', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const url = new URL('https://example.org/');
        url.hash = printAddress(address);
        expect(url.hash).toBe(printAddress(address));
      }),
      { seed: 101 },
    );
  });
});
