/** A trace of what a TLS connection carried, with the times at which its records were whole. */

import type { Trace, TraceEvent } from '#core/trace/trace.ts';
import { streamOf } from '#core/trace/trace.ts';
import type { KeyLog } from './key-log.ts';
import { readTls, type TlsFacts } from './tls-connection.ts';

/** The trace itself if nothing could be opened. */
export function openTrace(
  trace: Trace,
  keys: KeyLog,
): { readonly trace: Trace; readonly tls: TlsFacts } {
  const { facts, streams } = readTls(trace, keys);
  if (streams === null) return { trace, tls: facts };
  const openedEvent = (event: TraceEvent): TraceEvent => {
    const { lengthAt } = streams[event.direction];
    const { start, end } = event.range;
    return { ...event, range: { start: lengthAt(start), end: lengthAt(end) } };
  };
  return {
    tls: facts,
    trace: {
      ...trace,
      streams: {
        'client-to-server': streamOf(streams['client-to-server'].bytes),
        'server-to-client': streamOf(streams['server-to-client'].bytes),
      },
      events: trace.events.map(openedEvent),
    },
  };
}
