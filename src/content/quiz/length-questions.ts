/** Questions about how a frame contains its length. Each has its sources in `references`. */

import { toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { frameHeaderSize, MASK_BIT } from '#core/protocol/framing/frame-header.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  encodeExtendedLength,
  extendedLengthSize,
  MAX_LENGTH,
  minimalLengthForm,
  sevenBitsOf,
  type LengthForm,
} from '#core/protocol/framing/payload-length.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { longestPayloadIn } from '#core/story/notable-frames.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { atExample, atStep } from './question-place.ts';
import type { QuestionId } from './question-ids.ts';
import {
  aboutRule,
  aboutStory,
  askBytes,
  askNumber,
  askNumbers,
  type AskedQuestion,
  type QuizSource,
} from './question.ts';

const FORMS: readonly LengthForm[] = [7, 16, 64];

/** The largest payload of the shortest form, and the smallest of each other form. */
const SIZES = [MAX_LENGTH[7], MAX_LENGTH[7] + 1n, MAX_LENGTH[16] + 1n] as const;

const headerSizes = (isMasked: boolean) =>
  SIZES.map((size) => frameHeaderSize(minimalLengthForm(size), isMasked));

const written = (numbers: readonly number[]) => numbers.join(', ');

/** Header sizes for the three `SIZES`. */
function headers(isMasked: boolean): AskedQuestion {
  const right = headerSizes(isMasked);
  const other = headerSizes(!isMasked);
  const [short = 0, middle = 0, long = 0] = right;
  const who = isMasked ? 'browser' : 'server';
  return askNumbers(SIZES.length, {
    question: [
      `A ${who} sends three messages of ${SIZES.map(formatCount)
        .join(', ')
        .replace(
          /, (?=[^ ]*$)/,
          ' and ',
        )} bytes, each in one frame. How many bytes do the three headers have?`,
    ],
    answer: written(right),
    mistakes: [
      [
        written(other),
        isMasked
          ? 'Those are a server’s. A browser’s frames have 4 more bytes: the masking key.'
          : 'Those are a browser’s. A server doesn’t mask, so its frames have no key of 4 bytes.',
      ],
      [
        written([short, short, long]),
        `You let 7 bits contain ${formatCount(SIZES[1])}. They end at ${formatCount(SIZES[0])}: 126 and 127 mean that a longer length follows.`,
      ],
      [
        written([short, middle, middle]),
        `You let 16 bits contain ${formatCount(SIZES[2])}. They end at ${formatCount(SIZES[2] - 1n)}.`,
      ],
      [
        written(FORMS.map(extendedLengthSize)),
        'Those are the extended lengths alone. A header has at least two bytes before them.',
      ],
      [
        written([short, short + 1, short + 2]),
        'The length doesn’t grow byte by byte: it has 7 bits, or 2 further bytes, or 8.',
      ],
      [written([short, middle, middle + 2]), 'The longest form has 8 further bytes, not 4.'],
    ],
    why: [
      `Two bytes, then ${FORMS.map(extendedLengthSize).join(', ')} bytes of extended length`,
      isMasked ? `, then ${MASKING_KEY_SIZE} of masking key.` : '. A server adds no masking key.',
    ],
    references: [rfc(6455, '5.2')],
    place: atStep('three-lengths', 'server-binary-3'),
  });
}

/** For a message that needs an extended length. */
function longHeader(size: number): AskedQuestion {
  const form = minimalLengthForm(size);
  return askNumber({
    question: [
      `A browser sends a message of ${formatCount(size)} bytes in one frame. How many bytes does its header have?`,
    ],
    answer: String(frameHeaderSize(form, true)),
    mistakes: [
      [
        frameHeaderSize(form, false),
        'That is a server’s. A browser adds a masking key of 4 bytes.',
      ],
      [
        frameHeaderSize(form === 64 ? 16 : 64, true),
        form === 64
          ? `A 16-bit length ends at ${formatCount(MAX_LENGTH[16])}. This one needs 64 bits.`
          : 'That is the longest form. A sender has to use the shortest form that can contain the length.',
      ],
      [
        frameHeaderSize(7, true),
        `Seven bits contain lengths up to ${formatCount(MAX_LENGTH[7])}. The rest needs more bytes.`,
      ],
      [frameHeaderSize(7, false), 'Those are only the first two bytes of the header.'],
    ],
    why: [
      `Two bytes, ${form / 8} for a length of ${form} bits, ${MASKING_KEY_SIZE} for the masking key. A server’s header has ${frameHeaderSize(form, false)}.`,
    ],
    references: [rfc(6455, '5.2')],
    place: atStep('three-lengths', 'server-binary-3'),
  });
}

const REPEATED = 63;

const characters = aboutRule('data', () => {
  const size = toUtf8('é'.repeat(REPEATED)).length;
  const form = minimalLengthForm(size);
  return askNumber({
    question: [
      `A server sends “é” ${REPEATED} times as text. How many bytes does the frame’s header have?`,
    ],
    answer: String(frameHeaderSize(form, false)),
    mistakes: [
      [
        frameHeaderSize(minimalLengthForm(REPEATED), false),
        'You counted characters, not bytes. “é” has two bytes in UTF-8.',
      ],
      [
        frameHeaderSize(form, true),
        'That is a browser’s, with a masking key. A server must not mask.',
      ],
      [
        frameHeaderSize(64, false),
        `That is the longest form. ${countOf(size, 'byte')} fit into 16 bits of length.`,
      ],
      [size, 'That is the payload. The question is about the header.'],
    ],
    why: [
      `The length counts bytes, not characters. These are ${size} bytes, which need the ${form}-bit form.`,
    ],
    references: [rfc(6455, '5.2'), rfc(6455, '5.6')],
    place: atStep('three-lengths', 'server-binary-2'),
  });
});

const SHORT = 124;

/** The second byte of a frame, and its extended length. */
function lengthBytes(form: LengthForm, isMasked: boolean): string {
  const bytes = new Uint8Array(1 + extendedLengthSize(form));
  bytes[0] = sevenBitsOf(form, SHORT) | (isMasked ? MASK_BIT : 0);
  encodeExtendedLength(form, SHORT, bytes, 1);
  return toHex(bytes, ' ');
}

const minimal = aboutRule('data', () => {
  const frame = encodeFrame({
    opcode: OPCODE.binary,
    maskingKey: null,
    payload: new Uint8Array(SHORT),
  });
  return askBytes({
    question: [
      `A server sends ${SHORT} bytes in one frame. After its first byte, which bytes may it write as the length?`,
    ],
    answer: toHex(frame.subarray(1, frame.length - SHORT), ' '),
    mistakes: [
      [
        lengthBytes(16, false),
        'A 16-bit field could contain it, but a sender must use the shortest form. Browsers reject this.',
      ],
      [
        lengthBytes(64, false),
        'A 64-bit field could contain it, but a sender must use the shortest form.',
      ],
      [lengthBytes(7, true), 'You set the mask bit. A server must not mask.'],
      [
        toHex(toUtf8(String(SHORT)), ' '),
        'Those are the digits as text. The length is a binary number.',
      ],
      [
        toHex(Uint8Array.of(0, SHORT), ' '),
        'Two bytes follow only after 126. Up to 125, the seven bits contain the length.',
      ],
    ],
    why: [
      'Only one form is right for each length: “the minimal number of bytes MUST be used”. Otherwise the same frame could be written in three ways.',
    ],
    // Source: measured; Chromium 156 and Firefox 153 reject 5 bytes written with a 16-bit length
    // (src/content/rules/peer-verdicts-measured.ts).
    references: [rfc(6455, '5.2')],
    place: atExample('length-16-not-minimal'),
  });
});

export const LENGTH_QUESTIONS = {
  'data.server-headers': aboutRule('data', () => headers(false)),
  'data.client-headers': aboutRule('data', () => headers(true)),
  'data.long-header': aboutStory(
    'data',
    ({ conversation }) => {
      const size = longestPayloadIn(conversation);
      return minimalLengthForm(size) === 7 ? null : size;
    },
    Number(SIZES[2]),
    longHeader,
  ),
  'data.characters': characters,
  'data.minimal': minimal,
} as const satisfies Partial<Record<QuestionId, QuizSource>>;
