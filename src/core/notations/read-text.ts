import { readHex } from './hex.ts';
import type { Reading } from './reading.ts';
export function readText(text: string): readonly Reading[] {
  const { bytes, positions, problem } = readHex(text);
  return [{ notation: 'hex', confidence: 'sure', connections: [{ client: null, server: null, chunks: [{ direction: null, bytes, positions, atMs: null }] }], leftOut: [], lost: [], isReconstructed: false, problem: problem && { ...problem, range: { start: problem.at, end: problem.at + 1 } } }];
}
