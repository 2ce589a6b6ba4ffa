/** Notes on frames: their sizes, masking, control frames and compression. */

import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { fromHex, toHexByte } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { frameHeaderSize, writeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  MAX_CONTROL_PAYLOAD,
  MAX_LENGTH,
  minimalLengthForm,
  type LengthForm,
} from '#core/protocol/framing/payload-length.ts';
import { PROTOCOL_ERROR } from '#core/protocol/messages/close-code.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { type ChapterNote, HELLO, EXAMPLE_MASK, frameOf, spaced } from './chapter-note.ts';

function helloNote(): ChapterNote {
  const plain = frameOf(HELLO);
  const masked = frameOf(HELLO, { maskingKey: EXAMPLE_MASK });
  const headerSize = masked.length - HELLO.length - MASKING_KEY_SIZE;
  return {
    title: 'The same text from both sides',
    references: [rfc(6455, '5.2'), rfc(6455, '5.7')],
    text: [
      `“${HELLO}” from a server is `,
      { bytes: spaced(plain.subarray(0, 2)), kind: 'flag' },
      ` and the text: ${countOf(plain.length, 'byte')}. From a browser it is `,
      { bytes: spaced(masked.subarray(0, 2)), kind: 'flag' },
      `, a masking key and the masked text: ${countOf(masked.length, 'byte')} (${headerSize} + ${MASKING_KEY_SIZE} + ${HELLO.length}).`,
    ],
    table: null,
  };
}

const LENGTH_FORMS: readonly LengthForm[] = [7, 16, 64];

function headerSizeNote({ units }: Conversation): ChapterNote {
  const forms = units.flatMap((unit) => {
    if (unit.kind !== 'frame') return [];
    const { exact, value } = unit.header.payloadLength;
    return [minimalLengthForm(exact ?? value)];
  });
  const ranges: Readonly<Record<LengthForm, string>> = {
    7: `0–${formatCount(MAX_LENGTH[7])} bytes`,
    16: `${formatCount(MAX_LENGTH[7] + 1n)}–${formatCount(MAX_LENGTH[16])} bytes`,
    64: `${formatCount(MAX_LENGTH[16] + 1n)} bytes or more`,
  };
  return {
    title: 'The size of a header',
    references: [rfc(6455, '5.2')],
    text: [
      `A header grows with the payload. A client’s header has ${MASKING_KEY_SIZE} bytes more, for its masking key.`,
    ],
    table: {
      headings: ['Payload', 'From a server', 'From a client', 'Frames here'],
      rows: LENGTH_FORMS.map((form) => [
        ranges[form],
        countOf(frameHeaderSize(form, false), 'byte'),
        countOf(frameHeaderSize(form, true), 'byte'),
        formatCount(forms.filter((each) => each === form).length),
      ]),
    },
  };
}

const ACCENTS = 63;

function charactersNote(): ChapterNote {
  const size = toUtf8('é'.repeat(ACCENTS)).length;
  return {
    title: 'Bytes, not characters',
    references: [rfc(6455, '5.2'), rfc(6455, '5.6')],
    text: [
      `The length counts bytes. “é” has two in UTF-8, so ${ACCENTS} of them are ${countOf(size, 'byte')}. Their header from a server has ${countOf(frameHeaderSize(minimalLengthForm(size), false), 'byte')}.`,
    ],
    table: null,
  };
}

const SHORT_LENGTH = 124;

function shortestFormNote(): ChapterNote {
  const frame = frameOf(new Uint8Array(SHORT_LENGTH), { opcode: OPCODE.binary });
  const longer = new Uint8Array(frameHeaderSize(16, false));
  const outgoing = {
    opcode: OPCODE.binary,
    maskingKey: null,
    payload: new Uint8Array(SHORT_LENGTH),
  };
  writeFrameHeader(longer, 0, outgoing, 16);
  return {
    title: 'Only the shortest length',
    references: [rfc(6455, '5.2')],
    text: [
      `A sender must write a length in as few bytes as possible. For ${SHORT_LENGTH}, that is `,
      { bytes: toHexByte(frame[1] ?? 0), kind: 'length' },
      '. The longer form ',
      { bytes: spaced(longer.subarray(1)), kind: 'length' },
      ' is not allowed.',
    ],
    table: null,
  };
}

const MASKED_INDEX = 4;

function maskedByteNote(): ChapterNote {
  const letter = HELLO.charAt(MASKED_INDEX);
  const data = toUtf8(HELLO)[MASKED_INDEX] ?? 0;
  const key = EXAMPLE_MASK[MASKED_INDEX % MASKING_KEY_SIZE] ?? 0;
  const frame = frameOf(HELLO, { maskingKey: EXAMPLE_MASK });
  const wire = frame.at(MASKED_INDEX - HELLO.length) ?? 0;
  return {
    title: 'How a byte is masked',
    references: [rfc(6455, '5.3')],
    text: [
      'With the key ',
      { bytes: spaced(EXAMPLE_MASK), kind: 'mask' },
      `, byte ${MASKED_INDEX} of “${HELLO}” (counted from 0) uses key byte ${MASKED_INDEX % MASKING_KEY_SIZE}. “${letter}” is ${toHexByte(data)}, so `,
      {
        bytes: `${toHexByte(data)} XOR ${toHexByte(key)} = ${toHexByte(wire)}`,
        kind: 'mask',
      },
      ' is sent.',
    ],
    table: null,
  };
}

const MASKING_NOTES: readonly ChapterNote[] = [
  {
    title: 'What masking protects',
    references: [rfc(6455, '10.3'), rfc(6455, '5.3')],
    text: [
      'Masking protects proxies from cache poisoning. A page can’t choose the bytes on the wire, so they can’t look like HTTP that a proxy would store. Masking doesn’t protect from eavesdropping, because the key is in the same frame.',
    ],
    table: null,
  },
  {
    title: 'Masking over TLS',
    references: [rfc(6455, '5.1')],
    text: [
      'A client must mask its frames over wss, too. The rule is the same with and without TLS.',
    ],
    table: null,
  },
  {
    title: 'A frame without a mask',
    references: [rfc(6455, '5.1')],
    text: [
      `If a client’s frame isn’t masked, the server must close the connection. It may send a Close frame with ${PROTOCOL_ERROR}.`,
    ],
    table: null,
  },
];

function controlSizeNote(): ChapterNote {
  return {
    title: 'Control frames are small',
    references: [rfc(6455, '5.5')],
    text: [
      `A Close, Ping or Pong frame must not have more than ${countOf(MAX_CONTROL_PAYLOAD, 'byte')} of payload. A Ping with ${MAX_CONTROL_PAYLOAD + 1} is a protocol error.`,
    ],
    table: null,
  };
}

function pingBetweenNote(): ChapterNote {
  const first = frameOf(HELLO.slice(0, 3), { isFinal: false });
  const ping = frameOf('', { opcode: OPCODE.ping });
  const last = frameOf(HELLO.slice(3), { opcode: OPCODE.continuation });
  return {
    title: 'A Ping between fragments',
    references: [rfc(6455, '5.4'), rfc(6455, '5.5.2')],
    text: [
      'A server may send ',
      { bytes: spaced(first), kind: 'data' },
      ', then ',
      { bytes: spaced(ping), kind: 'flag' },
      ', then ',
      { bytes: spaced(last), kind: 'data' },
      `. Control frames may come between fragments. The browser answers with a Pong, and the page gets one message, “${HELLO}”.`,
    ],
    table: null,
  };
}

/** “Hello” in a block with fixed codes: RFC 7692 §7.2.3.1. A test inflates it. */
export const COMPRESSED_HELLO = fromHex('f248cdc9c90700');

function compressedNote(): ChapterNote {
  const frame = frameOf(COMPRESSED_HELLO, { rsv1: true });
  return {
    title: 'Small texts grow',
    references: [rfc(7692, '7.2.3.1')],
    text: [
      `In the RFC’s example, permessage-deflate makes ${countOf(COMPRESSED_HELLO.length, 'byte')} of the ${HELLO.length} of “${HELLO}”. RSV1 is set, so a server’s frame begins with `,
      { bytes: spaced(frame.subarray(0, 2)), kind: 'flag' },
      '.',
    ],
    table: null,
  };
}

/** Counts the frames of the conversation by their size. */
export function dataNotes(conversation: Conversation): readonly ChapterNote[] {
  return [
    helloNote(),
    headerSizeNote(conversation),
    charactersNote(),
    shortestFormNote(),
    maskedByteNote(),
    ...MASKING_NOTES,
    controlSizeNote(),
    pingBetweenNote(),
    compressedNote(),
  ];
}
