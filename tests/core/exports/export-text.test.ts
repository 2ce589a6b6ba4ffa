import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import {
  EXPORT_FORM_IDS,
  exportText,
  formsFor,
  sizeOfScope,
  type ExportScope,
} from '#core/exports/export-text.ts';
import { SOURCE_FORM_IDS, toSource } from '#core/exports/source-forms.ts';
import { readText } from '#core/notations/read-text.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { pastedTrace } from '#core/notations/pasted-trace.ts';
import { readStream } from '#core/trace/trace.ts';
import { EXPORT_FORMS, exportFileName, scopeLabel } from '#content/decode/export-forms.ts';
import { REQUEST, RESPONSE, traceOf } from '../conversation/streams.ts';
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
    ['pong', EXPORT_FORM_IDS],
    ['request', [...SOURCE_FORM_IDS, 'json', 'markdown']],
    ['client', SOURCE_FORM_IDS],
    ['all', ['hex', 'json', 'markdown']],
  ])('of %s', (name, forms) => {
    expect(formsFor(scopeNamed(name), conversation)).toEqual(forms);
  });

  test('each gives something for each scope that it fits', () => {
    for (const scope of Object.values(scopes)) {
      for (const form of formsFor(scope, conversation)) {
        expect(exportText(scope, form, conversation, words)).not.toBe('');
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

  test('of both directions are one line each, the server’s indented', () => {
    const text = exportText(scopeNamed('all'), 'hex', conversation, words);
    expect(text).toBe(
      `${toHex(REQUEST)}\n\t${toHex(RESPONSE)}\n\t${toHex(PING)}\n${toHex(PONG)}\n`,
    );
    const { trace: again } = pastedTrace(readText(text)[0]!.connections[0]!, 'as-told');
    for (const direction of DIRECTIONS) {
      expect(readStream(again, direction)).toEqual(readStream(trace, direction));
    }
    expect(sizeOfScope(scopeNamed('all'), conversation)).toBe(
      REQUEST.length + RESPONSE.length + PING.length + PONG.length,
    );
  });
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
    ['What is selected, 3 bytes', 'bytes.txt'],
    ['Frame 2, 11 bytes', 'frame-2.txt'],
    [`Request, ${REQUEST.length} bytes`, 'head-1.txt'],
    [`All that the client sent, ${REQUEST.length + 11} bytes`, 'client-to-server.txt'],
    [`Both directions, ${sizeOfScope({ kind: 'all' }, conversation)} bytes`, 'connection.txt'],
  ]);
  expect(exportFileName(scopeNamed('pong'), 'svg', conversation)).toBe('frame-2.svg');
  expect(Object.keys(EXPORT_FORMS)).toEqual(EXPORT_FORM_IDS);
});
