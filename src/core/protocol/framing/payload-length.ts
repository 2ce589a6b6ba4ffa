/**
 * The payload length: 7 bits, 7 + 16 bits or 7 + 64 bits (RFC 6455 §5.2).
 *
 * This file alone knows 126 and 127. In the 7-bit field they are not lengths: they mean that the
 * length is in the next 2 or 8 bytes.
 */

import { readUint16, readUint64, writeUint16, writeSafeUint64 } from '#core/bytes/big-endian.ts';

const SIXTEEN_BITS_FOLLOW = 126;
const SIXTY_FOUR_BITS_FOLLOW = 127;

/** The width, in bits, of the field that contains the length. */
export type LengthForm = 7 | 16 | 64;

export type PayloadLength = {
  readonly form: LengthForm;
  /** In bytes. Rounded above 2^53 - 1: see `exact`. */
  readonly value: number;
  /** The exact value, present only above 2^53 - 1, where a number is rounded. */
  readonly exact?: bigint;
};

/** The largest payload of a control frame (§5.5), in bytes. The 7-bit form allows no more. */
export const MAX_CONTROL_PAYLOAD = 125;

const MAX_SEVEN_BITS = 125;
const MAX_SIXTEEN_BITS = 0xffff;

/** The largest length in each form, in bytes. The top bit of the 64-bit form must be 0. */
export const MAX_LENGTH: Readonly<Record<LengthForm, bigint>> = {
  7: BigInt(MAX_SEVEN_BITS),
  16: BigInt(MAX_SIXTEEN_BITS),
  64: 0x7fff_ffff_ffff_ffffn,
};

/** The shortest form for `length`: "the minimal number of bytes MUST be used" (§5.2). */
export function minimalLengthForm(length: number | bigint): LengthForm {
  if (length <= MAX_SEVEN_BITS) return 7;
  return length <= MAX_SIXTEEN_BITS ? 16 : 64;
}

/** The form that the value of the 7-bit field selects. */
export function lengthFormOf(sevenBits: number): LengthForm {
  if (sevenBits === SIXTEEN_BITS_FOLLOW) return 16;
  return sevenBits === SIXTY_FOUR_BITS_FOLLOW ? 64 : 7;
}

/** The size of the extended payload length, in bytes. */
export function extendedLengthSize(form: LengthForm): 0 | 2 | 8 {
  return form === 7 ? 0 : form === 16 ? 2 : 8;
}

/** The value of the 7-bit field for `length` in this form. */
export function sevenBitsOf(form: LengthForm, length: number): number {
  if (form === 7) return length;
  return form === 16 ? SIXTEEN_BITS_FOLLOW : SIXTY_FOUR_BITS_FOLLOW;
}

/**
 * Reads a length. Its extended bytes, if any, start at `extendedAt`; `bytes` must contain them.
 */
export function decodePayloadLength(
  sevenBits: number,
  bytes: Uint8Array,
  extendedAt: number,
): PayloadLength {
  const form = lengthFormOf(sevenBits);
  if (form === 7) return { form, value: sevenBits };
  if (form === 16) return { form, value: readUint16(bytes, extendedAt) };
  const exact = readUint64(bytes, extendedAt);
  const value = Number(exact);
  return exact > BigInt(Number.MAX_SAFE_INTEGER) ? { form, value, exact } : { form, value };
}

/** Writes the extended bytes of `length`, if its form has any, at `offset`. */
export function encodeExtendedLength(
  form: LengthForm,
  length: number,
  bytes: Uint8Array,
  offset: number,
): void {
  if (form === 16) writeUint16(bytes, offset, length);
  if (form === 64) writeSafeUint64(bytes, offset, length);
}

export function isMinimalLength(length: PayloadLength): boolean {
  return length.form === minimalLengthForm(length.exact ?? length.value);
}

/** Whether a 64-bit length breaks the rule that its top bit is 0 (§5.2). */
export function hasLengthTopBit(length: PayloadLength): boolean {
  return length.exact !== undefined && length.exact > MAX_LENGTH[64];
}
