import { expect, test } from 'vitest';
import {
  isControlOpcode,
  isDefinedOpcode,
  OPCODE,
  opcodeName,
} from '#core/protocol/framing/opcode.ts';

// RFC 6455 §5.2, §11.8
test.each([
  { opcode: 0x0, name: 'continuation', isControl: false, isDefined: true },
  { opcode: 0x1, name: 'text', isControl: false, isDefined: true },
  { opcode: 0x2, name: 'binary', isControl: false, isDefined: true },
  { opcode: 0x3, name: 'reserved-data', isControl: false, isDefined: false },
  { opcode: 0x4, name: 'reserved-data', isControl: false, isDefined: false },
  { opcode: 0x5, name: 'reserved-data', isControl: false, isDefined: false },
  { opcode: 0x6, name: 'reserved-data', isControl: false, isDefined: false },
  { opcode: 0x7, name: 'reserved-data', isControl: false, isDefined: false },
  { opcode: 0x8, name: 'close', isControl: true, isDefined: true },
  { opcode: 0x9, name: 'ping', isControl: true, isDefined: true },
  { opcode: 0xa, name: 'pong', isControl: true, isDefined: true },
  { opcode: 0xb, name: 'reserved-control', isControl: true, isDefined: false },
  { opcode: 0xc, name: 'reserved-control', isControl: true, isDefined: false },
  { opcode: 0xd, name: 'reserved-control', isControl: true, isDefined: false },
  { opcode: 0xe, name: 'reserved-control', isControl: true, isDefined: false },
  { opcode: 0xf, name: 'reserved-control', isControl: true, isDefined: false },
])('$opcode is $name', ({ opcode, name, isControl, isDefined }) => {
  expect(opcodeName(opcode)).toBe(name);
  expect(isControlOpcode(opcode)).toBe(isControl);
  expect(isDefinedOpcode(opcode)).toBe(isDefined);
});

test('each defined opcode is found under its name', () => {
  for (const [name, opcode] of Object.entries(OPCODE)) expect(opcodeName(opcode)).toBe(name);
});

test('expects four bits', () => {
  expect(() => opcodeName(16)).toThrow('expected an opcode of 4 bits, got 16');
});
