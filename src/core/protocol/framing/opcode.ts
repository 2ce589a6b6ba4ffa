/**
 * Opcodes: the kind of a frame, in the last four bits of its first byte (RFC 6455 §5.2, §11.8).
 */

export const OPCODE = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const;

/**
 * Any value from 0 to 15. Reserved ones are included, because decoding accepts them; checking
 * reports them.
 */
export type Opcode = number;

/** An opcode that RFC 6455 defines. Without an extension, a sender uses only these. */
export type DefinedOpcode = (typeof OPCODE)[keyof typeof OPCODE];

export type OpcodeName = keyof typeof OPCODE | 'reserved-data' | 'reserved-control';

/** The sixteen names, indexed by opcode. */
const NAMES: readonly OpcodeName[] = Array.from({ length: 16 }, (_, opcode): OpcodeName => {
  const defined = (Object.keys(OPCODE) as (keyof typeof OPCODE)[]).find(
    (name) => OPCODE[name] === opcode,
  );
  return defined ?? (isControlOpcode(opcode) ? 'reserved-control' : 'reserved-data');
});

/** Throws a `RangeError` if `opcode` is not from 0 to 15. */
export function opcodeName(opcode: Opcode): OpcodeName {
  const name = NAMES[opcode];
  if (name === undefined) throw new RangeError(`expected an opcode of 4 bits, got ${opcode}`);
  return name;
}

/**
 * "Control frames are identified by opcodes where the most significant bit of the opcode is 1"
 * (§5.5).
 */
export function isControlOpcode(opcode: Opcode): boolean {
  return (opcode & 0x8) !== 0;
}

export function isDefinedOpcode(opcode: Opcode): opcode is DefinedOpcode {
  return !opcodeName(opcode).startsWith('reserved');
}
