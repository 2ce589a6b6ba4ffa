/** The server says goodbye, as it does before it restarts, while a message to it is under way. */

import { scenarioOf } from './scenario.ts';
import { closeAction, emptyScript, whenQuiet } from './stage.ts';

export const serverGoodbye = scenarioOf(
  {
    message: 'Wait, one more thing',
    closeCode: 1012,
    closeReason: 'restart',
    latencyMs: 40,
    closer: 'server',
  },
  (values) => ({
    ...emptyScript('server-goodbye', values.latencyMs),
    seed: 107,
    acts: [
      whenQuiet('server', { kind: 'send-text', text: 'Welcome' }),
      whenQuiet(values.closer, closeAction(values), 5_000),
      // Under way when the Close is: the other side has sent before it could know.
      {
        side: values.closer === 'server' ? 'client' : 'server',
        after: 'previous',
        delayMs: values.latencyMs / 2,
        action: { kind: 'send-text', text: values.message },
      },
    ],
  }),
);
