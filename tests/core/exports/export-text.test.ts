import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import {
  EXPORT_FORM_IDS,
  exportFilePieces,
  exportText,
  formsFor,
  sizeOfScope,
  type ExportScope,
} from '#core/exports/export-text.ts';
import { SOURCE_FORM_IDS, toSource } from '#core/exports/source-forms.ts';
import type { ReadConnection } from '#core/paste/reading.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { readStream, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import { EXPORT_FORMS, exportFileName, scopeLabel } from '#content/decode/export-forms.ts';
import { anyStream, REQUEST, RESPONSE, traceOf, traceWithGaps } from '../conversation/streams.ts';
import { plainWords } from './plain-words.ts';

const PING = fromHex('890548656c6c6f');
const PONG = fromHex('8a8537fa213d7f9f4d5158');
const trace = traceOf([
  ['c', REQUEST],
  ['s', concatBytes([RESPONSE, PING])],
  ['c', PONG],
]);
const conversation = readInflatedConversation(trace);
const words = plainWords(conversation);
const pongIndex = 3;
const CAPTURE = { comment: 'a comment', startedAtMs: 0 };

const scopes: Record<string, ExportScope> = {
  selection: { kind: 'selection', unitIndex: pongIndex, range: { start: 17, end: 40 } },
  pong: { kind: 'unit', unitIndex: pongIndex },
  request: { kind: 'unit', unitIndex: 0 },
  client: { kind: 'stream', direction: 'client-to-server' },
  all: { kind: 'all' },
};
const scopeNamed = (name: string): ExportScope => scopes[name] ?? { kind: 'all' };

describe('forms', () => {
  test.each([
    ['selection', SOURCE_FORM_IDS],
    ['pong', [...SOURCE_FORM_IDS, 'json', 'markdown', 'svg']],
    ['request', [...SOURCE_FORM_IDS, 'json', 'markdown']],
    ['client', SOURCE_FORM_IDS],
    ['all', ['hex', 'json', 'csv', 'markdown', 'pcapng']],
  ])('of %s', (name, forms) => {
    expect(formsFor(scopeNamed(name), conversation)).toEqual(forms);
  });

  test('each gives something for each scope that it fits', () => {
    for (const scope of Object.values(scopes)) {
      for (const form of formsFor(scope, conversation)) {
        const [piece] = exportFilePieces(scope, form, conversation, words, CAPTURE);
        expect(piece?.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('bytes', () => {
  test.each([
    ['selection', fromHex('37fa21')],
    ['pong', PONG],
    ['client', concatBytes([REQUEST, PONG])],
  ])('of %s, in each form of source', (name, bytes) => {
    const scope = scopeNamed(name);
    expect(sizeOfScope(scope, conversation)).toBe(bytes.length);
    for (const form of SOURCE_FORM_IDS) {
      expect(exportText(scope, form, conversation, words)).toBe(toSource(form, bytes));
    }
  });

  test('of both directions are one line each, with its sender', () => {
    const text = exportText(scopeNamed('all'), 'hex', conversation, words);
    const hex = (bytes: Uint8Array) => toHex(bytes, ' ');
    expect(text).toBe(
      `C: ${hex(REQUEST)}\nS: ${hex(RESPONSE)}\nS: ${hex(PING)}\nC: ${hex(PONG)}\n`,
    );
    expect(sizeOfScope(scopeNamed('all'), conversation)).toBe(
      REQUEST.length + RESPONSE.length + PING.length + PONG.length,
    );
  });
});

/** What Decode makes of a text that is pasted. */
function connectionOf(text: string): ReadConnection {
  const [reading] = readPaste(text);
  if (reading === undefined) throw new Error(`expected a reading of "${text}", got none`);
  expect(reading.problems).toEqual([]);
  expect(reading.connections).toHaveLength(1);
  return reading.connections[0]!;
}

const traceOfText = (text: string): Trace => pastedTrace(connectionOf(text)).trace;

/** The bytes in the order of sending, joined where one side goes on: "c: 8100". */
function turnsOf(
  events: readonly Pick<TraceEvent, 'direction' | 'range'>[],
  streams: Trace['streams'],
): string[] {
  const turns: { direction: Direction; hex: string }[] = [];
  for (const { direction, range } of events) {
    const hex = toHex(streams[direction].read(range.start, range.end));
    const last = turns.at(-1);
    if (last?.direction === direction) last.hex += hex;
    else turns.push({ direction, hex });
  }
  return turns.map(({ direction, hex }) => `${direction}: ${hex}`);
}

describe('what is pasted again', () => {
  const pieces = fc
    .array(fc.tuple(fc.constantFrom('c' as const, 's' as const), anyStream), {
      minLength: 1,
      maxLength: 5,
    })
    .filter((each) => each.some(([, bytes]) => bytes.length > 0));

  test('has the same bytes from the same senders, whichever rules they break', () => {
    fc.assert(
      fc.property(pieces, (each) => {
        const before = readInflatedConversation(traceOf(each));
        const text = exportText({ kind: 'all' }, 'hex', before, plainWords(before));
        const after = traceOfText(text);
        for (const direction of DIRECTIONS) {
          expect(toHex(readStream(after, direction))).toBe(
            toHex(readStream(before.trace, direction)),
          );
        }
        // Units of both sides are exported in the order of their first bytes.
        expect(turnsOf(after.events, after.streams)).toEqual(
          turnsOf(before.units, before.trace.streams),
        );
      }),
      { seed: 6455, numRuns: 300 },
    );
  });

  test.each([
    ['an unmasked frame of a client', 'c', '810548656c6c6f'],
    ['a masked frame of a server', 's', '818537fa213d7f9f4d5158'],
  ] as const)('is still %s', (_, from, hex) => {
    const before = readInflatedConversation(traceOf([[from, fromHex(hex)]]));
    const text = exportText({ kind: 'all' }, 'hex', before, plainWords(before));
    const after = readInflatedConversation(traceOfText(text));
    const rulesOf = (each: Conversation) => each.findings.map(({ violation }) => violation.id);
    expect(rulesOf(after)).toEqual(rulesOf(before));
    expect(rulesOf(after)).toHaveLength(1);
  });

  test('has the bytes around a gap', () => {
    const before = readInflatedConversation(
      traceWithGaps([
        ['c', '8185 37fa213d 7f9f4d5158'],
        ['s', '8108 4865'],
        ['s', 6],
        ['s', '8102 6869'],
      ]),
    );
    const text = exportText({ kind: 'all' }, 'hex', before, plainWords(before));
    expect(text).toContain('# Server: Unit 2: not-captured, 6 B\n');
    const after = traceOfText(text);
    expect(turnsOf(after.events, after.streams)).toEqual([
      'client-to-server: 818537fa213d7f9f4d5158',
      'server-to-client: 8108486581026869',
    ]);
  });

  // A few characters of Python or base64 could be other forms.
  test.each(['hex', 'hexdump', 'c', 'javascript'] as const)(
    'in the form %s has the same bytes',
    (form) => {
      const someBytes = fc.oneof(anyStream, fc.uint8Array({ maxLength: 70 }));
      fc.assert(
        fc.property(
          someBytes.filter(({ length }) => length > 0),
          (bytes) => {
            expect(toHex(connectionOf(toSource(form, bytes)).bytes)).toBe(toHex(bytes));
          },
        ),
        { seed: 6455, numRuns: 200 },
      );
    },
  );
});

test('JSON, Markdown and SVG are those of the unit, or of all', () => {
  const unit = JSON.parse(exportText(scopeNamed('pong'), 'json', conversation, words)) as object;
  expect(unit).toMatchObject({ format: 'ws-101-unit/1', unit: { title: 'Unit 3: frame' } });
  const all = JSON.parse(exportText(scopeNamed('all'), 'json', conversation, words)) as object;
  expect(all).toMatchObject({ format: 'ws-101-conversation/1' });
  expect(exportText(scopeNamed('pong'), 'markdown', conversation, words)).toMatch(/^## Unit 3/);
  expect(exportText(scopeNamed('all'), 'markdown', conversation, words)).toMatch(/^# Conversation/);
  expect(exportText(scopeNamed('pong'), 'svg', conversation, words)).toContain('Unit 3: frame');
});

test('a unit that there is not is a mistake', () => {
  const nowhere = { kind: 'unit', unitIndex: 9 } as const;
  expect(() => exportText(nowhere, 'hex', conversation, words)).toThrow('expected a unit 9');
  expect(() => exportText(nowhere, 'svg', conversation, words)).toThrow('expected a unit 9');
  expect(sizeOfScope(nowhere, conversation)).toBe(0);
});

test('scopes have labels, and files have names', () => {
  const named = Object.values(scopes).map((scope) => [
    scopeLabel(scope, sizeOfScope(scope, conversation), conversation),
    exportFileName(scope, 'hex', conversation),
  ]);
  expect(named).toEqual([
    ['The selection, 3 bytes', 'bytes.txt'],
    ['Frame 2, 11 bytes', 'frame-2.txt'],
    [`Request, ${REQUEST.length} bytes`, 'head-1.txt'],
    [`Everything the client sent, ${REQUEST.length + 11} bytes`, 'client-to-server.txt'],
    [`Both directions, ${sizeOfScope({ kind: 'all' }, conversation)} bytes`, 'connection.txt'],
  ]);
  expect(exportFileName(scopeNamed('pong'), 'svg', conversation)).toBe('frame-2.svg');
  expect(Object.keys(EXPORT_FORMS)).toEqual(EXPORT_FORM_IDS);
});
