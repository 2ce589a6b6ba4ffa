/** Bytes from the browser's cryptographic random source, as for its own handshake keys. */
export function randomBytes(size: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(size));
}
