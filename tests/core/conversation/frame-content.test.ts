import { deflateRawSync, constants } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { closePayloadOf, frameContent, messageStart } from '#core/conversation/frame-content.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';

const AGREED = { contextTakeover: true, windowBits: 15 };

function framesOf(bytes: Uint8Array, isCompressed = false) {
  const compression = isCompressed ? { client: AGREED, server: AGREED } : null;
  const conversation = readInflatedConversation(rawTrace(bytes), { compression });
  const units = conversation.units.filter((unit): unit is FrameUnit => unit.kind === 'frame');
  const { streams } = conversation.trace;
  return { units, conversation, stream: streams[units[0]?.direction ?? 'client-to-server'] };
}

describe('what a frame contains', () => {
  test.each([
    { name: 'a text', hex: '81 02 68 69', expected: { kind: 'text', bytes: '6869' } },
    {
      name: 'a masked text',
      hex: '81 82 01020304 696b',
      expected: { kind: 'text', bytes: '6869' },
    },
    { name: 'binary data', hex: '82 01 ff', expected: { kind: 'data', bytes: 'ff' } },
    { name: 'a ping', hex: '89 01 70', expected: { kind: 'control', bytes: '70' } },
    { name: 'a reserved opcode', hex: '83 01 70', expected: { kind: 'data', bytes: '70' } },
    { name: 'a text with RSV1 set', hex: 'c1 01 70', expected: { kind: 'data', bytes: '70' } },
  ])('$name', ({ hex, expected }) => {
    const { units, stream } = framesOf(fromHex(hex));
    const content = frameContent(units[0]!, stream);
    expect(
      content.kind === 'close' ? content : { ...content, bytes: toHex(content.bytes) },
    ).toEqual(expected);
    expect(closePayloadOf(units[0]!, stream)).toBeNull();
  });

  test.each([
    { name: 'a code and a reason', hex: '88 05 03e8 627965', code: 1000, reason: 'bye' },
    { name: 'a masked code', hex: '88 82 01020304 02ea', code: 1000, reason: '' },
    { name: 'nothing', hex: '88 00', code: null, reason: '' },
  ])('a Close with $name', ({ hex, code, reason }) => {
    const { units, stream } = framesOf(fromHex(hex));
    expect(frameContent(units[0]!, stream)).toEqual({ kind: 'close', code, reason });
    expect(closePayloadOf(units[0]!, stream)).toEqual({ code, reason });
  });

  test('fragments have the type of their message', () => {
    const { units, stream } = framesOf(fromHex('01 01 61 80 01 62'));
    expect(units.map((unit) => frameContent(unit, stream).kind)).toEqual(['text', 'text']);
  });

  test('a compressed text is inflated', () => {
    const deflated = deflateRawSync('Hello', { finishFlush: constants.Z_SYNC_FLUSH });
    const payload = deflated.subarray(0, deflated.length - 4);
    const frame = encodeFrame({ rsv1: true, opcode: OPCODE.text, maskingKey: null, payload });
    const { units, stream } = framesOf(frame, true);
    expect(frameContent(units[0]!, stream)).toEqual({ kind: 'text', bytes: toUtf8('Hello') });
    expect(frameContent(units[0]!, stream, 2)).toEqual({ kind: 'text', bytes: toUtf8('He') });
  });

  test('no more than asked for is read', () => {
    const { units, stream } = framesOf(fromHex('81 83 01020304 696b68'));
    expect(frameContent(units[0]!, stream, 2)).toEqual({ kind: 'text', bytes: toUtf8('hi') });
  });
});

test('a message begins with its first frames, until they are more than enough', () => {
  const frames = ['ab', 'cd', 'ef'].map((text, index) =>
    encodeFrame({
      isFinal: index === 2,
      opcode: index === 0 ? OPCODE.text : OPCODE.continuation,
      maskingKey: null,
      payload: toUtf8(text),
    }),
  );
  const { conversation, stream } = framesOf(concatBytes(frames));
  const start = (size: number) =>
    fromUtf8(messageStart(conversation.messages[0]!, conversation.units, stream, size));
  expect([1, 2, 3, 100].map(start)).toEqual(['ac', 'abcd', 'abcd', 'abcdef']);
});
