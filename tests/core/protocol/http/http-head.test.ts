import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import {
  checkHeadReading,
  decodeHttpHead,
  encodeRequestHead,
  encodeResponseHead,
  isRequestHead,
  isResponseHead,
  MAX_HEAD_SIZE,
  type HttpHead,
} from '#core/protocol/http/http-head.ts';

const decode = (text: string) => decodeHttpHead(toLatin1(text));

function headOf(text: string): HttpHead {
  const reading = decode(text);
  if (reading.kind !== 'head') throw new TypeError(`expected a head, got ${reading.kind}`);
  return reading.head;
}

/** Fields as pairs. */
const pairs = (head: HttpHead) => head.fields.map(({ name, value }) => [name, value]);

const REQUEST = 'GET /chat?a=1 HTTP/1.1\r\nHost: example.com\r\nX-Blank:\r\n\r\n';

describe('a request', () => {
  test('has its parts and their places', () => {
    const head = headOf(`${REQUEST}behind`);
    expect(head.startLine).toEqual({
      kind: 'request',
      method: 'GET',
      target: '/chat?a=1',
      version: 'HTTP/1.1',
    });
    expect(isRequestHead(head)).toBe(true);
    expect(isResponseHead(head)).toBe(false);
    expect(head.size).toBe(REQUEST.length);
    expect(pairs(head)).toEqual([
      ['Host', 'example.com'],
      ['X-Blank', ''],
    ]);
    const textAt = ({ start, end }: { start: number; end: number }) => REQUEST.slice(start, end);
    expect(textAt(head.startLineRange)).toBe('GET /chat?a=1 HTTP/1.1\r\n');
    expect(head.fields.map(({ range }) => textAt(range))).toEqual([
      'Host: example.com\r\n',
      'X-Blank:\r\n',
    ]);
    expect(head.fields.map(({ nameRange }) => textAt(nameRange))).toEqual(['Host', 'X-Blank']);
    expect(head.fields.map(({ valueRange }) => textAt(valueRange))).toEqual(['example.com', '']);
    expect(textAt(head.endRange)).toBe('\r\n');
  });

  test('can have no field', () => {
    expect(headOf('GET / HTTP/1.0\r\n\r\n').fields).toEqual([]);
  });
});

describe('a response', () => {
  test.each([
    { line: 'HTTP/1.1 101 Switching Protocols', status: 101, reason: 'Switching Protocols' },
    { line: 'HTTP/1.1 200 ', status: 200, reason: '' },
    { line: 'HTTP/1.1 404', status: 404, reason: '' },
    { line: 'HTTP/1.0 500 Stör\xfcng', status: 500, reason: 'Stör\xfcng' },
  ])('"$line"', ({ line, status, reason }) => {
    const head = headOf(`${line}\r\n\r\n`);
    expect(head.startLine).toEqual({ kind: 'response', version: line.slice(0, 8), status, reason });
    expect(isResponseHead(head)).toBe(true);
  });
});

describe('odd heads', () => {
  test.each([
    { name: 'spaces around a value', text: 'A:\t b \t', fields: [['A', 'b']], broken: [] },
    { name: 'spaces within a value', text: 'A: b  c', fields: [['A', 'b  c']], broken: [] },
    { name: 'a colon in a value', text: 'Host: a:80', fields: [['Host', 'a:80']], broken: [] },
    { name: 'Latin-1 in a value', text: 'A: \xe9\xa0', fields: [['A', '\xe9\xa0']], broken: [] },
    {
      name: 'a name of every character that a token can have',
      text: "!#$%&'*+-.^_`|~09Az: 1",
      fields: [["!#$%&'*+-.^_`|~09Az", '1']],
      broken: [],
    },
    {
      name: 'the same name twice',
      text: 'A: 1\r\na: 2',
      fields: [
        ['A', '1'],
        ['a', '2'],
      ],
      broken: [],
    },
    {
      name: 'a folded line',
      text: 'A: 1\r\n  2\r\nB: 3',
      fields: [
        ['A', '1 2'],
        ['B', '3'],
      ],
      broken: ['head.folded-line'],
    },
    {
      name: 'a value that is all folded',
      text: 'A: \r\n\t2 ',
      fields: [['A', '2']],
      broken: ['head.folded-line'],
    },
    { name: 'a folded line that is first', text: ' A: 1', fields: [], broken: ['head.field-line'] },
    {
      name: 'a line without a colon',
      text: 'A: 1\r\nnonsense\r\nB: 2',
      fields: [
        ['A', '1'],
        ['B', '2'],
      ],
      broken: ['head.field-line'],
    },
    { name: 'a line without a name', text: ': 1', fields: [], broken: ['head.field-line'] },
    {
      name: 'a space before the colon',
      text: 'A \t: 1',
      fields: [],
      broken: ['head.blank-before-colon'],
    },
    {
      name: 'a folded line after an invalid one',
      text: 'A: 1\r\nnonsense\r\n 2',
      fields: [['A', '1']],
      broken: ['head.field-line', 'head.field-line'],
    },
    { name: 'a line of spaces first', text: ' \t', fields: [], broken: ['head.field-line'] },
    { name: 'U+0000 in a name', text: 'A\x00: 1', fields: [], broken: ['head.field-line'] },
    { name: 'a name with a space', text: 'A B: 1', fields: [], broken: ['head.field-line'] },
    { name: 'a name outside ASCII', text: 'Ä: 1', fields: [], broken: ['head.field-line'] },
    {
      name: 'a carriage return within a value',
      text: 'A: 1\r2',
      fields: [['A', '1 2']],
      broken: ['head.control-character'],
    },
    {
      name: 'a carriage return too many',
      text: 'A: 1\r',
      fields: [['A', '1']],
      broken: ['head.control-character'],
    },
    {
      name: 'U+0000 within a value',
      text: 'A: 1\x002',
      fields: [['A', '1 2']],
      broken: ['head.control-character'],
    },
    {
      name: 'control characters that mean nothing',
      text: 'A: \x01\x1f\x7f',
      fields: [['A', '\x01\x1f\x7f']],
      broken: ['head.control-character'],
    },
  ])('$name', ({ text, fields, broken }) => {
    const reading = decode(`GET / HTTP/1.1\r\n${text}\r\n\r\n`);
    if (reading.kind !== 'head') throw new TypeError('expected a head');
    expect(pairs(reading.head)).toEqual(fields);
    expect(reading.violations.map(({ id }) => id)).toEqual(broken);
  });

  test.each([
    { text: 'A  : 1', from: 1, to: 3 },
    { text: 'A: 1\x002', from: 4, to: 5 },
    { text: 'nonsense', from: 0, to: 10 },
  ])('are located: $text', ({ text, from, to }) => {
    const line = 'GET / HTTP/1.1\r\n';
    const [violation] = checkHeadReading(decode(`${line}${text}\r\n\r\n`));
    expect(violation?.range).toEqual({
      start: (line.length + from) * 8,
      end: (line.length + to) * 8,
    });
  });

  test('bare line feeds end lines, and are reported once', () => {
    const reading = decode('GET / HTTP/1.1\nA: 1\n\n');
    if (reading.kind !== 'head') throw new TypeError('expected a head');
    expect(pairs(reading.head)).toEqual([['A', '1']]);
    expect(reading.violations.map(({ id, range }) => [id, range])).toEqual([
      ['head.bare-line-feed', { start: 14 * 8, end: 15 * 8 }],
    ]);
  });

  test.each([
    { name: 'a frame', text: '\x81\x05Hello' },
    { name: 'a line that is none', text: 'Hello, World!\r\n' },
    { name: 'two spaces', text: 'GET  / HTTP/1.1\r\n\r\n' },
    { name: 'a space in the target', text: 'GET /a b HTTP/1.1\r\n\r\n' },
    { name: 'a method in small letters', text: 'get / HTTP/1.1\r\n\r\n' },
    { name: 'plain text', text: 'Hello' },
    { name: 'no version', text: 'GET /\r\n\r\n' },
    { name: 'a version of another protocol', text: 'GET / RTSP/1.0\r\n\r\n' },
    { name: 'a version with a letter', text: 'GET / HTTP/1.x\r\n\r\n' },
    { name: 'a status of two digits', text: 'HTTP/1.1 10 Short\r\n\r\n' },
    { name: 'a status of four digits', text: 'HTTP/1.1 1010 Long\r\n\r\n' },
    { name: 'an empty line first', text: '\r\nGET / HTTP/1.1\r\n\r\n' },
    { name: 'a record of TLS', text: '\x16\x03\x01\x02\x00\x01' },
  ])('$name is not HTTP', ({ text }) => {
    expect(decode(text).kind).toBe('not-http');
  });

  test('anything but a head reports where it is invalid', () => {
    const reading = decode('GET / RTSP/1.0\r\n');
    expect(reading).toEqual({ kind: 'not-http', line: { start: 0, end: 7 } });
    expect(checkHeadReading(reading)).toMatchObject([
      { id: 'head.start-line', range: { start: 0, end: 56 } },
    ]);
    expect(checkHeadReading(decode('GET / HT'))).toEqual([]);
    expect(checkHeadReading({ kind: 'too-long', limit: 10 })).toMatchObject([
      { id: 'head.too-long', range: { start: 0, end: 80 } },
    ]);
  });

  test('a head of 64 KiB and more is too long', () => {
    const head = (size: number) => `GET / HTTP/1.1\r\nA: ${'a'.repeat(size - 23)}\r\n\r\n`;
    expect(decode(head(MAX_HEAD_SIZE)).kind).toBe('head');
    expect(decode(head(MAX_HEAD_SIZE + 1))).toEqual({ kind: 'too-long', limit: MAX_HEAD_SIZE });
    expect(decode(`GET /${'a'.repeat(MAX_HEAD_SIZE)}`)).toEqual({
      kind: 'too-long',
      limit: MAX_HEAD_SIZE,
    });
  });
});

const token = fc.string({ unit: fc.constantFrom(...'AZaz09-!#.'), minLength: 1, maxLength: 8 });
const method = fc
  .string({ unit: fc.constantFrom(...'ATZ09-_'), minLength: 1, maxLength: 20 })
  .map((rest) => `G${rest}`);
const visible = fc.string({
  unit: fc.constantFrom(...'/?=&%aZ09é:,;"'),
  minLength: 1,
  maxLength: 12,
});
const value = fc
  .string({ unit: fc.constantFrom(...'aZ09 \t,;="é:'), maxLength: 16 })
  .map((text) => text.trim());
const fieldPairs = fc.array(fc.tuple(token, value), { maxLength: 5 });
const anyHead = fc.oneof(
  fc.tuple(method, visible, fieldPairs).map((parts) => encodeRequestHead(...parts)),
  fc
    .tuple(fc.integer({ min: 100, max: 999 }), value, fieldPairs)
    .map((parts) => encodeResponseHead(...parts)),
);

describe('any head', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(method, visible, fieldPairs, (method, target, fields) => {
        const reading = decodeHttpHead(encodeRequestHead(method, target, fields));
        if (reading.kind !== 'head') throw new TypeError(`expected a head, got ${reading.kind}`);
        expect(reading.head.startLine).toEqual({
          kind: 'request',
          method,
          target,
          version: 'HTTP/1.1',
        });
        expect(pairs(reading.head)).toEqual(fields);
        expect(reading.violations).toEqual([]);
      }),
      { seed: 9112 },
    );
  });

  test('is incomplete until its last byte, and the same whatever follows', () => {
    fc.assert(
      fc.property(anyHead, fc.uint8Array({ maxLength: 9 }), (bytes, rest) => {
        for (let size = 0; size < bytes.length; size++) {
          const text = JSON.stringify(fromLatin1(bytes.subarray(0, size)));
          expect(decodeHttpHead(bytes.subarray(0, size)).kind, text).toBe('incomplete');
        }
        expect(decodeHttpHead(concatBytes([bytes, rest]))).toEqual(decodeHttpHead(bytes));
      }),
      { seed: 9112, numRuns: 200 },
    );
  });

  test('has lines that tile it', () => {
    const line = fc.constantFrom(
      'A: 1',
      ' folded',
      'nonsense',
      ': 2',
      'B:',
      '\tfolded',
      'C : 3',
      'D: \r',
    );
    const end = fc.constantFrom('\r\n', '\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(line, end)), (lines) => {
        const text = `GET / HTTP/1.1\r\n${lines.map((parts) => parts.join('')).join('')}\r\n`;
        const head = headOf(text);
        let next = head.startLineRange.end;
        for (const { range, nameRange, valueRange } of head.fields) {
          expect(range.start).toBeGreaterThanOrEqual(next);
          expect(nameRange.start).toBe(range.start);
          expect(valueRange.start).toBeGreaterThan(nameRange.end);
          expect(valueRange.end).toBeLessThan(range.end);
          next = range.end;
        }
        expect(head.endRange).toEqual({ start: text.length - 2, end: text.length });
      }),
      { seed: 9112 },
    );
  });
});

test('no bytes throw, and none are changed', () => {
  const text = fc.string({ unit: fc.constantFrom(...'GET /HTP1.0:\r\n\t \x00é'), maxLength: 60 });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), text.map(toLatin1)), (bytes) => {
      const before = bytes.slice();
      decodeHttpHead(bytes);
      expect(bytes).toEqual(before);
    }),
    { seed: 9112, numRuns: 1000 },
  );
});

describe('what would not be one head is not written', () => {
  test.each([
    {
      name: 'a line break in a value',
      write: () => encodeRequestHead('GET', '/', [['A', '1\r\nB: 2']]),
    },
    { name: 'a line feed in a value', write: () => encodeResponseHead(200, 'OK', [['A', '1\n']]) },
    { name: 'a space in a name', write: () => encodeRequestHead('GET', '/', [['A ', '1']]) },
    { name: 'an empty name', write: () => encodeRequestHead('GET', '/', [['', '1']]) },
  ])('$name', ({ write }) => {
    expect(write).toThrow('expected a header field in one line');
  });

  test.each([
    { name: 'a space in the target', write: () => encodeRequestHead('GET', '/a b', []) },
    { name: 'a line break in the target', write: () => encodeRequestHead('GET', '/\r\nA:', []) },
    { name: 'a line break in the reason', write: () => encodeResponseHead(200, 'OK\r\nA: 1', []) },
    { name: 'a status of four digits', write: () => encodeResponseHead(1000, 'OK', []) },
  ])('$name', ({ write }) => {
    expect(write).toThrow('expected a start line');
  });
});

test.each([
  ['GET / HTTP/1.1', 'nonsense', 'should fail', 'fails'],
  ['GET / HTTP/1.1', 'A : 1', 'must fail', 'fails'],
  // Only servers have to reject them.
  ['HTTP/1.1 101', 'nonsense', 'may fail', 'accepts'],
  ['HTTP/1.1 101', 'A : 1', 'may fail', 'fails'],
] as const)('after %o, at %o its receiver %s, and ours %s', (start, line, receiver, reaction) => {
  const reading = decode(`${start}\r\n${line}\r\n\r\n`);
  expect(checkHeadReading(reading)).toMatchObject([{ receiver, reaction }]);
});
