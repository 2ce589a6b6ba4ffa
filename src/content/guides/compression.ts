/** The guide to compression. Sources: RFC 7692 §7 and §8; RFC 1951 §2; ws 8.23. */

import { formatBytes, formatMemory, formatSize } from '#content/compare/numbers.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';
import {
  memoryOf,
  guessSize,
  RIGHT_GUESS,
  WRONG_GUESS,
  bombSize,
  helloSizes,
  BOMB_SIZE,
  HELLO,
} from './compression-figure.ts';

const largest = () => computed(formatMemory(memoryOf({ size: 1, windowBits: 15, connections: 1 })));

const [plainHello, firstHello, secondHello] = [HELLO.length, ...helloSizes()].map((size) =>
  computed(formatBytes(size)),
);

export const COMPRESSION: Guide = {
  topic: 'permessage-deflate: what it saves, costs and leaks',
  answer: [
    'In the handshake, both sides can negotiate to compress messages with DEFLATE. JSON that repeats can then shrink to a fraction, if each message may refer to those before it. That is called context takeover.',
    'For that, each connection keeps a window of past bytes in memory, all the time. And if an attacker’s text and a secret share a window, sizes reveal the secret. So use it for repetitive text, with a smaller window, and not for secrets.',
  ],
  sections: [
    {
      title: 'What it saves',
      text: [
        `A short message alone barely shrinks. “Hello” is even longer when it is compressed: ${firstHello} instead of ${plainHello}. Sent again with context takeover, it is ${secondHello}. [RFC 7692 §7.2.3.2]`,
        'So the gain is between messages. Keys of JSON, names and dates come again and again, and DEFLATE replaces them by references. Without takeover, each message starts with an empty window.',
        'Images, video and encrypted data don’t shrink. A sender may leave any message as it is. The bit RSV1 says which are compressed. [RFC 7692 §6]',
      ],
    },
    {
      title: 'What it costs',
      text: [
        `With the largest window, zlib needs ${largest()} for each connection, whether it sends or not. The window’s size can be negotiated, and small ones save nearly as much for small messages. [RFC 7692 §7.1.2]`,
        'The library websockets for Python needs {websockets-plain-memory} for a connection without compression, and {websockets-deflate-memory} with its usual settings.',
        '[ws for Node leaves it off on servers by default]{ws-deflate-off}, because of time and memory. Without takeover, connections can share one compressor.',
      ],
    },
    {
      title: 'What it leaks',
      text: [
        `Encryption hides content, not size. If an attacker can add text to a stream that contains a secret, a right guess compresses better. In our compressor, a message with the right guess has ${computed(formatBytes(guessSize(RIGHT_GUESS)))}, one with a wrong guess ${computed(formatBytes(guessSize(WRONG_GUESS)))}.`,
        'This is the attack known as CRIME, for HTTPS. Don’t send secrets over a compressed stream that also contains other people’s text. Or leave those messages uncompressed.',
      ],
    },
    {
      title: 'What can arrive',
      text: [
        `A few bytes can inflate to very many. ${computed(formatSize(BOMB_SIZE))} of zeros are ${computed(formatBytes(bombSize()))} on the wire. So a receiver has to limit what comes out, not only what comes in. [§10.4]`,
        'If one message can’t be inflated, the window is wrong for all later ones. The receiver has to fail the connection. [See such bytes in Decode](#/decode?example=deflate-not-deflate).',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'Compression always makes messages smaller.',
      correction:
        'Short ones grow, if each is compressed alone. Try the smallest size in the figure.',
    },
    {
      claim: 'It is gzip.',
      correction:
        'Both use DEFLATE, but a compressed message has no gzip header. If a payload has one, your own code compressed it.',
    },
    {
      claim: 'TLS makes it safe.',
      correction: 'TLS hides the bytes. The size of each record remains visible.',
    },
    {
      claim: 'The server alone decides.',
      correction:
        'The client has to offer it, and the server accepts. Each side can ask for smaller windows or for no takeover. [RFC 7692 §7.1]',
    },
  ],
  further: [
    '[Two messages that share a window](#/decode?example=rfc-7692-shared-window), byte by byte.',
    '[Watch a compressed conversation](#/learn/compressed), with and without takeover.',
    '[Compare](#/compare) counts all methods with compression.',
  ],
};
