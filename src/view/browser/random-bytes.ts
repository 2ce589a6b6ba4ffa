/** Fresh bytes from a strong source, as a browser takes them for a key. */
export function randomBytes(size: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(size));
}
