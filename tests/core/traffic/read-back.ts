import { constants, gunzipSync, inflateRawSync } from 'node:zlib';
import { decodeFrame } from '#core/protocol/framing/frame.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { decodeHttpHead, type HttpHead } from '#core/protocol/http/http-head.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { noBytes, type ByteCounts, type BytePurpose } from '#core/traffic/counting/byte-counts.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';

export type ReadBack = {
  readonly counts: ByteCounts;
  /**
   * Every message found in a body, an event or a frame, as hex, by direction, in the order of the
   * streams.
   */
  readonly messages: Readonly<Record<Direction, readonly string[]>>;
};

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Counts again, from nothing but the serialized bytes, what the model counted without them. */
export function readBack(traces: readonly Trace[], plan: WirePlan): ReadBack {
  const counts = noBytes();
  const messages: Record<Direction, string[]> = { 'client-to-server': [], 'server-to-client': [] };
  for (const trace of traces) {
    for (const direction of DIRECTIONS) readDirection(trace, direction);
  }
  return { counts, messages };

  function readDirection(trace: Trace, direction: Direction): void {
    const bytes = readStream(trace, direction);
    const inflater = new Inflater();
    const stream = new Inflater();
    let kind: 'http' | 'frames' | 'chunks' = 'http';
    for (let at = 0; at < bytes.length;) {
      const rest = bytes.subarray(at);
      if (kind === 'frames') at += readFrame(rest, direction, inflater);
      else if (kind === 'chunks') at += readChunk(rest, stream);
      else {
        const { head, size } = readHttp(rest, direction);
        at += size;
        if (findField(head.fields, 'Upgrade') !== null) kind = 'frames';
        if (findField(head.fields, 'Transfer-Encoding') !== null) kind = 'chunks';
      }
    }
  }

  function readHttp(bytes: Uint8Array, direction: Direction): { head: HttpHead; size: number } {
    const reading = decodeHttpHead(bytes);
    if (reading.kind !== 'head') throw new Error('expected a head');
    expectSound(reading.violations);
    const { head } = reading;
    const length = Number(findField(head.fields, 'Content-Length')?.value ?? 0);
    const body = bytes.subarray(head.size, head.size + length);
    if (body.length !== length) throw new Error(`expected ${length} bytes of body`);
    counts[purposeOfHead(head)] += head.size;
    // A post's body is the message; an answer's is a list.
    if (direction === 'client-to-server') {
      counts.payload += length;
      if (length > 0) messages[direction].push(toHex(body));
    } else readBody(body, direction);
    return { head, size: head.size + length };
  }

  function readBody(body: Uint8Array, direction: Direction): void {
    if (!plan.isCompressed || body.length === 0) return readList(body, direction);
    // What is compressed can't be separated: all of it counts as payload.
    counts.payload += body.length;
    messages[direction].push(...elementsOf(gunzipSync(body)).map(toHex));
  }

  function readList(body: Uint8Array, direction: Direction): void {
    const found = elementsOf(body);
    const payload = found.reduce((sum, element) => sum + element.length, 0);
    counts.payload += payload;
    counts['body-wrapping'] += body.length - payload;
    messages[direction].push(...found.map(toHex));
  }

  function elementsOf(body: Uint8Array): Uint8Array[] {
    if (body.length === 0) return [];
    if (plan.format === 'binary') return prefixedElements(body);
    const list = JSON.parse(Buffer.from(body).toString('utf8')) as unknown[];
    return list.map((element) =>
      Buffer.from(plan.format === 'text' ? (element as string) : JSON.stringify(element)),
    );
  }

  function readChunk(bytes: Uint8Array, stream: Inflater): number {
    const text = Buffer.from(bytes).toString('latin1');
    const [line = ''] = text.split('\r\n', 1);
    const length = Number.parseInt(line, 16);
    const start = line.length + 2;
    const size = start + length + 2;
    const chunk = bytes.subarray(start, start + length);
    const event = plan.isCompressed
      ? Buffer.from(stream.inflateChunk(chunk)).toString('latin1')
      : text.slice(start, start + length);
    if (event === ':\n\n') {
      counts.heartbeat += size;
      return size;
    }
    const [, data = ''] = /^(?:id: \d+\n)?data: (.*)\n\n$/.exec(event) ?? [];
    const message = Buffer.from(data, plan.format === 'binary' ? 'base64' : 'latin1');
    const payload = plan.isCompressed ? length : message.length;
    counts.payload += payload;
    counts['event-framing'] += size - payload;
    messages['server-to-client'].push(toHex(message));
    return size;
  }

  function readFrame(bytes: Uint8Array, direction: Direction, inflater: Inflater): number {
    const reading = decodeFrame(bytes);
    if (reading.kind !== 'frame') throw new Error('expected a whole frame');
    const { header, headerSize, payload } = reading.frame;
    if (header.opcode === OPCODE.close) counts.closing += reading.size;
    else if (header.opcode > OPCODE.binary) counts.heartbeat += reading.size;
    else {
      const keySize = header.maskingKey === null ? 0 : MASKING_KEY_SIZE;
      counts['frame-header'] += headerSize - keySize;
      counts['masking-key'] += keySize;
      readContent(payload, header.rsv1, direction, inflater);
    }
    return reading.size;
  }

  function readContent(
    payload: Uint8Array,
    isCompressed: boolean,
    direction: Direction,
    inflater: Inflater,
  ): void {
    const content = isCompressed ? inflater.inflate(payload) : payload;
    const before = { ...counts };
    if (plan.isCoalesced) readList(content, direction);
    else {
      counts.payload += content.length;
      messages[direction].push(toHex(content));
    }
    // What is compressed can't be separated: all of it counts as payload.
    if (!isCompressed) return;
    Object.assign(counts, before);
    counts.payload += payload.length;
  }
}

/**
 * Node's zlib, given all of a direction's messages again each time: it takes no context over by
 * itself.
 */
class Inflater {
  readonly #parts: Buffer[] = [];
  #size = 0;

  inflate(payload: Uint8Array): Uint8Array {
    this.#parts.push(Buffer.from(payload), Buffer.from([0, 0, 0xff, 0xff]));
    return this.#next();
  }

  /** A flushed part of a gzip stream. The first contains the header. */
  inflateChunk(chunk: Uint8Array): Uint8Array {
    const headerSize = this.#parts.length === 0 ? 10 : 0;
    this.#parts.push(Buffer.from(chunk.subarray(headerSize)));
    return this.#next();
  }

  #next(): Uint8Array {
    const all = inflateRawSync(Buffer.concat(this.#parts), {
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    const content = all.subarray(this.#size);
    this.#size = all.length;
    return content;
  }
}

function prefixedElements(body: Uint8Array): Uint8Array[] {
  const view = Buffer.from(body);
  const elements: Uint8Array[] = [];
  for (let at = 0; at < view.length;) {
    const length = view.readUInt32BE(at);
    elements.push(view.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return elements;
}

/** What opens a stream or a WebSocket is its handshake. */
function purposeOfHead({ startLine, fields }: HttpHead): BytePurpose {
  const accepts = findField(fields, 'Accept')?.value ?? findField(fields, 'Content-Type')?.value;
  const isOpening = findField(fields, 'Upgrade') !== null || accepts === 'text/event-stream';
  return isOpening ? 'handshake' : `${startLine.kind}-head`;
}

function expectSound(violations: readonly unknown[]): void {
  if (violations.length > 0)
    throw new Error(`expected a sound head: ${JSON.stringify(violations)}`);
}
