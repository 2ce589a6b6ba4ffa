import { expect, test } from 'vitest';
import {
  bytesKindOf,
  frameByteKind,
  opcodeByteKind,
  unitByteKind,
} from '#core/conversation/unit-byte-kind.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { leafFields } from '#core/dissection/field.ts';
import { frameUnit, unitOf } from './any-unit.ts';
import { traceOf } from './streams.ts';
import { fromHex } from '#core/bytes/hex.ts';

test.each([
  { name: 'continuation', opcode: 0x0, payload: 'data', own: 'flag' },
  { name: 'text', opcode: 0x1, payload: 'data', own: 'flag' },
  { name: 'binary', opcode: 0x2, payload: 'data', own: 'flag' },
  { name: 'reserved data', opcode: 0x7, payload: 'data', own: 'flag' },
  { name: 'Close', opcode: 0x8, payload: 'close', own: 'close' },
  { name: 'Ping', opcode: 0x9, payload: 'flag', own: 'flag' },
  { name: 'Pong', opcode: 0xa, payload: 'flag', own: 'flag' },
  { name: 'reserved control', opcode: 0xf, payload: 'flag', own: 'flag' },
])('a $name frame is $payload, and its opcode $own', ({ opcode, payload, own }) => {
  expect(frameByteKind({ opcode })).toBe(payload);
  expect(opcodeByteKind({ opcode })).toBe(own);
});

test.each<{ kind: Exclude<Unit['kind'], 'frame'>; whole: string; bytes: string | null }>([
  { kind: 'request', whole: 'http', bytes: 'http' },
  { kind: 'response', whole: 'http', bytes: 'http' },
  { kind: 'body', whole: 'http', bytes: 'http' },
  { kind: 'cut-head', whole: 'http', bytes: 'http' },
  { kind: 'cut-header', whole: 'close', bytes: 'flag' },
  { kind: 'payload-rest', whole: 'data', bytes: 'data' },
  { kind: 'not-captured', whole: 'tcp', bytes: null },
  { kind: 'unplaced', whole: 'tcp', bytes: null },
  { kind: 'after-close', whole: 'close', bytes: null },
  { kind: 'not-read', whole: 'close', bytes: null },
])('a unit of kind $kind is $whole, and its bytes $bytes', ({ kind, whole, bytes }) => {
  const unit = unitOf(kind);
  if (unit.kind === 'frame') throw new TypeError('expected another unit than a frame');
  expect(unitByteKind(unit)).toBe(whole);
  expect(bytesKindOf(unit)).toBe(bytes);
});

test.each(['81 01 61', '88 02 03 e8', '89 01 61'])('%s has the kind of its dissection', (hex) => {
  const unit = frameUnit(hex);
  const { fields } = dissectUnit(traceOf([['s', fromHex(hex)]]), unit);
  expect(leafFields(fields).at(-1)?.kind).toBe(unitByteKind(unit));
});
