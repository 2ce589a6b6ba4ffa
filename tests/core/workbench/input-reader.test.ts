import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Unit } from '#core/conversation/unit.ts';
import type { Edit } from '#core/editing/edit.ts';
import { DIRECTION_MODES } from '#core/paste/assembly/direction-mode.ts';
import { FORM_IDS } from '#core/paste/form.ts';
import { readStream } from '#core/trace/trace.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import type { CompressionChoice, Decoded, DecodeInput } from '#core/workbench/decoded.ts';
import { anyStream, traceOf } from '../conversation/streams.ts';
import { fileInput, requestOf, textInput } from './inputs.ts';

const SEED = { seed: 6455, numRuns: 200 };

const HELLO = textInput('810548656c6c6f');
const WINDOW = { contextTakeover: true, windowBits: 15 };

/** "J" for "H". */
const JELLO: Edit = {
  direction: 'server-to-client',
  range: { start: 2, end: 3 },
  bytes: Uint8Array.of(0x4a),
};

const kindsOf = ({ conversation: { units } }: Decoded): Unit['kind'][] =>
  units.map(({ kind }) => kind);

describe('an input', () => {
  test.each<{ name: string; input: DecodeInput; kinds: Unit['kind'][] }>([
    { name: 'a text', input: HELLO, kinds: ['frame'] },
    { name: 'no text', input: textInput(''), kinds: [] },
    {
      name: 'a binary file',
      input: { kind: 'file', name: 'frame.bin', bytes: Uint8Array.of(0x89, 0) },
      kinds: ['frame'],
    },
    {
      name: 'a trace',
      input: { kind: 'trace', trace: traceOf([['c', Uint8Array.of(0x89, 0x80, 1, 2)]]) },
      kinds: ['cut-header'],
    },
  ])('that is $name is read', ({ input, kinds }) => {
    expect(kindsOf(new InputReader().read(requestOf(input)))).toEqual(kinds);
  });

  test('that is a capture is read from its handshake', () => {
    const { conversation, readings } = new InputReader().read(
      requestOf(fileInput('captures/base.pcapng')),
    );
    expect(conversation.units.slice(0, 2).map(({ kind }) => kind)).toEqual(['request', 'response']);
    expect(readings).toEqual([]);
  });

  test('that is no frame is recognised', () => {
    const { recognised } = new InputReader().read(requestOf(textInput('1603010200010001fc0303')));
    expect(recognised.map(({ recognition }) => recognition.id)).toEqual(['tls-client-hello']);
  });
});

describe('edits', () => {
  test('change what is read, and leave the original', () => {
    const { conversation, original, edits } = new InputReader().read(
      requestOf(HELLO, { edits: [JELLO] }),
    );
    expect(readStream(conversation.trace, 'server-to-client')[2]).toBe(0x4a);
    expect(readStream(original, 'server-to-client')[2]).toBe(0x48);
    expect(conversation.trace.provenance).toMatchObject({ isEdited: true });
    expect(edits).toEqual([JELLO]);
  });

  test('are made in order, each counting bytes after the one before', () => {
    const cut: Edit = { ...JELLO, range: { start: 0, end: 2 }, bytes: new Uint8Array() };
    const first: Edit = { ...JELLO, range: { start: 0, end: 1 } };
    const { conversation } = new InputReader().read(requestOf(HELLO, { edits: [cut, first] }));
    expect([...readStream(conversation.trace, 'server-to-client')]).toEqual([
      0x4a, 0x65, 0x6c, 0x6c, 0x6f,
    ]);
  });
});

describe('choices', () => {
  test.each<{ compression: CompressionChoice; isInflated: boolean }>([
    { compression: 'as-agreed', isInflated: false },
    { compression: 'none', isInflated: false },
    { compression: { client: WINDOW, server: WINDOW }, isInflated: true },
  ])('of compression $compression inflate: $isInflated', ({ compression, isInflated }) => {
    const input = textInput('c107f248cdc9c90700');
    const { conversation } = new InputReader().read(requestOf(input, { choices: { compression } }));
    expect(conversation.units.some((unit) => unit.kind === 'frame' && unit.inflation)).toBe(
      isInflated,
    );
  });

  test('of compression "none" ignore what the handshake negotiated', () => {
    const capture = fileInput('captures/base.pcapng');
    const { compression } = new InputReader().read(
      requestOf(capture, { choices: { compression: 'none' } }),
    ).conversation;
    expect(compression).toBeNull();
  });

  test('limit how many units are read', () => {
    const input = textInput('8900'.repeat(9));
    expect(kindsOf(new InputReader().read(requestOf(input, { maxUnits: 3 })))).toEqual([
      'frame',
      'frame',
      'frame',
      'not-read',
    ]);
  });
});

describe('a reader of inputs', () => {
  test('reads the same text only once, even as a copy', () => {
    const reader = new InputReader();
    const first = reader.read(requestOf(textInput('8900')));
    const second = reader.read(requestOf(textInput('8900'), { edits: [] }));
    expect(second.readings).toBe(first.readings);
  });

  test('reads another text, another file and another kind of input', () => {
    const reader = new InputReader();
    const bytes = Uint8Array.of(0x8a, 0);
    const inputs: DecodeInput[] = [
      textInput('8900'),
      textInput('89008900'),
      { kind: 'file', name: '', bytes },
      { kind: 'file', name: '', bytes: Uint8Array.of(0x8a, 0, 0x8a, 0, 0x8a, 0) },
      { kind: 'trace', trace: traceOf([['s', bytes]]) },
      textInput('89008900'),
    ];
    expect(inputs.map((input) => kindsOf(reader.read(requestOf(input))).length)).toEqual([
      1, 2, 1, 3, 1, 2,
    ]);
  });

  test('never throws, whatever the text and the choices', () => {
    const choices = fc.record({
      reading: fc.option(fc.constantFrom(...FORM_IDS)),
      connection: fc.integer({ min: -3, max: 9 }),
      directions: fc.constantFrom(...DIRECTION_MODES),
      compression: fc.constantFrom<CompressionChoice>('as-agreed', 'none', {
        client: WINDOW,
        server: WINDOW,
      }),
    });
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef x,:<>\n"\\'), maxLength: 60 }),
    );
    const reader = new InputReader();
    fc.assert(
      fc.property(text, choices, (input, chosen) => {
        const { connection, connections } = reader.read(
          requestOf(textInput(input), { choices: chosen }),
        );
        expect(connections[connection]).toBeDefined();
      }),
      SEED,
    );
  });

  test('never throws at the bytes of a file', () => {
    const header = fc.constantFrom([], [0xa1, 0xb2, 0xc3, 0xd4], [0x0a, 0x0d, 0x0d, 0x0a]);
    fc.assert(
      fc.property(header, anyStream, (start, stream) => {
        const bytes = Uint8Array.from([...start, ...stream]);
        const input: DecodeInput = { kind: 'file', name: '', bytes };
        expect(new InputReader().read(requestOf(input)).connection).toBe(0);
      }),
      SEED,
    );
  });
});
