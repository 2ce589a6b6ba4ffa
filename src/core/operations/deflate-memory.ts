/**
 * The memory that zlib needs for DEFLATE with a window, by the formulas of its `zconf.h`: without
 * small amounts for its own state. A connection with context takeover keeps both all the time.
 */

export type DeflateSettings = {
  /** Base-2 logarithm of the window's size: 9 to 15. */
  readonly windowBits: number;
  /** zlib's `memLevel`: 1 to 9. Its default is 8. */
  readonly memoryLevel: number;
};

/** Bytes of a compressor. */
export function compressorMemory({ windowBits, memoryLevel }: DeflateSettings): number {
  return 2 ** (windowBits + 2) + 2 ** (memoryLevel + 9);
}

/** Bytes of an inflater's window. */
export function inflaterMemory({ windowBits }: Pick<DeflateSettings, 'windowBits'>): number {
  return 2 ** windowBits;
}

/** Bytes of both, for as many connections. */
export function takeoverMemory(settings: DeflateSettings, connections: number): number {
  return (compressorMemory(settings) + inflaterMemory(settings)) * connections;
}
