/** Bytes that come from no text, as the trace of a connection of which nothing else is known. */

import type { Trace } from '#core/trace/trace.ts';
import { pastedTrace } from './pasted-trace.ts';
import { rawConnection } from './raw-bytes.ts';

export function rawTrace(bytes: Uint8Array): Trace {
  return pastedTrace(rawConnection(bytes)).trace;
}
