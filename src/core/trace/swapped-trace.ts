/** A trace with its sides swapped, for a capture that took the server for the client. */

import { oppositeDirection } from './direction.ts';
import type { Trace } from './trace.ts';

/** The names stay: they are those of the sides. */
export function swapSides(trace: Trace): Trace {
  const { endpoints, streams, events } = trace;
  return {
    ...trace,
    endpoints: {
      client: { ...endpoints.server, name: endpoints.client.name },
      server: { ...endpoints.client, name: endpoints.server.name },
    },
    streams: {
      'client-to-server': streams['server-to-client'],
      'server-to-client': streams['client-to-server'],
    },
    events: events.map((event) => ({ ...event, direction: oppositeDirection(event.direction) })),
  };
}
