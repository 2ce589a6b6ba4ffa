import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORM_IDS } from '#core/paste/form.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import { readingId, type ReadConnection } from '#core/paste/reading.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { DIRECTION_MODES } from '#core/paste/assembly/direction-mode.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures');
const textsOf = (folder: string) =>
  readdirSync(path.join(fixtures, folder))
    .filter((name) => !name.endsWith('.bin') && !name.endsWith('.json'))
    .map((name) => readFileSync(path.join(fixtures, folder, name), 'utf8'));
const FIXTURES = [
  ...textsOf('formats'),
  ...textsOf('text'),
  ...textsOf('har'),
  ...textsOf('pastes/texts'),
];

/** What holds of the answer to any text; one comparison for all bytes, since there are many. */
function judge(text: string): void {
  const readings = readPaste(text);
  expect(readings.length).toBeGreaterThan(0);
  expect(new Set(readings.map(readingId)).size).toBe(readings.length);
  for (const { form, connections, problems, unread } of readings) {
    expect(FORM_IDS).toContain(form);
    for (const { range } of problems) judgeRange(range, text);
    for (const range of unread) judgeRange(range, text);
    expect(unread).toEqual(unread.toSorted((a, b) => a.start - b.start));
    expect(connections.length).toBeGreaterThan(0);
    for (const connection of connections) judgeConnection(connection, text.length);
  }
}

function judgeRange({ start, end }: TextRange, { length }: string): void {
  expect(start).toBeGreaterThanOrEqual(0);
  expect(end).toBeLessThanOrEqual(length);
  expect(start).toBeLessThan(end);
}

function judgeConnection(connection: ReadConnection, length: number): void {
  const { bytes, positions, chunks } = connection;
  expect(positions.starts).toHaveLength(bytes.length);
  expect(positions.ends).toHaveLength(bytes.length);
  const astray = bytes.findIndex((_, index) => {
    const start = positions.starts[index]!;
    const end = positions.ends[index]!;
    return start > end || end > length;
  });
  expect(astray).toBe(-1);
  expect(chunks.map(({ range }) => range.start)).toEqual([
    ...(chunks.length > 0 ? [0] : []),
    ...chunks.slice(0, -1).map(({ range }) => range.end),
  ]);
  expect(chunks.at(-1)?.range.end ?? 0).toBe(bytes.length);
}

/** The map of a reading is consistent both ways. */
function judgeMap(text: string): void {
  for (const connection of readPaste(text)[0]!.connections) {
    for (const mode of DIRECTION_MODES) {
      const { trace, source } = pastedTrace(connection, mode);
      const size =
        trace.streams['client-to-server'].length + trace.streams['server-to-client'].length;
      const step = Math.max(1, Math.floor(size / 40));
      for (const direction of DIRECTIONS) {
        for (let offset = 0; offset < trace.streams[direction].length; offset += step) {
          const range = source.rangeOf(direction, offset);
          expect(range.end).toBeLessThanOrEqual(text.length);
          if (range.start === range.end) continue;
          const place = source.byteAt(range.start)!;
          // Two bytes of base64 share a character: then the place is the first one’s.
          const found = source.rangeOf(place.direction, place.offset);
          expect(found.start <= range.start && range.start < found.end).toBe(true);
          const within = source.bytesWithin(range);
          expect(
            within.some(
              (run) =>
                run.direction === direction && run.range.start <= offset && offset < run.range.end,
            ),
          ).toBe(true);
        }
      }
    }
  }
}

describe('any text whatever', () => {
  test('gives an answer, with places in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        judge(text);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  test('of what the forms are made of gives an answer', () => {
    const piece = fc.constantFrom(
      ...[
        '81',
        '0x',
        '05',
        '\\x',
        '\\',
        '"',
        "'",
        '[',
        ']',
        '{',
        '}',
        '<',
        '>',
        '<<',
        '>>',
        ',',
        ':',
      ],
      ...[
        ' ',
        '  ',
        '\n',
        '\t',
        '\r\n',
        '*',
        '#',
        '//',
        '/*',
        '*/',
        '%',
        '=',
        '-',
        '0000',
        '00000010',
      ],
      ...[
        '00000000: ',
        'C1: ',
        '> ',
        '< ',
        'GET / HTTP/1.1\n',
        'HTTP/1.1 101 x\n',
        'Buffer',
        'data:',
      ],
      ...[
        'gQ==',
        '!!binary |',
        '... 5 more bytes',
        'Node 0: a',
        '08:00:00.1 ',
        '\0',
        '\ud800',
        '\u202e',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        judge(pieces.join(''));
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  test('that is a cut export gives an answer', () => {
    for (const text of FIXTURES) {
      for (const part of [0.1, 0.35, 0.5, 0.77, 0.98]) judge(text.slice(0, text.length * part));
      judge(text.slice(text.length / 3));
    }
  });

  test('that is an export with something changed gives an answer', () => {
    const change = fc.record({
      fixture: fc.nat(FIXTURES.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(4),
      added: fc.constantFrom(
        '',
        '0',
        'g',
        ' ',
        '\n',
        '\0',
        '\ud83d',
        '\u202e',
        '"',
        '[',
        '<script>',
        'é',
      ),
    });
    fc.assert(
      fc.property(change, ({ fixture, at, removed, added }) => {
        const text = FIXTURES[fixture]!;
        const place = Math.floor(at * text.length);
        judge(text.slice(0, place) + added + text.slice(place + removed));
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  test.each([
    ['nothing', ''],
    ['NUL', '\0'.repeat(1000)],
    ['halves of characters', '\udc00\ud800'.repeat(500)],
    ['marks of direction', '\u202e81 05\u202c 48 65 6c 6c 6f'],
    ['a script', '<script>alert(1)</script>'],
    ['a star for gigabytes', '00000000  00 00\n*\nffffffff0  00 00'],
    ['offsets that jump', '0000  81\nffff  82\n0000  83'],
    ['an array that never ends', `[${'1,'.repeat(2000)}`],
    ['quotes without end', `"${'\\x81'.repeat(2000)}`],
    ['a HAR file of something else', '{"log":{"entries":"_webSocketMessages"}}'],
    ['a HAR file without an entry', '{"log":{"entries":[{"_webSocketMessages":[1,2]}]}}'],
    ['JSON of every depth', '['.repeat(20_000)],
  ])('that is hostile gives an answer: %s', (_, text) => {
    judge(text);
  });

  test('is mapped to its bytes and back', () => {
    for (const text of FIXTURES) judgeMap(text);
  });
});

/** Texts whose reading would take long if anything were looked at again and again. */
const REPEATED = [
  ...[
    '0',
    'a',
    ' ',
    '\n',
    '"',
    '[',
    '(1',
    '<',
    '<<1',
    '\\',
    '\\x',
    '%',
    '=',
    '\0',
    '\ufffd',
    'a\n',
    '81 ',
  ],
  ...[
    '00000000:\n',
    '00000000 00\n*\n',
    '<Buffer 81> ',
    'GET / HTTP/1.1\n',
    '* x\n',
    '{ [5\n',
    'x: ',
  ],
  ...['81 /* ', '\t81\n81\n', 'write(1, "\\201', '"tcp.payload": "', '"abcdef', 'peer0_0[] = {1};'],
];

test.each(REPEATED)(
  'two hundred thousand characters of “%s” are read, each looked at a few times',
  (piece) => {
    const text = piece.repeat(200_000 / piece.length);
    let looks = 0;
    const charCodeAt = String.prototype.charCodeAt;
    try {
      String.prototype.charCodeAt = function (this: string, at: number) {
        looks++;
        return charCodeAt.call(this, at);
      };
      readPaste(text);
    } finally {
      String.prototype.charCodeAt = charCodeAt;
    }
    expect(looks / text.length).toBeLessThan(150);
  },
);
