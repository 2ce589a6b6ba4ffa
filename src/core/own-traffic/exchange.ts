/** HTTP exchanges that someone recorded: what counts for comparing, without their contents. */

import type { FieldPair } from '#core/protocol/http/field-line.ts';

export type RecordedExchange = {
  /** Milliseconds since the first exchange was sent; null if the recording has no times. */
  readonly sentAtMs: number | null;
  /** When the whole response had arrived; null if unknown. */
  readonly answeredAtMs: number | null;
  readonly method: string;
  /** Scheme, host and path: exchanges with the same are of one kind. */
  readonly endpoint: string;
  /** Path and query. */
  readonly target: string;
  readonly fields: readonly FieldPair[];
  /** Bytes of heads and bodies; of HTTP/1.1's form if the recording is of another version. */
  readonly requestHeadSize: number;
  readonly requestBodySize: number;
  readonly status: number;
  readonly responseHeadSize: number;
  readonly responseBodySize: number;
  /** What distinguishes its connection from others; null if unknown. */
  readonly connection: string | null;
  readonly isHttp2: boolean;
  readonly isEncrypted: boolean;
};

/** Bytes of a head with these parts in HTTP/1.1: a line each, and an empty one (RFC 9112 §2.1). */
export function headSize(startLine: string, fields: readonly FieldPair[]): number {
  const lineEnd = 2;
  const lines = fields.map(([name, value]) => name.length + 2 + value.length + lineEnd);
  return lines.reduce((sum, size) => sum + size, startLine.length + lineEnd + lineEnd);
}
