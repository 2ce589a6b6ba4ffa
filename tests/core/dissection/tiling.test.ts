/** The law of every dissection: its fields tile each of its buffers, whatever the bytes. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { fieldsOver, type Dissection } from '#core/dissection/dissection.ts';
import { findFieldAt, leafFields, type Field } from '#core/dissection/field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';
import { anyStream, traceOf } from '../conversation/streams.ts';

/** The fields follow one another from `start` to `end`, and so do the parts of each. */
function expectTiles(fields: readonly Field[], start: number, end: number): void {
  let next = start;
  for (const { id, range, children } of fields) {
    expect(range.start, id).toBe(next);
    expect(range.end, id).toBeGreaterThan(range.start);
    if (children.length > 0) expectTiles(children, range.start, range.end);
    next = range.end;
  }
  expect(next).toBe(end);
}

function expectTiled(dissection: Dissection): void {
  for (const [name, bytes] of Object.entries(dissection.buffers)) {
    const buffer = name as BufferName;
    const fields = fieldsOver(dissection, buffer);
    expectTiles(fields, 0, bytes.length * 8);
    for (const leaf of leafFields(fields)) {
      expect(findFieldAt(dissection.fields, buffer, leaf.range.start)).toBe(leaf);
      expect(findFieldAt(dissection.fields, buffer, leaf.range.end - 1)).toBe(leaf);
    }
  }
  const buffers = new Set(dissection.fields.map(({ buffer }) => buffer));
  expect([...buffers].every((buffer) => dissection.buffers[buffer])).toBe(true);
}

describe('fields tile every buffer', () => {
  test('of every unit of any stream', () => {
    fc.assert(
      fc.property(anyStream, (stream) => {
        const trace = traceOf([['c', stream]]);
        for (const unit of readUnits('client-to-server', stream)) {
          expectTiled(dissectUnit(trace, unit));
        }
      }),
      { seed: 6455, numRuns: 500 },
    );
  });

  test('of a frame and of whatever it inflates to', () => {
    const inflation = fc.record({
      bytes: fc.uint8Array({ maxLength: 60 }),
      unknown: fc.constant([]),
      violation: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(2), inflation, (wire, opcode, given) => {
        expectTiled(dissectFrame(wire, { messageOpcode: opcode, inflation: given }));
      }),
      { seed: 7692, numRuns: 500 },
    );
  });

  test('of any bytes that are taken for a frame, with any opcode before it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 150 }), fc.option(fc.nat(15)), (wire, opcode) => {
        const before = wire.slice();
        const dissection = dissectFrame(wire, { messageOpcode: opcode });
        expectTiled(dissection);
        expect(dissection.buffers.wire).toBe(wire);
        expect(wire).toEqual(before);
      }),
      { seed: 6455, numRuns: 500 },
    );
  });

  test('of every first two bytes', () => {
    for (let pair = 0; pair < 65536; pair += 7) {
      const wire = new Uint8Array(20).fill(0x61);
      wire[0] = pair >> 8;
      wire[1] = pair & 0xff;
      const { fields } = dissectFrame(wire);
      const onWire = fields.filter(({ buffer }) => buffer === 'wire');
      expect(onWire[0]?.range.start).toBe(0);
      expect(
        onWire.every(({ range }, at) => range.start === (onWire[at - 1]?.range.end ?? 0)),
      ).toBe(true);
      expect(onWire.at(-1)?.range.end).toBe(160);
    }
  });

  test('of a frame cut anywhere', () => {
    const wire = fromHex('81 fe 00 07 37 fa 21 3d 7f 9f 4d 51 58 db 4f');
    for (let size = 0; size <= wire.length; size++)
      expectTiled(dissectFrame(wire.subarray(0, size)));
  });
});
