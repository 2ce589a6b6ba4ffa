/** Where a command writes. Each write resolves when more can be written. */
export type Output = {
  readonly write: (piece: string | Uint8Array) => Promise<void>;
  /** A line for the reader, apart from the output. */
  readonly warn: (line: string) => void;
};
