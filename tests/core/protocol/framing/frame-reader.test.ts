import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { FrameReader, type FrameSink } from '#core/protocol/framing/frame-reader.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';

/**
 * Records what a reader finds. Payload pieces of one frame are joined, because chunks can split
 * them anywhere.
 */
class Notebook implements FrameSink {
  readonly notes: string[] = [];
  #payload = '';
  #index = 0;
  readonly #stopAt: string | null;

  constructor(stopAt: string | null = null) {
    this.#stopAt = stopAt;
  }

  takeHeaderStart(): boolean {
    return true;
  }

  takeHeader(header: { opcode: number }): boolean {
    this.#payload = '';
    this.#index = 0;
    return this.#note('header', `header ${header.opcode}`);
  }

  takePayload(bytes: Uint8Array, index: number): boolean {
    expect(index).toBe(this.#index);
    expect(bytes.length).toBeGreaterThan(0);
    this.#index += bytes.length;
    this.#payload += toHex(bytes);
    return this.#stopAt !== 'payload';
  }

  takeEnd(): boolean {
    return this.#note('end', `end ${this.#payload}`);
  }

  #note(step: string, note: string): boolean {
    this.notes.push(note);
    return this.#stopAt !== step;
  }
}

/** Lets the reader have a whole chunk. */
function feed(reader: FrameReader, chunk: Uint8Array): void {
  const cursor = { at: 0 };
  while (cursor.at < chunk.length && !reader.isStopped) reader.readFrame(chunk, cursor);
}

function read(
  chunks: readonly Uint8Array[],
  stopAt: string | null = null,
): { notes: string[]; reader: FrameReader } {
  const notebook = new Notebook(stopAt);
  const reader = new FrameReader(notebook);
  for (const chunk of chunks) feed(reader, chunk);
  return { notes: notebook.notes, reader };
}

const HELLO = fromHex('81 85 37 fa 21 3d 7f 9f 4d 51 58');
const EMPTY_PING = fromHex('89 00');

const anyFrame = fc
  .record({
    opcode: fc.constantFrom(...Object.values(OPCODE)),
    maskingKey: fc.option(fc.uint8Array({ minLength: 4, maxLength: 4 })),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.uint8Array({ minLength: 120, maxLength: 140 }),
    ),
  })
  .map(encodeFrame);
const anyStream = fc.array(anyFrame, { maxLength: 6 }).map(concatBytes);

describe('frames', () => {
  test('are found one after the other', () => {
    expect(read([concatBytes([HELLO, EMPTY_PING, HELLO])]).notes).toEqual([
      'header 1',
      'end 7f9f4d5158',
      'header 9',
      'end ',
      'header 1',
      'end 7f9f4d5158',
    ]);
  });

  test('are the same in any pieces, empty ones included', () => {
    fc.assert(
      fc.property(anyStream, fc.array(fc.nat(400)), (stream, cuts) => {
        const ends = [...cuts.toSorted((a, b) => a - b), stream.length];
        const pieces = ends.map((end, index) => stream.slice(ends[index - 1] ?? 0, end));
        const before = pieces.map((piece) => toHex(piece));
        expect(read(pieces).notes).toEqual(read([stream]).notes);
        expect(pieces.map((piece) => toHex(piece))).toEqual(before);
      }),
      { seed: 6455, numRuns: 300 },
    );
  });

  test('are the same byte by byte', () => {
    fc.assert(
      fc.property(anyStream, (stream) => {
        const bytes = [...stream].map((byte) => Uint8Array.of(byte));
        expect(read(bytes).notes).toEqual(read([stream]).notes);
      }),
      { seed: 6455 },
    );
  });

  test('are handed on as views of the chunks they came in', () => {
    const chunk = concatBytes([EMPTY_PING, HELLO]);
    const views: Uint8Array[] = [];
    const reader = new FrameReader({
      takeHeaderStart: () => true,
      takeHeader: () => true,
      takePayload: (bytes) => views.push(bytes) > 0,
      takeEnd: () => true,
    });
    feed(reader, chunk);
    expect(views.map(({ buffer, byteOffset }) => [buffer === chunk.buffer, byteOffset])).toEqual([
      [true, 8],
    ]);
  });
});

describe('what is pending', () => {
  test.each([
    { name: 'nothing at the beginning', hex: '', pending: { part: 'nothing' } },
    { name: 'nothing after a frame', hex: '89 00', pending: { part: 'nothing' } },
    { name: 'the second byte', hex: '89 00 81', pending: { part: 'header', missing: 1 } },
    {
      name: 'the masking key',
      hex: '89 00 81 85 37',
      pending: { part: 'header', missing: 3 },
    },
    {
      name: 'a length and a key',
      hex: '82 ff',
      pending: { part: 'header', missing: 12 },
    },
    { name: 'a payload', hex: '81 05 48', pending: { part: 'payload', missing: 4 } },
    {
      name: '2^63 - 1 bytes that a header claims',
      hex: '82 7f 7f ff ff ff ff ff ff ff 00',
      pending: { part: 'payload', missing: 2 ** 63 - 2 },
    },
  ])('$name', ({ hex, pending }) => {
    const bytes = fromHex(hex);
    expect(read([bytes]).reader.pending).toEqual(pending);
    expect(read([...bytes].map((byte) => Uint8Array.of(byte))).reader.pending).toEqual(pending);
  });
});

describe('a header that chunks cut', () => {
  test('continues at the cursor of the next chunk', () => {
    const notebook = new Notebook();
    const reader = new FrameReader(notebook);
    feed(reader, fromHex('81'));
    // The first two bytes of each chunk were read before, by another reader.
    for (const hex of ['00 00 85', '00 00 37 fa', '00 00 21 3d 7f 9f 4d 51 58']) {
      const chunk = fromHex(hex);
      const cursor = { at: 2 };
      reader.readFrame(chunk, cursor);
      expect(cursor.at).toBe(chunk.length);
    }
    expect(notebook.notes).toEqual(['header 1', 'end 7f9f4d5158']);
  });

  test('is passed on as far as it arrived, and can stop the reader', () => {
    const starts: string[] = [];
    const notebook = new Notebook();
    const reader = new FrameReader({
      takeHeaderStart: (bytes) => starts.push(toHex(bytes)) < 3,
      takeHeader: (header) => notebook.takeHeader(header),
      takePayload: (bytes, index) => notebook.takePayload(bytes, index),
      takeEnd: () => notebook.takeEnd(),
    });
    for (const hex of ['89 00 81', '85', '37']) feed(reader, fromHex(hex));
    expect(starts).toEqual(['81', '8185', '818537']);
    expect(reader.isStopped).toBe(true);
    feed(reader, fromHex('fa 21 3d'));
    expect(notebook.notes).toEqual(['header 9', 'end ']);
  });
});

test.each([
  { hex: '', isBetweenFrames: true },
  { hex: '89', isBetweenFrames: false },
  { hex: '89 00', isBetweenFrames: true },
  { hex: '81 05', isBetweenFrames: false },
  { hex: '81 05 48 65 6c 6c', isBetweenFrames: false },
  { hex: '81 05 48 65 6c 6c 6f', isBetweenFrames: true },
])('is between frames after "$hex": $isBetweenFrames', ({ hex, isBetweenFrames }) => {
  expect(read([fromHex(hex)]).reader.isBetweenFrames).toBe(isBetweenFrames);
});

describe('a sink that returns stop', () => {
  const stream = concatBytes([HELLO, HELLO]);
  test.each([
    { at: 'header', notes: ['header 1'] },
    { at: 'payload', notes: ['header 1'] },
    { at: 'end', notes: ['header 1', 'end 7f9f4d5158'] },
  ])('at the $at hears no more', ({ at, notes }) => {
    expect(read([stream, stream], at).notes).toEqual(notes);
    expect(
      read(
        [...stream].map((byte) => Uint8Array.of(byte)),
        at,
      ).notes,
    ).toEqual(notes);
  });

  test('at the header of an empty frame hears no end', () => {
    expect(read([EMPTY_PING], 'header').notes).toEqual(['header 9']);
  });
});
