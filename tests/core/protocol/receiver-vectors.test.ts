import { describe, expect, test } from 'vitest';
import { bytesEqual, concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { decodeFrame, encodeFrame } from '#core/protocol/framing/frame.ts';
import { isDefinedOpcode } from '#core/protocol/framing/opcode.ts';
import { isMinimalLength } from '#core/protocol/framing/payload-length.ts';
import { chunksOf, cut, judge, receive, VECTORS, type Outcome } from './receiver-vectors.ts';

/** An outcome without the violations, whose ranges are not the vectors' concern. */
const essence = ({ received, pending }: Outcome) => ({
  pending,
  received: received.map((item) =>
    item.kind === 'failure' ? { kind: item.kind, id: item.violation.id } : item,
  ),
});

const show = (outcome: Outcome) => JSON.stringify(essence(outcome)).slice(0, 300);

test('there are 688 of them', () => {
  expect(VECTORS).toHaveLength(688);
});

test.each(VECTORS)('$id: $title', (vector) => {
  const chunks = chunksOf(vector);
  const before = chunks.map((chunk) => chunk.slice());
  const outcome = receive(vector, chunks);
  expect(judge(vector, outcome), show(outcome)).not.toBe('disagree');
  expect(chunks.every((chunk, index) => bytesEqual(chunk, before[index]!))).toBe(true);
});

test('if two outcomes conform, ours is the recommended one except for these', () => {
  const others = VECTORS.filter(
    (vector) => judge(vector, receive(vector, chunksOf(vector))) === 'also',
  );
  const ids = others.map(({ id }) => id);
  // A length that is not minimal is the sender's fault; the receiver reads on (RFC 6455 §5.2).
  const isTolerated = (id: string) => /^length-nonminimal/.test(id);
  expect(ids.filter(isTolerated)).toHaveLength(7);
  expect(ids.filter((id) => !isTolerated(id))).toEqual([]);
});

describe('however the stream is cut', () => {
  const short = VECTORS.map((vector) => ({
    ...vector,
    stream: concatBytes(chunksOf(vector)),
  })).filter(({ stream }) => stream.length <= 5000);

  test('each outcome is the same in one piece and byte by byte', () => {
    for (const vector of short) {
      const whole = receive(vector, [vector.stream]);
      const single = receive(vector, cut(vector.stream, 1));
      expect(essence(single), vector.id).toEqual(essence(whole));
    }
  });

  test('nothing fails before a byte that could not be right', () => {
    for (const { stream, ...vector } of short) {
      const earliest = vector.expect.fail?.earliest ?? null;
      if (earliest === null) continue;
      const { received } = receive(vector, [stream.subarray(0, earliest - 1)]);
      expect(
        received.some(({ kind }) => kind === 'failure'),
        vector.id,
      ).toBe(false);
    }
  });
});

describe('every frame of the vectors', () => {
  const framed = VECTORS.flatMap((vector) => {
    const stream = concatBytes(chunksOf(vector));
    const frames = vector.expect.frames ?? [];
    return stream.length > 70_000 ? [] : [{ id: vector.id, stream, frames }];
  });

  test('has the header in the vector', () => {
    for (const { id, stream, frames } of framed) {
      for (const frame of frames) {
        const reading = decodeFrameHeader(stream, frame.at);
        if (reading.kind !== 'header') throw new TypeError(`expected a header in ${id}`);
        const { header, size } = reading;
        expect(size, id).toBe(frame.head);
        expect(header, id).toMatchObject({
          isFinal: frame.fin,
          rsv1: (frame.rsv & 4) !== 0,
          rsv2: (frame.rsv & 2) !== 0,
          rsv3: (frame.rsv & 1) !== 0,
          opcode: frame.opcode,
          maskingKey: frame.key === null ? null : fromHex(frame.key),
          payloadLength: { value: frame.length },
        });
      }
    }
  });

  test('is written as it was read, if it can be written', () => {
    let written = 0;
    for (const { id, stream, frames } of framed) {
      for (const { at } of frames) {
        const reading = decodeFrame(stream, at);
        if (reading.kind !== 'frame') continue;
        const { header, payload } = reading.frame;
        const { isFinal, rsv1, opcode, maskingKey } = header;
        const isWritable = isDefinedOpcode(opcode) && isMinimalLength(header.payloadLength);
        if (!isWritable || header.rsv2 || header.rsv3) continue;
        const bytes = encodeFrame({ isFinal, rsv1, opcode, maskingKey, payload });
        expect(bytesEqual(bytes, stream.subarray(at, at + reading.size)), id).toBe(true);
        written++;
      }
    }
    expect(written).toBeGreaterThan(490);
  });
});
