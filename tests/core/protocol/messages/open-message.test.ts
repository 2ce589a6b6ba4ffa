import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { GrowingBuffer } from '#core/bytes/word-buffer.ts';
import {
  makeMessageInflater,
  type MessageInflater,
} from '#core/protocol/compression/message-inflater.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { OpenMessage } from '#core/protocol/messages/open-message.ts';

const KEY = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

/** RFC 7692 §7.2.3.1: "Hello". */
const DEFLATED = Uint8Array.of(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00);

function open(type: 'text' | 'binary', isCompressed = false, maxMessageSize = 1000): OpenMessage {
  const inflater = isCompressed
    ? makeMessageInflater({ contextTakeover: true, windowBits: 15, maxMessageSize })
    : null;
  return new OpenMessage(type, new GrowingBuffer(), inflater);
}

describe('a message', () => {
  test('joins its fragments, masked and not', () => {
    const message = open('text');
    message.beginFragment(3);
    expect(message.append(applyMask(toUtf8('Hel'), KEY), KEY, 0)).toBeNull();
    message.beginFragment(2);
    expect(message.append(toUtf8('lo'), null, 0)).toBeNull();
    expect(message.end()).toBeNull();
    expect(fromUtf8(message.data)).toBe('Hello');
    expect(message.fragments).toBe(2);
    expect(message.announcedSize).toBe(5);
    expect(message.type).toBe('text');
    expect(message.isCompressed).toBe(false);
  });

  test('unmasks a frame in pieces by the index in its payload', () => {
    const payload = toUtf8('Hello, fragments');
    const masked = applyMask(payload, KEY);
    const message = open('binary');
    message.beginFragment(payload.length);
    message.append(masked.subarray(0, 3), KEY, 0);
    message.append(masked.subarray(3, 14), KEY, 3);
    message.append(masked.subarray(14), KEY, 14);
    expect(toHex(message.data)).toBe(toHex(payload));
  });

  test('can be empty', () => {
    const message = open('text');
    message.beginFragment(0);
    expect(message.end()).toBeNull();
    expect(message.data).toHaveLength(0);
  });
});

describe('text that is not UTF-8', () => {
  const at = (index: number) => ({ start: index * 8, end: (index + 1) * 8 });

  test('is reported at its first invalid byte', () => {
    for (const key of [null, KEY]) {
      const payload = Uint8Array.of(0x61, 0x62, 0xff, 0x63);
      const message = open('text');
      message.beginFragment(4);
      expect(message.append(key ? applyMask(payload, key) : payload, key, 0)).toMatchObject({
        id: 'message.text-not-utf8',
        range: at(2),
      });
    }
  });

  test('is reported at ASCII that interrupts a character', () => {
    const message = open('text');
    message.beginFragment(1);
    expect(message.append(Uint8Array.of(0xc3), null, 0)).toBeNull();
    message.beginFragment(1);
    const ascii = applyMask(toUtf8('a'), KEY);
    expect(message.append(ascii, KEY, 0)).toMatchObject({ range: at(1) });
  });

  test.each([
    { name: 'masked', key: KEY },
    { name: 'unmasked', key: null },
  ])('is reported at its index in the message after $name ASCII', ({ key }) => {
    const message = open('text');
    for (const text of ['Hello', ', ', 'fragments']) {
      message.beginFragment(text.length);
      const payload = toUtf8(text);
      expect(message.append(key ? applyMask(payload, key) : payload, key, 0)).toBeNull();
    }
    message.beginFragment(1);
    expect(message.append(Uint8Array.of(0xff), null, 0)).toMatchObject({ range: at(16) });
  });

  test('can split a character between fragments, but not at the end', () => {
    const whole = open('text');
    whole.beginFragment(1);
    whole.append(Uint8Array.of(0xc3), null, 0);
    whole.beginFragment(1);
    expect(whole.append(Uint8Array.of(0xbc), null, 0)).toBeNull();
    expect(whole.end()).toBeNull();
    expect(fromUtf8(whole.data)).toBe('ü');
    const cut = open('text');
    cut.beginFragment(2);
    cut.append(Uint8Array.of(0x61, 0xc3), null, 0);
    expect(cut.end()).toMatchObject({ id: 'message.text-not-utf8', range: at(1) });
  });

  test('is no fault of a binary message', () => {
    const message = open('binary');
    message.beginFragment(1);
    expect(message.append(Uint8Array.of(0xff), null, 0)).toBeNull();
    expect(message.end()).toBeNull();
  });
});

describe('a compressed message', () => {
  test('is inflated, in pieces and masked', () => {
    const masked = applyMask(DEFLATED, KEY);
    const message = open('text', true);
    message.beginFragment(DEFLATED.length);
    expect(message.append(masked.subarray(0, 2), KEY, 0)).toBeNull();
    expect(message.append(masked.subarray(2), KEY, 2)).toBeNull();
    expect(message.end()).toBeNull();
    expect(fromUtf8(message.data)).toBe('Hello');
    expect(message.isCompressed).toBe(true);
  });

  test('reports what does not inflate', () => {
    const message = open('text', true);
    message.beginFragment(1);
    expect(message.append(Uint8Array.of(0x07), null, 0)).toMatchObject({
      id: 'deflate.block-type',
    });
  });

  test('reports a message that ends too early when it ends', () => {
    const message = open('text', true);
    message.beginFragment(3);
    expect(message.append(DEFLATED.subarray(0, 3), null, 0)).toBeNull();
    expect(message.end()).toMatchObject({ id: 'deflate.cut-short' });
  });

  test('reports a size over the limit', () => {
    const message = open('text', true, 4);
    message.beginFragment(DEFLATED.length);
    expect(message.append(DEFLATED, null, 0)).toMatchObject({ id: 'message.too-big' });
  });

  test('joins the pieces that one chunk inflates to, up to invalid text', () => {
    const inflateTo = (...pieces: Uint8Array[]) => {
      const result = { pieces, breach: null };
      const inflater = { feed: () => result } as unknown as MessageInflater;
      const message = new OpenMessage('text', new GrowingBuffer(), inflater);
      message.beginFragment(1);
      return { violation: message.append(Uint8Array.of(0), null, 0), message };
    };
    const valid = inflateTo(toUtf8('Hel'), toUtf8('lo'));
    expect(valid.violation).toBeNull();
    expect(fromUtf8(valid.message.data)).toBe('Hello');
    const invalid = inflateTo(Uint8Array.of(0x61, 0xff), toUtf8('lo'));
    expect(invalid.violation).toMatchObject({
      id: 'message.text-not-utf8',
      range: { start: 8, end: 16 },
    });
  });

  test('checks what it inflates to as text', () => {
    // A stored block with the byte ff, then the empty block of a flush, without its tail.
    const stored = Uint8Array.of(0x00, 0x01, 0x00, 0xfe, 0xff, 0xff, 0x00);
    const message = open('text', true);
    message.beginFragment(stored.length);
    const violation = message.append(stored, null, 0);
    expect(violation).toMatchObject({ id: 'message.text-not-utf8', range: { start: 0, end: 8 } });
  });
});
