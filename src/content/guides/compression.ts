/**
 * The guide to compression, and the sentences of its figure. Sources: RFC 7692 §7 and §8; RFC 1951
 * §2; ws 8.23.
 */

import { formatBytes, formatMemory, formatSize } from '#content/compare/numbers.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { takeoverMemory } from '#core/operations/deflate-memory.ts';
import { MessageDeflater } from '#core/protocol/compression/message-deflater.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import { encodeMessage } from '#core/traffic/workload/app-message.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';
import { sizeText, totalSize, type SizedRow } from './sized-row.ts';

export type CompressionChoice = {
  /** Bytes of a message. */
  readonly size: number;
  /** Base-2 logarithm of the window. */
  readonly windowBits: number;
  readonly connections: number;
};

/** From the server, one after another on one connection. */
const MESSAGES = 50;
/** zlib's default, which pako has too. */
const MEMORY_LEVEL = 8;

function messagesOf(size: number): readonly Uint8Array[] {
  return Array.from({ length: MESSAGES }, (_, index) =>
    encodeMessage({ direction: 'server-to-client', index, madeAtMs: 0, size }, 'json'),
  );
}

export type CompressedStream = 'plain' | 'no-takeover' | 'takeover';

const STREAMS: readonly CompressedStream[] = ['plain', 'no-takeover', 'takeover'];

/** The payloads of the frames. */
export function compressStream(
  stream: CompressedStream,
  { size, windowBits }: Pick<CompressionChoice, 'size' | 'windowBits'>,
): readonly Uint8Array[] {
  const messages = messagesOf(size);
  if (stream === 'plain') return messages;
  const deflater = new MessageDeflater({ contextTakeover: stream === 'takeover', windowBits });
  return messages.map((message) => deflater.compress(message));
}

const STREAM_NAMES: Readonly<Record<CompressedStream, string>> = {
  plain: 'Not compressed',
  'no-takeover': 'Each message alone',
  takeover: 'With context takeover',
};

function compressedRow(stream: CompressedStream, choice: CompressionChoice): SizedRow {
  const payloads = compressStream(stream, choice);
  const headers = payloads.map(({ length }) => frameHeaderSize(minimalLengthForm(length), false));
  const sum = (sizes: readonly number[]) => sizes.reduce((total, each) => total + each, 0);
  return {
    name: STREAM_NAMES[stream],
    parts: [
      { name: 'frame headers', kind: 'flag', size: sum(headers), isPayload: false },
      {
        name: 'payloads',
        kind: 'data',
        size: sum(payloads.map(({ length }) => length)),
        isPayload: true,
      },
    ],
  };
}

export function compressedRows(choice: CompressionChoice): readonly SizedRow[] {
  return STREAMS.map((stream) => compressedRow(stream, choice));
}

export function memoryOf({ windowBits, connections }: CompressionChoice): number {
  return takeoverMemory({ windowBits, memoryLevel: MEMORY_LEVEL }, connections);
}

/** What the choice saves and costs. */
export function compressionOutcome(choice: CompressionChoice, rows: readonly SizedRow[]): string {
  const [plain = 0, alone = 0, together = 0] = rows.map(totalSize);
  const { size, connections } = choice;
  const grows = alone > plain ? ', which is more than before' : '';
  return `${MESSAGES} messages of ${formatBytes(size)} are ${sizeText(plain)} as frames. Compressed each alone, they are ${sizeText(alone)}${grows}. With context takeover, they are ${sizeText(together)}. For that, ${countOf(connections, 'connection')} ${connections === 1 ? 'needs' : 'need'} ${formatMemory(memoryOf(choice))} of memory for windows.`;
}

export const COMPRESSION_CAPTION = `Compressed here by DEFLATE at level 6: ${MESSAGES} different messages of JSON with words. Memory by zlib’s formulas with its usual memory level, for compressing and inflating. Hatched: frame headers.`;

export const COMPRESSION_COLUMNS = [
  'Window',
  'With context takeover',
  'Memory per connection',
  'Memory of all',
] as const;

export function compressionTable(choice: CompressionChoice): readonly (readonly string[])[] {
  return [9, 12, 15].map((windowBits) => {
    const changed = { ...choice, windowBits };
    return [
      formatMemory(2 ** windowBits),
      sizeText(totalSize(compressedRow('takeover', changed))),
      formatMemory(memoryOf({ ...changed, connections: 1 })),
      formatMemory(memoryOf(changed)),
    ];
  });
}

const SECRET = 'session=4f1c2d3e';

/** Bytes of a message with a guess, after one that contains the secret. */
export function guessSize(guess: string): number {
  const deflater = new MessageDeflater({ contextTakeover: true, windowBits: 15 });
  deflater.compress(toUtf8(`{"user":"anna","${SECRET}"}`));
  return deflater.compress(toUtf8(`{"search":"${guess}"}`)).length;
}

export const RIGHT_GUESS = SECRET;
export const WRONG_GUESS = 'session=9b7a8c60';

const BOMB_SIZE = 1_000_000;

/** Zeros, which compress best. */
export function bombSize(): number {
  const deflater = new MessageDeflater({ contextTakeover: false, windowBits: 15 });
  return deflater.compress(new Uint8Array(BOMB_SIZE)).length;
}

const HELLO = toUtf8('Hello');

/** Sent twice. */
export function helloSizes(): readonly number[] {
  const deflater = new MessageDeflater({ contextTakeover: true, windowBits: 15 });
  return [HELLO, HELLO].map((message) => deflater.compress(message).length);
}

const largest = () => computed(formatMemory(memoryOf({ size: 1, windowBits: 15, connections: 1 })));

const [plainHello, firstHello, secondHello] = [HELLO.length, ...helloSizes()].map((size) =>
  computed(formatBytes(size)),
);

export const COMPRESSION: Guide = {
  topic: 'permessage-deflate: what it saves, costs and leaks',
  answer: [
    'Both sides can agree in the handshake to compress messages with DEFLATE. JSON that repeats then shrinks to a fraction, if each message may refer to those before it. That is called context takeover.',
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
