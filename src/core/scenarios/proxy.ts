/**
 * A proxy between that does not know WebSocket: it takes out Upgrade and Connection, which concern
 * its hop alone (RFC 9110 §7.6.1), so that an ordinary GET reaches the server. Drawn as one
 * connection; in truth each side has its own with the proxy.
 */

import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import { scenarioOf } from './scenario.ts';
import { emptyScript, whenQuiet } from './stage.ts';

export const proxy = scenarioOf({ proxy: 'drops-upgrade', latencyMs: 20 }, (values) => {
  const script = emptyScript('proxy', values.latencyMs);
  const isIgnorant = values.proxy === 'drops-upgrade';
  return {
    ...script,
    seed: 109,
    network: {
      ...script.network,
      ...(isIgnorant && {
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

/** As a proxy passes a request on: without what concerns the hop, and with a word of its own. */
function forwarded(head: string): string {
  return head
    .replace(/^(?:Upgrade|Connection): .*\r\n/gm, '')
    .replace(/\r\n\r\n/, '\r\nVia: 1.1 proxy.example.net\r\n\r\n');
}
