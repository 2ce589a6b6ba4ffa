/**
 * The line goes dead without a word: the server's heartbeat finds it out, the page's own watch
 * does, both report 1006.
 *
 * A trace is one connection, and a page that reconnects makes another. So a parameter says which of
 * them is shown: the one that dies, a try while the line is still dead, or the one that succeeds.
 * `planRetries` says when each would come.
 */

import { scenarioOf } from './scenario.ts';
import type { Act, Script } from './script.ts';
import type { ParameterValues } from './parameters.ts';
import { emptyScript, whenQuiet } from './stage.ts';

/**
 * How long a page waits for any message before it takes the line for dead: it has no ping of its
 * own.
 */
const PAGE_PATIENCE_MS = 45_000;

export const lineGoesDead = scenarioOf(
  { attempt: 'dies', heartbeatSeconds: 30, timeoutSeconds: 10, latencyMs: 20 },
  (values) => {
    const script: Script = { ...emptyScript('line-goes-dead', values.latencyMs), seed: 111 };
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

/**
 * The last message arrives; then the line dies, and the page waits in vain before it closes with a
 * code of its own.
 */
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
