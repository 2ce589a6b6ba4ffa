/**
 * A proxy that doesn't know WebSocket: it removes Upgrade and Connection, which belong to one hop
 * (RFC 9110 §7.6.1), so the server receives an ordinary GET. Drawn as one connection, although each
 * side has a separate one with the proxy.
 */

import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import { scenarioOf } from './scenario.ts';
import { emptyScript, whenQuiet } from './empty-script.ts';

export const proxy = scenarioOf({ proxy: 'drops-upgrade', latencyMs: 20 }, (values) => {
  const script = emptyScript(values.latencyMs);
  const dropsUpgrade = values.proxy === 'drops-upgrade';
  return {
    ...script,
    seed: 109,
    network: {
      ...script.network,
      ...(dropsUpgrade && {
        intermediary: (bytes: Uint8Array) => {
          const text = fromLatin1(bytes);
          return text.startsWith('GET ') ? toLatin1(forwarded(text)) : bytes;
        },
      }),
    },
    acts: [
      whenQuiet('client', { kind: 'send-text', text: 'Hello' }),
      whenQuiet('client', { kind: 'close', code: 1000, reason: '' }, 1_000),
    ],
  };
});

/** The request as a proxy forwards it: without hop-by-hop fields, and with Via. */
function forwarded(head: string): string {
  return head
    .replace(/^(?:Upgrade|Connection): .*\r\n/gm, '')
    .replace(/\r\n\r\n/, '\r\nVia: 1.1 proxy.example.net\r\n\r\n');
}
