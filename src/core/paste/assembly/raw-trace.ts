/** Bytes without a text as the trace of an otherwise unknown connection. */

import type { Trace } from '#core/trace/trace.ts';
import { pastedTrace } from './pasted-trace.ts';
import { rawConnection } from './raw-bytes.ts';

export function rawTrace(bytes: Uint8Array): Trace {
  return pastedTrace(rawConnection(bytes)).trace;
}
