/**
 * Numbers of 7 bits per byte, lowest first, as in Protocol Buffers, MQTT (5.0 §1.5.5) and SignalR.
 */

export type VariableLength = { readonly value: number; readonly end: number };

/** The top bit of a byte means that another one follows. Null if the number doesn't end. */
export function readVariableLength(
  bytes: Uint8Array,
  start: number,
  maxBytes: number,
): VariableLength | null {
  let value = 0;
  for (let index = 0; index < maxBytes; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return null;
}
