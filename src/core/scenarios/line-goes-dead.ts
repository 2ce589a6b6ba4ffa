/**
 * The connection is lost without a Close frame: a heartbeat notices it on the server, a timer in
 * the page, and both report 1006 (RFC 6455 §7.1.5).
 *
 * A trace contains one connection, and a page that reconnects opens another. So a parameter selects
 * the one that is lost, a failed attempt, or the one that succeeds. `planRetries` has their times.
 */

import { scenarioOf } from './scenario.ts';
import type { Act, Script } from './script.ts';
import type { ParameterValues } from './parameters.ts';
import { emptyScript, whenQuiet } from './empty-script.ts';

/** A page can't ping, so it waits this long for a message before it gives up the connection. */
const PAGE_PATIENCE_MS = 45_000;

export const lineGoesDead = scenarioOf(
  { attempt: 'dies', heartbeatSeconds: 30, timeoutSeconds: 10, latencyMs: 20 },
  (values) => {
    const script: Script = { ...emptyScript(values.latencyMs), seed: 111 };
    switch (values.attempt) {
      case 'dies':
        return { ...script, heartbeat: heartbeatOf(values), acts: dyingActs() };
      case 'in-vain':
        return { ...script, isLineDead: true };
      case 'succeeds':
        return {
          ...script,
          heartbeat: heartbeatOf(values),
          acts: [
            whenQuiet('client', { kind: 'send-text', text: '{"since":41}' }),
            whenQuiet('server', { kind: 'send-text', text: '{"id":42}' }),
            whenQuiet('client', { kind: 'close', code: 1000, reason: '' }, 2_000),
          ],
        };
    }
  },
);

function heartbeatOf({
  heartbeatSeconds,
  timeoutSeconds,
}: Pick<ParameterValues, 'heartbeatSeconds' | 'timeoutSeconds'>) {
  return { everyMs: heartbeatSeconds * 1000, timeoutMs: timeoutSeconds * 1000 };
}

/** After the last message the connection is lost. Then the page closes with a private code. */
function dyingActs(): Act[] {
  return [
    whenQuiet('server', { kind: 'send-text', text: '{"id":41}' }),
    whenQuiet('client', { kind: 'lose-line' }, 1_000),
    {
      side: 'client',
      after: 'previous',
      delayMs: PAGE_PATIENCE_MS,
      action: { kind: 'close', code: 4000, reason: 'nothing heard' },
    },
  ];
}
