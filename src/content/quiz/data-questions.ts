/** Questions about frames: predict the byte. Each has its sources in `references`. */

import { toHex, toHexByte } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { MAX_CONTROL_PAYLOAD, minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import {
  compressedSizesIn,
  longestPayloadIn,
  maskedByteIn,
  shortTextIn,
} from '#core/story/notable-frames.ts';
import type { ChapterId } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { QuizMaker } from './question.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

const NO_KEY = new Uint8Array(MASKING_KEY_SIZE);

/** For a story without a short text. */
const SAMPLE = 'Hello';

function textOf({ conversation }: Story): string {
  return shortTextIn(conversation) ?? SAMPLE;
}

const firstTwoBytes: QuizMaker = (story) => {
  const text = textOf(story);
  const payload = toUtf8(text);
  const frame = encodeFrame({ opcode: OPCODE.text, maskingKey: null, payload });
  return {
    id: 'data.first-two',
    question: [
      `A server sends the text ${quoted(text)} in one frame. What are its first two bytes?`,
    ],
    form: { kind: 'bytes' },
    answer: toHex(frame.subarray(0, 2), ' '),
    why: [
      { bytes: toHexByte(frame[0] ?? 0), kind: 'flag' },
      ': FIN is 1, no reserved bit is set, opcode 1 for text. ',
      { bytes: toHexByte(frame[1] ?? 0), kind: 'length' },
      `: no mask from a server, and a length of ${payload.length}.`,
    ],
    references: [rfc(6455, '5.2'), rfc(6455, '5.7')],
  };
};

const sizeFromBrowser: QuizMaker = (story) => {
  const text = textOf(story);
  const payload = toUtf8(text);
  const frame = encodeFrame({ opcode: OPCODE.text, maskingKey: NO_KEY, payload });
  return {
    id: 'data.client-size',
    question: [`How many bytes does the same frame have if a browser sends it?`],
    form: { kind: 'number' },
    answer: String(frame.length),
    why: [
      `The same header with the mask bit set (its second byte is `,
      { bytes: toHexByte(frame[1] ?? 0), kind: 'length' },
      `), 4 bytes of masking key, and ${countOf(payload.length, 'byte')} of payload. Masking doesn’t change their number.`,
    ],
    references: [rfc(6455, '5.2'), rfc(6455, '5.3')],
  };
};

const maskedByte: QuizMaker = ({ conversation }) => {
  const masked = maskedByteIn(conversation);
  if (masked === null) return null;
  const { index, keyIndex } = masked;
  const data = toHexByte(masked.data);
  const key = toHexByte(masked.key);
  const wire = toHexByte(masked.wire);
  return {
    id: 'data.masked-byte',
    question: [
      'The masking key is ',
      { bytes: toHex(masked.maskingKey, ' '), kind: 'mask' },
      `. Byte ${index} of the payload, counted from 0, is `,
      { bytes: data, kind: 'data' },
      '. Which byte is sent instead?',
    ],
    form: { kind: 'bytes' },
    answer: wire,
    why: [
      `${index} mod 4 is ${keyIndex}, so its key byte is `,
      { bytes: key, kind: 'mask' },
      `: ${data} XOR ${key} = ${wire}. The same operation again restores the byte.`,
    ],
    references: [rfc(6455, '5.3')],
  };
};

/** Null unless the story has a frame that needs a longer length form. */
const longHeader: QuizMaker = ({ conversation }) => {
  const size = longestPayloadIn(conversation);
  const form = minimalLengthForm(size);
  if (form === 7) return null;
  return {
    id: 'data.long-header',
    question: [
      `A browser sends a message of ${formatCount(size)} bytes in one frame. How many bytes does its header have?`,
    ],
    form: { kind: 'number' },
    answer: String(frameHeaderSize(form, true)),
    why: [
      `Two bytes, ${form / 8} for a length of ${form} bits, 4 for the masking key. A server’s header has ${frameHeaderSize(form, false)}.`,
    ],
    references: [rfc(6455, '5.2')],
  };
};

const accents: QuizMaker = (story) => {
  if (longHeader(story) === null) return null;
  const text = 'é'.repeat(63);
  const size = toUtf8(text).length;
  const form = minimalLengthForm(size);
  return {
    id: 'data.characters',
    question: [
      `A server sends “é” 63 times as text. 63 is less than ${MAX_CONTROL_PAYLOAD + 1}. How many bytes does the header have?`,
    ],
    form: { kind: 'number' },
    answer: String(frameHeaderSize(form, false)),
    why: [
      `The length counts bytes, not characters. “é” has two in UTF-8, so these are ${size} bytes, which need the ${form}-bit form.`,
    ],
    references: [rfc(6455, '5.2'), rfc(6455, '5.6')],
  };
};

/** Null without compression. The first message can't refer to earlier ones. */
const compressedSize: QuizMaker = ({ conversation }) => {
  const sizes = compressedSizesIn(conversation);
  if (sizes === null) return null;
  const { inflated, deflated } = sizes;
  return {
    id: 'data.compressed',
    question: [
      `The first compressed message has ${countOf(inflated, 'byte')} when inflated. How many bytes does its payload have on the wire?`,
    ],
    form: { kind: 'number' },
    answer: String(deflated),
    why: [
      deflated > inflated
        ? 'More than before! DEFLATE has its own overhead, and so short a text repeats nothing. '
        : 'DEFLATE replaces repetitions with references. ',
      'RSV1 is set, so that the receiver knows. The sender omits the last four bytes, 00 00 ff ff.',
    ],
    references: [rfc(7692, '7.2.1'), rfc(7692, '7.2.3')],
  };
};

export const DATA_QUESTIONS = {
  data: [compressedSize, longHeader, accents, firstTwoBytes, sizeFromBrowser, maskedByte],
} as const satisfies Partial<Record<ChapterId, readonly QuizMaker[]>>;
