/** A trace of what a TLS connection carried, with the times at which its records were whole. */

import { streamOf, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import { readKeyLog, type KeyLog } from './key-log.ts';
import { readTls, type TlsFacts } from './tls-connection.ts';

export type OpenedTrace = { readonly trace: Trace; readonly tls: TlsFacts };

/** Opens any traces with the secrets of some key logs. */
export function tlsOpener(keyLogs: readonly string[]): (trace: Trace) => OpenedTrace {
  const keys = readKeyLog(keyLogs);
  return (trace) => openTrace(trace, keys);
}

/** The trace itself if nothing could be opened. */
export function openTrace(trace: Trace, keys: KeyLog): OpenedTrace {
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
