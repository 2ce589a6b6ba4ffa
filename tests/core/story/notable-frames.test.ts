import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  compressedSizesIn,
  firstCloseIn,
  longestPayloadIn,
  maskedByteIn,
  shortTextIn,
} from '#core/story/notable-frames.ts';
import { VARIANTS } from '../scenarios/variants.ts';

const KEY = fromHex('0a0b0c0d');
const read = (...frames: Uint8Array[]) => readConversation(rawTrace(concatBytes(frames)));
const text = (payload: string, maskingKey: Uint8Array | null = null, isFinal = true) =>
  encodeFrame({ isFinal, opcode: OPCODE.text, maskingKey, payload: toUtf8(payload) });
const rest = (payload: string) =>
  encodeFrame({ opcode: OPCODE.continuation, maskingKey: null, payload: toUtf8(payload) });

describe('a short text', () => {
  test.each([
    { name: 'of one byte', frames: [text('a')], expected: 'a' },
    { name: 'of 40 bytes', frames: [text('b'.repeat(40))], expected: 'b'.repeat(40) },
    { name: 'after a longer one', frames: [text('b'.repeat(41)), text('c')], expected: 'c' },
    { name: 'after an empty one', frames: [text(''), text('d')], expected: 'd' },
    { name: 'that is masked', frames: [text('e', KEY)], expected: 'e' },
    { name: 'in two fragments', frames: [text('f', null, false), rest('g')], expected: null },
    { name: 'that is unfinished', frames: [text('f', null, false)], expected: null },
    { name: 'with RSV1 set', frames: [fromHex('c10161')], expected: null },
  ])('$name', ({ frames, expected }) => {
    expect(shortTextIn(read(...frames))).toBe(expected);
  });
});

describe('a masked byte', () => {
  test('is the fifth, which meets the first byte of the key again', () => {
    expect(maskedByteIn(read(text('Hello', KEY)))).toEqual({
      maskingKey: KEY,
      index: 4,
      keyIndex: 0,
      data: 0x6f,
      key: 0x0a,
      wire: 0x65,
    });
  });

  test.each([
    { name: 'frames without a mask', frames: [text('Hello')] },
    { name: 'masked frames of 10 bytes', frames: [text('Hell', KEY)] },
    { name: 'a frame with RSV1 set', frames: [fromHex('c1850a0b0c0d 0000000000')] },
  ])('is not taken from $name', ({ frames }) => {
    expect(maskedByteIn(read(...frames))).toBeNull();
  });
});

test('the longest payload is that of any frame', () => {
  expect(longestPayloadIn(read(text('a'), text('bcd'), text('ef')))).toBe(3);
  expect(longestPayloadIn(read())).toBe(0);
});

test('the first Close counts', () => {
  const close = (code: string) => fromHex(`8802${code}`);
  expect(firstCloseIn(read(text('a'), close('03e9')))).toEqual({ code: 1001, reason: '' });
  expect(firstCloseIn(read(text('a')))).toBeNull();
});

test('compressed sizes are those of the first compressed frame', () => {
  const { conversation } = VARIANTS.find(({ name }) => name === 'compressed, takeover')!.story;
  const unit = conversation.units.find((one) => one.kind === 'frame' && one.inflation);
  if (unit?.kind !== 'frame') throw new Error('expected a compressed frame');
  expect(compressedSizesIn(conversation)).toEqual({
    inflated: unit.inflation!.bytes.length,
    deflated: unit.range.end - unit.range.start - unit.headerSize,
  });
  expect(compressedSizesIn(read(text('a')))).toBeNull();
  expect(toHex(unit.inflation!.bytes)).not.toBe('');
});
