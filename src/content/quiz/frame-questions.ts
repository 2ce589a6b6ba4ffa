/** Questions about a frame's first bytes and sizes. Each has its sources in `references`. */

import { toHex, toHexByte } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { PageSocket } from '#core/page/page-socket.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { FIN_BIT, MASK_BIT, RSV1_BIT } from '#core/protocol/framing/frame-header.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { shortTextIn } from '#core/story/notable-frames.ts';
import type { Story } from '#core/story/story.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';
import type { QuestionId } from './question-ids.ts';
import { atStep } from './question-place.ts';
import { aboutStory, askBytes, askNumber, type QuizSource } from './question.ts';

const NO_KEY = new Uint8Array(MASKING_KEY_SIZE);

/** The text of the RFC's examples (§5.7). */
const SAMPLE = 'Hello';

const textIn = ({ conversation }: Story) => shortTextIn(conversation);

function textFrame(text: string, maskingKey: Uint8Array | null): Uint8Array {
  return encodeFrame({ opcode: OPCODE.text, maskingKey, payload: toUtf8(text) });
}

/** The same pair of bytes with other values. */
const pair = (first: number, second: number) => toHex(Uint8Array.of(first, second), ' ');

/** Characters as a reader counts them, at most what 7 bits contain. */
const charactersOf = (text: string) => [...text].length;

const firstTwo = aboutStory('data', textIn, SAMPLE, (text) => {
  const [first = 0, second = 0] = textFrame(text, null);
  const size = toUtf8(text).length;
  return askBytes({
    question: [
      `A server sends the text ${quoted(text)} in one frame. What are its first two bytes?`,
    ],
    answer: pair(first, second),
    mistakes: [
      [
        pair(first, second | MASK_BIT),
        'That is a browser’s frame: its second byte has the mask bit. A server must not mask.',
      ],
      [
        pair(first, charactersOf(text)),
        `You counted characters, not bytes. In UTF-8, the text has ${countOf(size, 'byte')}.`,
      ],
      [
        pair(first & ~FIN_BIT, second),
        'You left out FIN. Without it, more fragments of this message follow.',
      ],
      [
        pair(FIN_BIT | OPCODE.binary, second),
        'Opcode 2 is binary. The receiver’s code would get bytes instead of a text.',
      ],
      [pair(FIN_BIT, second), 'Opcode 0 continues a message. This one begins here, so it has 1.'],
      [
        pair(first | RSV1_BIT, second),
        'You set RSV1. It means compression, which has to be negotiated first.',
      ],
      [pair(second, first), 'You swapped the two: FIN and the opcode come first, then the length.'],
      [pair(first, second + 2), 'You counted the header. The length is only that of the payload.'],
    ],
    why: [
      { bytes: toHexByte(first), kind: 'flag' },
      ': FIN is 1, no reserved bit is set, opcode 1 for text. ',
      { bytes: toHexByte(second), kind: 'length' },
      `: no mask from a server, and a length of ${size}.`,
    ],
    references: [rfc(6455, '5.2'), rfc(6455, '5.7')],
    place: atStep('hello-and-goodbye', 'server-text-1'),
  });
});

const secondByte = aboutStory('data', textIn, SAMPLE, (text) => {
  const frame = textFrame(text, NO_KEY);
  const second = frame[1] ?? 0;
  const size = toUtf8(text).length;
  return askBytes({
    question: [`A browser sends the text ${quoted(text)} in one frame. What is its second byte?`],
    answer: toHexByte(second),
    mistakes: [
      [
        toHexByte(second & ~MASK_BIT),
        'That is a server’s. A browser masks, so the first bit of this byte is 1.',
      ],
      [toHexByte(MASK_BIT), 'That is the mask bit alone. The other seven bits are the length.'],
      [
        toHexByte(MASK_BIT | charactersOf(text)),
        `You counted characters, not bytes. In UTF-8, the text has ${countOf(size, 'byte')}.`,
      ],
      [
        toHexByte(MASK_BIT | (size + MASKING_KEY_SIZE)),
        'You counted the masking key. It is part of the header; the length is that of the payload.',
      ],
      [
        toHexByte(MASK_BIT | frame.length),
        'You counted the whole frame. The length is only that of the payload.',
      ],
      [toHexByte(frame[0] ?? 0), 'That is the first byte: FIN and the opcode.'],
    ],
    why: [
      `The mask bit is 0x80, the length is ${size}: together `,
      { bytes: toHexByte(second), kind: 'length' },
      '.',
    ],
    references: [rfc(6455, '5.2'), rfc(6455, '5.1')],
    place: atStep('hello-and-goodbye', 'client-text-1'),
  });
});

const clientSize = aboutStory('data', textIn, SAMPLE, (text) => {
  const frame = textFrame(text, NO_KEY);
  const payload = toUtf8(text);
  const header = frame.length - payload.length;
  return askNumber({
    question: [
      `A browser sends the text ${quoted(text)} in one frame, without compression. How many bytes does the frame have?`,
    ],
    answer: String(frame.length),
    mistakes: [
      [
        textFrame(text, null).length,
        'That is what a server needs. A browser adds a masking key of 4 bytes.',
      ],
      [payload.length, 'That is the payload alone. A frame begins with a header.'],
      [
        payload.length + MASKING_KEY_SIZE,
        'You left out the first two bytes: flags and opcode, mask bit and length.',
      ],
      [
        charactersOf(text) + header,
        `You counted characters, not bytes. In UTF-8, the text has ${countOf(payload.length, 'byte')}.`,
      ],
      [charactersOf(text), 'Those are its characters. Count bytes of UTF-8, and add the header.'],
    ],
    why: [
      `A ${header}-byte header, ${MASKING_KEY_SIZE} of them masking key, and ${countOf(payload.length, 'byte')} of payload. Masking doesn’t change their number.`,
    ],
    references: [rfc(6455, '5.2'), rfc(6455, '5.3')],
    place: atStep('hello-and-goodbye', 'client-text-1'),
  });
});

const binary = aboutStory('data', textIn, SAMPLE, (text) => {
  const size = toUtf8(text).length;
  const frame = encodeFrame({ opcode: OPCODE.binary, maskingKey: NO_KEY, payload: toUtf8(text) });
  const first = frame[0] ?? 0;
  return askBytes({
    question: [
      'A page calls ',
      { code: `socket.send(new Uint8Array(${size}))` },
      '. What is the first byte of the frame?',
    ],
    answer: toHexByte(first),
    mistakes: [
      [
        toHexByte(FIN_BIT | OPCODE.text),
        'Opcode 1 is text, and has to be UTF-8. The type of the argument decides: this is binary.',
      ],
      [toHexByte(OPCODE.binary), 'You left out FIN. This frame is its whole message.'],
      [toHexByte(FIN_BIT), 'Opcode 0 continues a message. This one begins here.'],
      [toHexByte(size), 'That is the length, which is in the second byte.'],
      [toHexByte(frame[1] ?? 0), 'That is the second byte: the mask bit and the length.'],
    ],
    why: [
      { bytes: toHexByte(first), kind: 'flag' },
      ': FIN is 1, and opcode 2 is binary. A string would be sent as text, with opcode 1.',
    ],
    references: [rfc(6455, '5.2'), rfc(6455, '5.6')],
    place: atStep('three-lengths', 'server-binary-1'),
  });
});

/** Read by a page that has just called `send()`. */
function bufferedAfterSending(size: number): number {
  const socket = new PageSocket();
  socket.take({ kind: 'opened', protocol: '', extensions: '' });
  socket.take({ kind: 'send-called', size });
  return socket.bufferedAmount;
}

const buffered = aboutStory('data', textIn, SAMPLE, (text) => {
  const size = toUtf8(text).length;
  return askNumber({
    question: [
      'A page calls ',
      { code: `socket.send(${JSON.stringify(text)})` },
      ' on an idle connection. What does ',
      { code: 'socket.bufferedAmount' },
      ' read directly afterwards?',
    ],
    answer: String(bufferedAfterSending(size)),
    mistakes: [
      [
        textFrame(text, NO_KEY).length,
        'That is the frame. bufferedAmount doesn’t count headers and masking keys.',
      ],
      [
        0,
        'It is 0 again after the bytes went to the network, which doesn’t happen while your code runs.',
      ],
      [
        charactersOf(text),
        `You counted characters, not bytes. In UTF-8, the text has ${countOf(size, 'byte')}.`,
      ],
      [textFrame(text, null).length, 'That counts a header. bufferedAmount counts only payloads.'],
    ],
    why: [
      'It counts the bytes of messages that wait to be sent, text as UTF-8, without framing. A page that watches it can slow down.',
    ],
    references: [{ document: 'WHATWG WebSockets', section: 'dom-websocket-bufferedamount' }],
    place: atStep('hello-and-goodbye', 'client-text-1'),
  });
});

export const FRAME_QUESTIONS = {
  'data.first-two': firstTwo,
  'data.second-byte': secondByte,
  'data.client-size': clientSize,
  'data.binary': binary,
  'data.buffered': buffered,
} as const satisfies Partial<Record<QuestionId, QuizSource>>;
