/** The facts about a browser's `Connection` that its page can learn of. */

import type { Connection, ConnectionEvent } from '#core/protocol/connection.ts';
import type { EndpointFact, PageSocketEvent, PageSocket } from './page-socket.ts';

/** Null for a Ping or Pong, which no page learns of. */
function factOfEvent(
  event: ConnectionEvent,
  { subprotocol, extensions }: Pick<Connection, 'subprotocol' | 'extensions'>,
): EndpointFact | null {
  switch (event.kind) {
    case 'open':
      return { kind: 'opened', protocol: subprotocol, extensions };
    case 'message':
      return event;
    case 'error':
      return { kind: 'failed' };
    case 'close': {
      const { code, reason, wasClean } = event;
      return { kind: 'tcp-closed', report: { code, reason, wasClean } };
    }
    case 'ping':
    case 'pong':
      return null;
  }
}

/** Takes the connection's events, and returns what its page hears of them. */
export function passEvents(connection: Connection, page: PageSocket): PageSocketEvent[] {
  const facts = connection
    .takeEvents()
    .map((event) => factOfEvent(event, connection))
    .filter((fact) => fact !== null);
  const events = facts.flatMap((fact) => page.take(fact));
  if (connection.readyState === 'CLOSING') page.take({ kind: 'closing-started' });
  return events;
}
