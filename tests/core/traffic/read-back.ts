import { decodeFrame } from '#core/protocol/frame.ts';
import { findField } from '#core/protocol/field-line.ts';
import { decodeHttpHead, type HttpHead } from '#core/protocol/http-head.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/masking.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { BYTE_PURPOSES, type ByteCounts, type BytePurpose } from '#core/traffic/byte-counts.ts';

export type ReadBack = {
  readonly counts: ByteCounts;
  /** The text of every message found in a body or a frame, by direction, in the order of the streams. */
  readonly texts: Readonly<Record<Direction, readonly string[]>>;
};

/** Counts again, from nothing but the serialized bytes, what the model counted without them. */
export function readBack(traces: readonly Trace[]): ReadBack {
  const counts = Object.fromEntries(BYTE_PURPOSES.map((kind) => [kind, 0])) as Record<
    BytePurpose,
    number
  >;
  const texts: Record<Direction, string[]> = { 'client-to-server': [], 'server-to-client': [] };

  for (const trace of traces) {
    for (const direction of DIRECTIONS) {
      const bytes = readStream(trace, direction);
      let at = 0;
      let isWebSocket = false;
      while (at < bytes.length) {
        at += isWebSocket ? readFrame(bytes.subarray(at), direction) : readHttp(at);
      }

      function readHttp(from: number): number {
        const rest = bytes.subarray(from);
        const reading = decodeHttpHead(rest);
        if (reading.kind !== 'head') throw new Error(`expected a head at ${from}`);
        expectSound(reading.violations);
        const { head } = reading;
        isWebSocket = findField(head.fields, 'Upgrade') !== null;
        const length = Number(findField(head.fields, 'Content-Length')?.value ?? 0);
        const body = Buffer.from(rest.subarray(head.size, head.size + length)).toString('utf8');
        if (body.length !== length) throw new Error(`expected ${length} bytes of body`);
        counts[purposeOfHead(head, isWebSocket)] += head.size;
        const found = bodyTexts(body, direction);
        const payload = found.join('').length;
        counts.payload += payload;
        counts['body-wrapping'] += length - payload;
        texts[direction].push(...found);
        return head.size + length;
      }
    }
  }
  return { counts, texts };

  function readFrame(bytes: Uint8Array, direction: Direction): number {
    const reading = decodeFrame(bytes);
    if (reading.kind !== 'frame') throw new Error('expected a whole frame');
    const { header, headerSize, payload } = reading.frame;
    const keySize = header.maskingKey === null ? 0 : MASKING_KEY_SIZE;
    counts['frame-header'] += headerSize - keySize;
    counts['masking-key'] += keySize;
    counts.payload += payload.length;
    texts[direction].push(Buffer.from(payload).toString('utf8'));
    return reading.size;
  }
}

function purposeOfHead({ startLine }: HttpHead, isWebSocket: boolean): BytePurpose {
  return isWebSocket ? 'handshake' : `${startLine.kind}-head`;
}

/** A post's body is the message; an answer's is a list. */
function bodyTexts(body: string, direction: Direction): string[] {
  if (body === '') return [];
  return direction === 'client-to-server' ? [body] : (JSON.parse(body) as string[]);
}

function expectSound(violations: readonly unknown[]): void {
  if (violations.length > 0)
    throw new Error(`expected a sound head: ${JSON.stringify(violations)}`);
}
