/** The trace in a sample's JSON. Loaded with the first sample, because it needs the JSON reader. */

import { decodeTraceJson } from '#core/trace/trace-json.ts';
import type { Trace } from '#core/trace/trace.ts';

export function traceFrom(json: unknown): Trace {
  const reading = decodeTraceJson(json);
  if (reading.kind === 'trace') return reading.trace;
  const { path, expected } = reading.problem;
  throw new TypeError(`expected ${expected} at ${path} of the sample, got something else`);
}
