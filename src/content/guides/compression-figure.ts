/** The settings and sentences of the figures of compression. */

import { formatBytes, formatMemory } from '#content/compare/numbers.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { takeoverMemory } from '#core/operations/deflate-memory.ts';
import { MessageDeflater } from '#core/protocol/compression/message-deflater.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import { encodeMessage } from '#core/traffic/workload/app-message.ts';
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

export const BOMB_SIZE = 1_000_000;

/** Zeros, which compress best. */
export function bombSize(): number {
  const deflater = new MessageDeflater({ contextTakeover: false, windowBits: 15 });
  return deflater.compress(new Uint8Array(BOMB_SIZE)).length;
}

export const HELLO = toUtf8('Hello');

/** Sent twice. */
export function helloSizes(): readonly number[] {
  const deflater = new MessageDeflater({ contextTakeover: true, windowBits: 15 });
  return [HELLO, HELLO].map((message) => deflater.compress(message).length);
}
