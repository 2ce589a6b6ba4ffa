import { describe, expect, test } from 'vitest';
import { readConversation, type Conversation } from '#core/conversation/conversation.ts';
import { EditedPlaces } from '#core/editing/edited-places.ts';
import type { Edit } from '#core/editing/edit.ts';
import { DEFAULT_CHOICES } from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import { judgementOf } from '#core/workbench/judgement.ts';
import { MadeBytes } from '#core/workbench/made-bytes.ts';
import { pasteFixture, textInput } from './inputs.ts';

function decode(text: string, edits: readonly Edit[] = []) {
  const choices = DEFAULT_CHOICES;
  const decoded = new InputReader().read({ input: textInput(text), choices, edits, maxUnits: 100 });
  const { original, conversation, source } = decoded;
  const made = new MadeBytes(source, new EditedPlaces(original, conversation.trace, edits));
  return { decoded, units: conversation.units, made };
}

describe('made bytes', () => {
  test('are the headers of frames around payloads', () => {
    const { units, made } = decode(pasteFixture('har-messages-only.txt'));
    expect(units.map((unit) => made.rangesOf(unit))).toEqual(
      units.map((unit) => [{ start: 0, end: unit.kind === 'frame' ? unit.headerSize : 0 }]),
    );
    expect(units.every((unit) => made.isMadeFrame(unit))).toBe(true);
  });

  test('are the placeholders of a head, but not its fields', () => {
    const { units, made } = decode(pasteFixture('devtools-response-fields-only.txt'));
    const [first] = made.rangesOf(units[0]!);
    expect(first?.start).toBe(0);
    expect(first?.end).toBeGreaterThanOrEqual('HTTP/1.1 101'.length);
    expect(made.isMadeFrame(units[0]!)).toBe(false);
  });

  test('are none if the text has all of them, a star for repeated lines included', () => {
    const row = '61'.repeat(16).replaceAll(/(.{4})/g, '$1 ');
    const text = `00000000: 827e 003c ${row.slice(0, 30)}\n00000010: ${row}\n*\n00000040:\n`;
    const { units, made } = decode(text);
    expect(units.map((unit) => made.rangesOf(unit))).toEqual(units.map(() => []));
  });

  test('are no longer made once the reader changes them', () => {
    const edit: Edit = {
      direction: 'server-to-client',
      range: { start: 0, end: 1 },
      bytes: Uint8Array.of(0xc1),
    };
    const { units, made, decoded } = decode('hello there', [edit]);
    expect(made.rangesOf(units[0]!)).toEqual([{ start: 1, end: 2 }]);
    expect(decoded.conversation.findings.map(({ violation }) => violation.id)).toEqual([
      'frame.reserved-bit',
    ]);
  });
});

describe('findings', () => {
  const har = (opcode: number, data: string) =>
    JSON.stringify([
      { type: 'receive', time: 1, opcode: 1, data: 'a' },
      { type: 'receive', time: 2, opcode, data },
    ]);
  const idsIn = ({ findings }: Conversation) => findings.map(({ violation }) => violation.id);

  test('are not about a header that was made', () => {
    const { decoded } = decode(har(0, 'cmVzdA=='));
    // A continuation without a first frame.
    expect(idsIn(readConversation(decoded.original))).not.toEqual([]);
    expect(idsIn(decoded.conversation)).toEqual([]);
  });

  test('about the payload of a made frame stay', () => {
    const { decoded } = decode(har(8, 'A+0='));
    expect(decoded.reading?.isReconstructed).toBe(true);
    expect(idsIn(decoded.conversation)).toEqual([expect.stringMatching(/^close\.code/)]);
  });
});

describe('what can be judged', () => {
  test.each([
    ['har-messages-only', { madeFrames: 'all' }],
    ['close-codes-prose', { madeFrames: 'all' }],
    ['node-buffer-cut', { madeFrames: 'none', isIncomplete: true }],
    ['efbfbd-spaced', { isAltered: true, problems: 1 }],
    ['devtools-response-fields-only', { hasPlaceholders: true }],
    ['backticked-request', { hasAddedLineEnds: true }],
    ['error-two-lines', { madeFrames: 'none', problems: 1 }],
  ])('of %s', (name, judgement) => {
    expect(judgementOf(decode(pasteFixture(`${name}.txt`)).decoded)).toMatchObject(judgement);
  });

  test('of whole frames is everything', () => {
    expect(judgementOf(decode('81 05 48 65 6c 6c 6f').decoded)).toEqual({
      madeFrames: 'none',
      isAltered: false,
      isIncomplete: false,
      hasMoreFrames: false,
      hasPlaceholders: false,
      hasAddedLineEnds: false,
      problems: 0,
      isConductInQuestion: false,
    });
  });

  test('of more frames than are read is those, though no byte is missing', () => {
    expect(judgementOf(decode('89 00\n'.repeat(120)).decoded)).toMatchObject({
      hasMoreFrames: true,
      isIncomplete: false,
    });
  });

  test('of a cut frame is what is there', () => {
    expect(judgementOf(decode('81 05 48').decoded).isIncomplete).toBe(true);
  });
});
