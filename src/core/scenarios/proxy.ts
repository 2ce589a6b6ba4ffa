/**
 * A proxy between both sides. One that doesn't know WebSocket removes Upgrade and Connection, which
 * belong to one connection (RFC 9110 §7.6.1), so the server receives an ordinary GET.
 */

import { scenarioOf } from './scenario.ts';
import { PROXY_HOST, ProxyActor } from './proxy-actor.ts';
import { emptyScript, whenQuiet } from './empty-script.ts';

export const proxy = scenarioOf({ proxy: 'drops-upgrade', latencyMs: 20 }, (values) => ({
  ...emptyScript(values.latencyMs),
  seed: 109,
  proxy: {
    endpoint: { name: 'Proxy', address: PROXY_HOST },
    start: (queue, wires) => {
      return new ProxyActor({ passesUpgrade: values.proxy !== 'drops-upgrade' }, queue, wires);
    },
  },
  acts: [
    whenQuiet('client', { kind: 'send-text', text: 'Hello' }),
    whenQuiet('client', { kind: 'close', code: 1000, reason: '' }, 1_000),
  ],
}));
