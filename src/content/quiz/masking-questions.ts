/** Questions about masking. Each has its sources in `references`. */

import { toHex, toHexByte } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { PROTOCOL_ERROR } from '#core/protocol/messages/close-code.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { RULES } from '#core/protocol/rules/rules.ts';
import { SAMPLE_MASKING_KEY } from '#core/scenarios/empty-script.ts';
import { maskedByteIn, maskedByteOf } from '#core/story/notable-frames.ts';
import type { QuestionId } from './question-ids.ts';
import { atStep } from './question-place.ts';
import { aboutRule, aboutStory, askBytes, askChoice, type QuizSource } from './question.ts';

const maskedByte = aboutStory(
  'data',
  ({ conversation }) => maskedByteIn(conversation),
  // The “o” of the masked “Hello” in RFC 6455 §5.7.
  maskedByteOf(toUtf8('Hello'), SAMPLE_MASKING_KEY),
  ({ maskingKey, index, keyIndex, data, key, wire }) => {
    const others = [...maskingKey.keys()].filter((at) => at !== keyIndex);
    return askBytes({
      question: [
        'The masking key is ',
        { bytes: toHex(maskingKey, ' '), kind: 'mask' },
        `. Byte ${index} of the payload, counted from 0, is `,
        { bytes: toHexByte(data), kind: 'data' },
        '. Which byte is sent instead?',
      ],
      answer: toHexByte(wire),
      mistakes: [
        [toHexByte(data), 'That is the byte itself, unmasked. It is XORed with a byte of the key.'],
        [toHexByte(key), 'That is the key’s byte. XOR it with the payload’s byte.'],
        ...others.map(
          (at) =>
            [
              toHexByte(data ^ (maskingKey[at] ?? 0)),
              `You used byte ${at} of the key. ${index} mod ${MASKING_KEY_SIZE} is ${keyIndex}, so it is byte ${keyIndex}.`,
            ] as const,
        ),
        [
          toHexByte((data + key) & 0xff),
          'You added the two. XOR compares bits: 1 where they differ.',
        ],
        [toHexByte(data | key), 'That is OR. XOR gives 0 where both bits are 1.'],
        [toHexByte(data & key), 'That is AND. XOR gives 1 where the bits differ.'],
      ],
      why: [
        `${index} mod ${MASKING_KEY_SIZE} is ${keyIndex}, so its key byte is `,
        { bytes: toHexByte(key), kind: 'mask' },
        `: ${toHexByte(data)} XOR ${toHexByte(key)} = ${toHexByte(wire)}. The same operation again restores the byte.`,
      ],
      references: [rfc(6455, '5.3')],
      place: atStep('hello-and-goodbye', 'client-text-1'),
    });
  },
);

const why = aboutRule('data', () =>
  askChoice({
    question: ['What does masking protect against?'],
    answer: 'Bytes that a page plants in proxies',
    mistakes: [
      [
        'Reading the messages on the way',
        'The key is in the same frame, so anyone on the way can unmask. Only TLS hides messages.',
      ],
      [
        'Changed messages',
        'Masking has no checksum: a changed byte is unmasked to another byte. TLS detects changes.',
      ],
      ['Broken bytes on bad lines', 'TCP has a checksum for that. Masking detects no errors.'],
      [
        'Other sites opening connections',
        'Masking happens in every browser, for every site. Checking Origin protects a server.',
      ],
    ],
    why: [
      'Without it, a page could send bytes that an old proxy takes for an HTTP request and its response, and stores for other users: cache poisoning. A new random key makes the bytes unpredictable.',
    ],
    references: [rfc(6455, '10.3'), rfc(6455, '5.3')],
    place: atStep('hello-and-goodbye', 'client-text-1'),
  }),
);

const overTls = aboutRule('data', () =>
  askChoice({
    question: ['Does a browser mask its frames over wss, too?'],
    answer: 'Yes, always',
    mistakes: [
      [
        'No, because TLS encrypts them',
        'Masking isn’t encryption, so TLS doesn’t replace it. And after the end of TLS, a proxy can follow.',
      ],
      [
        'Only if the server asks for it',
        'Masking isn’t negotiated. A server must close the connection if a frame isn’t masked.',
      ],
      ['Only for text', 'Every frame from a client is masked: text, binary, Ping, Pong and Close.'],
    ],
    why: [
      'A client must mask every frame, “whether or not the WebSocket Protocol is running over TLS”.',
    ],
    references: [rfc(6455, '5.1')],
    place: atStep('hello-and-goodbye', 'client-text-1'),
  }),
);

const mustFail = RULES['frame.unmasked-from-client'].receiver === 'must fail';

const unmasked = aboutRule('data', () =>
  askChoice({
    question: ['A server receives a frame from a client that isn’t masked. What must it do?'],
    answer: mustFail ? 'Close the connection' : 'Accept the frame',
    mistakes: [
      [
        'Accept the frame, which is readable',
        'It is readable, but then a page behind a faulty client could choose the bytes on the wire.',
      ],
      [
        'Ignore this frame and read on',
        'Frames can’t be skipped: one may be part of a message. The connection has to end.',
      ],
      [
        'Send a Pong that reports it',
        'Pongs report nothing. A Close frame can contain a code for it.',
      ],
    ],
    why: [`It must close the connection, and may send a Close frame with ${PROTOCOL_ERROR} first.`],
    references: [rfc(6455, '5.1'), rfc(6455, '7.4.1')],
    place: atStep('rules-broken', 'client-text-1', { breach: 'unmasked-client' }),
  }),
);

export const MASKING_QUESTIONS = {
  'data.masked-byte': maskedByte,
  'data.masking-why': why,
  'data.masking-tls': overTls,
  'data.unmasked': unmasked,
} as const satisfies Partial<Record<QuestionId, QuizSource>>;
