import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toLatin1 } from '#core/bytes/text.ts';
import {
  decodeExtensionFields,
  encodeExtensionList,
  type Extension,
  type ExtensionListReading,
} from '#core/protocol/compression/extension-list.ts';
import { decodeHttpHead } from '#core/protocol/http/http-head.ts';

/** Reads the lines as fields of a request, and shows ranges as the text that they cover. */
function read(...lines: readonly string[]) {
  const fields = lines.map((line) => `Sec-WebSocket-Extensions: ${line}\r\n`).join('');
  const text = `GET / HTTP/1.1\r\n${fields}\r\n`;
  const reading = decodeHttpHead(toLatin1(text));
  if (reading.kind !== 'head') throw new Error(`expected a head, got ${reading.kind}`);
  return { ...decodeExtensionFields(reading.head.fields), text };
}

const plain = ({ extensions }: ExtensionListReading): Extension[] =>
  extensions.map(({ name, parameters }) => ({
    name,
    parameters: parameters.map((parameter) => ({ name: parameter.name, value: parameter.value })),
  }));

const named = (name: string, ...parameters: [name: string, value: string | null][]): Extension => ({
  name,
  parameters: parameters.map(([parameter, value]) => ({ name: parameter, value })),
});

describe('reads', () => {
  test.each([
    { name: 'a name', lines: ['foo'], expected: [named('foo')] },
    {
      name: 'what Chromium sends',
      lines: ['permessage-deflate; client_max_window_bits'],
      expected: [named('permessage-deflate', ['client_max_window_bits', null])],
    },
    {
      name: 'the list of RFC 6455 §9.1',
      lines: ['mux; max-channels=4; flow-control, deflate-stream'],
      expected: [
        named('mux', ['max-channels', '4'], ['flow-control', null]),
        named('deflate-stream'),
      ],
    },
    {
      name: 'quoted values',
      lines: ['a; b="c"; d="\\e\\f"'],
      expected: [named('a', ['b', 'c'], ['d', 'ef'])],
    },
    {
      name: 'spaces between words',
      lines: ['a ;\tb = c , d; e="f" ,g'],
      expected: [named('a', ['b', 'c']), named('d', ['e', 'f']), named('g')],
    },
    { name: 'empty elements', lines: [', a,,b ,'], expected: [named('a'), named('b')] },
    {
      name: 'several lines',
      lines: ['a; b', '', 'c'],
      expected: [named('a', ['b', null]), named('c')],
    },
    {
      name: 'repeated elements, as often as they occur',
      lines: ['a; b=1; b=2, a'],
      expected: [named('a', ['b', '1'], ['b', '2']), named('a')],
    },
    {
      name: 'names that objects have of themselves',
      lines: ['constructor; __proto__=1; toString'],
      expected: [named('constructor', ['__proto__', '1'], ['toString', null])],
    },
  ])('$name', ({ lines, expected }) => {
    const reading = read(...lines);
    expect(reading.violations).toEqual([]);
    expect(plain(reading)).toEqual(expected);
  });

  test('nothing where the field is not there', () => {
    expect(decodeExtensionFields([])).toEqual({ extensions: [], violations: [] });
  });

  test('the position of each in the head', () => {
    const { extensions, text } = read('x', 'a; b="c" ; d , e');
    const words = extensions.flatMap((extension) =>
      [extension, ...extension.parameters].map(({ range }) => text.slice(range.start, range.end)),
    );
    expect(words).toEqual(['x', 'a; b="c" ; d', 'b="c"', 'd', 'e']);
  });
});

describe('finds fault with', () => {
  // «» marks the character.
  test.each([
    { name: 'no parameter after a semicolon', line: 'a; b«;»' },
    { name: 'two semicolons', line: 'a;«;» b' },
    { name: 'a semicolon first', line: '«;»a' },
    { name: 'no value after the equals sign', line: 'a; b«=»' },
    { name: 'a comma for a value', line: 'a; b=«,» c' },
    { name: 'two words', line: 'a «b»' },
    { name: 'a word after a value', line: 'a; b=c «d»' },
    { name: 'a value of the name itself', line: 'a«=»b' },
    { name: 'a quote that never ends', line: 'a; b=«"»c' },
    { name: 'a quoted value that is no token', line: 'a; b=«"»c d"' },
    { name: 'an empty quoted value', line: 'a; b=«"»"' },
    { name: 'a quoted name', line: '«"»a"' },
    { name: 'a slash', line: 'a«/»b' },
    { name: 'a letter that is not ASCII', line: 'caf«é»' },
  ])('$name', ({ line }) => {
    const plainLine = line.replace(/[«»]/g, '');
    const { violations, text } = read('ok, fine', plainLine);
    const start = 8 * (text.indexOf(`: ${plainLine}\r\n`) + 2 + line.indexOf('«'));
    expect(violations).toMatchObject([
      { id: 'extensions.malformed', range: { start, end: start + 8 } },
    ]);
  });

  test('a list of nothing, as a line', () => {
    const { violations, text } = read(' , ');
    expect(violations).toMatchObject([{ id: 'extensions.malformed', receiver: 'must fail' }]);
    const [{ range } = { range: { start: 0, end: 0 } }] = violations;
    expect(text.slice(range.start / 8, range.end / 8)).toContain('Sec-WebSocket-Extensions');
  });

  test('but keeps what came before', () => {
    expect(plain(read('a; b, c d'))).toEqual([named('a', ['b', null])]);
  });
});

const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,8}$/);
const parameter = fc.record({ name: token, value: fc.option(token) });
const lists = fc.array(
  fc.record({ name: token, parameters: fc.array(parameter, { maxLength: 4 }) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

test('reading is the inverse of writing', () => {
  fc.assert(
    fc.property(lists, (list) => {
      const reading = read(encodeExtensionList(list));
      expect(reading.violations).toEqual([]);
      expect(plain(reading)).toEqual(list);
    }),
    { seed: 6455 },
  );
});

test('no text throws, and ranges lie within it', () => {
  const anyText = fc.string({ unit: fc.constantFrom(...'ab,;="\\ \t/é'), maxLength: 30 });
  fc.assert(
    fc.property(anyText, (line) => {
      const { extensions, violations, text } = read(line);
      expect(violations.length).toBeLessThan(2);
      for (const { range, name } of extensions) {
        expect(text.slice(range.start, range.end).startsWith(name)).toBe(true);
      }
    }),
    { seed: 6455, numRuns: 2000 },
  );
});

test('reads a line of 60 KB in one go', () => {
  // Each of these takes a backtracking parser quadratic time or worse.
  for (const part of ['a; b=c,', ' , ', '"\\', 'a;', '\t ', 'a b']) {
    const line = part.repeat(Math.floor(60_000 / part.length));
    expect(read(`x${line}`).extensions.length).toBeLessThan(60_000);
  }
});

test('writes tokens only', () => {
  expect(encodeExtensionList([named('a', ['b', null], ['c', 'd']), named('e')])).toBe(
    'a; b; c=d, e',
  );
  expect(() => encodeExtensionList([named('a b')])).toThrow('expected a token, got "a b"');
  expect(() => encodeExtensionList([named('a', ['b', ''])])).toThrow('expected a token, got ""');
});
