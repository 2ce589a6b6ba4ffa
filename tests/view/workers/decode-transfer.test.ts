import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readStream } from '#core/trace/trace.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import {
  DEFAULT_CHOICES,
  type Decoded,
  type DecodeInput,
  type DecodeRequest,
} from '#core/workbench/decoded.ts';
import { buffersOf, DecodedAssembly, packDecoded } from '#view/workers/decode-transfer.ts';

const text = (input: string): DecodeInput => ({ kind: 'text', text: input });

function file(name: string): DecodeInput {
  const bytes = new Uint8Array(
    readFileSync(path.join(import.meta.dirname, '../../fixtures', name)),
  );
  return { kind: 'file', name, bytes };
}

const REQUESTS: readonly (readonly [string, Partial<DecodeRequest>])[] = [
  ['masked frames', { input: text('818537fa213d7f9f4d5158 8980a1a2a3a4') }],
  ['a cut frame, and none', { input: text('8105486500') }],
  ['what is no frame', { input: text('160301020001000001') }],
  ['more frames than a piece holds', { input: text('810161'.repeat(1200)) }],
  [
    'frames of 126 bytes and more',
    {
      input: text(`82fe007e00000000${'61'.repeat(126)}817f0000000000010000${'62'.repeat(65_536)}`),
    },
  ],
  ['a capture of both directions', { input: file('captures/base.pcapng') }],
  ['a capture with a gap', { input: file('captures/missing-segment.pcap') }],
  [
    'compressed messages',
    {
      input: text('c107f248cdc9c90700 c105f200110000'),
      choices: {
        ...DEFAULT_CHOICES,
        compression: {
          client: { contextTakeover: true, windowBits: 15 },
          server: { contextTakeover: true, windowBits: 15 },
        },
      },
    },
  ],
  [
    'edited bytes',
    {
      input: text('810548656c6c6f'),
      edits: [
        { direction: 'server-to-client', range: { start: 2, end: 3 }, bytes: Uint8Array.of(0x4a) },
      ],
    },
  ],
];

/** As plain data, so that arrays of different realms are equal. */
const asData = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      ArrayBuffer.isView(part) ? [...(part as Uint8Array)] : part,
    ),
  );

/** Replaces the streams, which are functions, by their bytes. */
function plain({ source, original, conversation, ...rest }: Decoded) {
  const bytesOf = (trace: typeof original) => [
    readStream(trace, 'client-to-server'),
    readStream(trace, 'server-to-client'),
  ];
  const { trace, ...reading } = conversation;
  return {
    ...rest,
    ...reading,
    source: source?.data,
    bytes: [bytesOf(original), bytesOf(trace)],
    events: trace.events,
  };
}

describe('what a worker decoded', () => {
  test.each(REQUESTS)('arrives as it was: %s', (_, request) => {
    const decoded = new InputReader().read({
      input: text(''),
      choices: DEFAULT_CHOICES,
      edits: [],
      maxUnits: Infinity,
      ...request,
    });
    expect(decoded.conversation.units.length).toBeGreaterThan(0);
    const before = asData(plain(decoded));
    const assembly = new DecodedAssembly();
    let arrived: Decoded | null = null;
    for (const piece of packDecoded(decoded)) {
      arrived = assembly.take(structuredClone(piece, { transfer: buffersOf(piece) }));
    }
    expect(asData(arrived && plain(arrived))).toEqual(before);
  });
});
