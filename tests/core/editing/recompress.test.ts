import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { messageData, payloadOf } from '#core/conversation/message.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { applyEdit } from '#core/editing/edit.ts';
import { recompress } from '#core/editing/recompress.ts';
import { setByte } from '#core/editing/set-byte.ts';
import { setField } from '#core/editing/set-field.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { encodeOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { encodeOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import { deflateByZlib, deflateEachByZlib, inflateByZlib } from '../protocol/zlib-messages.ts';
import { traceOf } from '../conversation/streams.ts';
import { editIn, fieldOf } from './editing.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const MASK = Uint8Array.of(1, 2, 3, 4);
const TEXTS = ['a frame, a frame, a frame', 'a frame, a message', 'a message, a frame'];

/** Compressed messages of a client in this many frames each, with a ping after each first frame. */
async function conversationWith(parameters = '', fragments = 1): Promise<Conversation> {
  const extensions = `permessage-deflate${parameters}`;
  const compress = parameters === '' ? deflateByZlib : deflateEachByZlib;
  const payloads = await compress(TEXTS.map(toUtf8));
  const frames = payloads.flatMap((payload) => {
    const size = Math.ceil(payload.length / fragments);
    return Array.from({ length: fragments }, (_, index) => {
      const frame = encodeFrame({
        opcode: index === 0 ? 1 : 0,
        rsv1: index === 0,
        isFinal: index === fragments - 1,
        maskingKey: MASK,
        payload: payload.subarray(index * size, (index + 1) * size),
      });
      const ping = encodeFrame({ opcode: 9, maskingKey: MASK, payload: toUtf8('?') });
      return index === 0 ? concatBytes([frame, ping]) : frame;
    });
  });
  return readInflatedConversation(
    traceOf([
      [
        'c',
        encodeOpeningRequest({ target: '/', host: 'a', key: KEY, extensions, origin: 'http://a' }),
      ],
      ['s', encodeOpeningResponse({ key: KEY, extensions })],
      ...frames.map((frame) => ['c', frame] as const),
    ]),
  );
}

const textsOf = ({ messages, units, trace }: Conversation) =>
  messages.map((message) =>
    fromUtf8(messageData(message, units, trace.streams['client-to-server'])),
  );

const compressedFrames = ({ units }: Conversation): FrameUnit[] =>
  units.flatMap((unit) => (unit.kind === 'frame' && unit.inflation ? [unit] : []));

const changed = (conversation: Conversation, frame: number, text: string) => {
  const unit = compressedFrames(conversation)[frame]!;
  const edit = editIn(recompress(conversation, unit, toUtf8(text)));
  return { edit, after: readInflatedConversation(applyEdit(conversation.trace, edit)) };
};

describe('a compressed message with changed content', () => {
  test.each([
    { parameters: '', which: 'and those that refer to it say what they said' },
    {
      parameters: '; client_no_context_takeover',
      which: 'alone where each stands by itself',
    },
  ])('$which', async ({ parameters }) => {
    const conversation = await conversationWith(parameters);
    expect(textsOf(conversation)).toEqual(TEXTS);
    for (const index of [0, 1, 2]) {
      const { after } = changed(conversation, index, 'something else altogether');
      expect(textsOf(after)).toEqual(TEXTS.with(index, 'something else altogether'));
      expect(after.findings).toEqual([]);
      expect(after.units).toHaveLength(conversation.units.length);
    }
  });

  test('is what zlib reads', async () => {
    const { after } = changed(await conversationWith(), 0, 'something else');
    const stream = after.trace.streams['client-to-server'];
    const payloads = compressedFrames(after).map((frame) => payloadOf(frame, stream));
    expect((await inflateByZlib(payloads)).map(fromUtf8)).toEqual(TEXTS.with(0, 'something else'));
  });

  test('leaves later frames alone where nothing in them refers to it', async () => {
    const conversation = await conversationWith();
    const last = compressedFrames(conversation)[2]!;
    const { edit } = changed(conversation, 2, 'short');
    expect(edit.range).toEqual(last.range);
    const apart = await conversationWith('; client_no_context_takeover');
    const first = compressedFrames(apart)[0]!;
    expect(changed(apart, 0, 'short').edit.range).toEqual(first.range);
  });

  test('keeps its frames, and what lies between them', async () => {
    const conversation = await conversationWith('', 2);
    const { after } = changed(conversation, 1, ' and the second half');
    expect(after.units.map(({ kind }) => kind)).toEqual(conversation.units.map(({ kind }) => kind));
    const [first] = compressedFrames(conversation);
    const said = fromUtf8(first!.inflation!.bytes);
    expect(textsOf(after)[0]).toBe(`${said} and the second half`);
    expect(textsOf(after).slice(1)).toEqual(TEXTS.slice(1));
    expect(after.findings).toEqual([]);
  });

  test('can be empty', async () => {
    const { after } = changed(await conversationWith(), 1, '');
    expect(textsOf(after)).toEqual(TEXTS.with(1, ''));
  });
});

test('a field and a byte of what a message inflates to can be set, given a compressor', async () => {
  const conversation = await conversationWith();
  const unit = compressedFrames(conversation)[1]!;
  const field = fieldOf(conversation, unit, 'payload.text');
  const value = { kind: 'text' as const, text: 'new' };
  expect(setField(conversation, unit, field, value)).toEqual({
    kind: 'problem',
    problem: 'compressor-missing',
  });
  const byField = editIn(setField(conversation, unit, field, value, { recompress }));
  expect(textsOf(readInflatedConversation(applyEdit(conversation.trace, byField)))).toEqual(
    TEXTS.with(1, 'new'),
  );
  const place = { buffer: 'inflated' as const, offset: 0 };
  const byByte = editIn(setByte(conversation, unit, place, 0x41, { recompress }));
  expect(textsOf(readInflatedConversation(applyEdit(conversation.trace, byByte)))[1]).toBe(
    'A frame, a message',
  );
});

describe('a message whose beginnings the trace does not have', () => {
  const middle = async () => {
    const whole = await conversationWith();
    const stream = whole.trace.streams['client-to-server'];
    const frames = compressedFrames(whole).slice(1);
    return readInflatedConversation(
      traceOf(frames.map(({ range }) => ['c', stream.read(range.start, range.end)] as const)),
      { compression: whole.compression },
    );
  };

  test('is not rewritten from guesses', async () => {
    const conversation = await middle();
    const [unit] = compressedFrames(conversation);
    expect(unit!.inflation!.unknown).not.toEqual([]);
    expect(recompress(conversation, unit!, toUtf8('x'))).toEqual({
      kind: 'problem',
      problem: 'content-unknown',
    });
  });
});

test('a frame that is not compressed is not compressed again', () => {
  const conversation = readInflatedConversation(traceOf([['s', Uint8Array.of(0x81, 1, 0x61)]]));
  const [unit] = conversation.units;
  expect(unit?.kind === 'frame' && recompress(conversation, unit, toUtf8('b')).kind).toBe(
    'problem',
  );
});
