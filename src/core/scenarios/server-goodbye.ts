/** The server closes, as before a restart, while a message to it is in flight (RFC 6455 §5.5.1). */

import { scenarioOf } from './scenario.ts';
import { closeAction, emptyScript, whenQuiet } from './empty-script.ts';

export const serverGoodbye = scenarioOf(
  {
    message: 'Wait, one more thing',
    closeCode: 1012,
    closeReason: 'restart',
    latencyMs: 40,
    closer: 'server',
  },
  (values) => ({
    ...emptyScript(values.latencyMs),
    seed: 107,
    acts: [
      whenQuiet('server', { kind: 'send-text', text: 'Welcome' }),
      whenQuiet(values.closer, closeAction(values), 5_000),
      // Sent while the Close frame is still in flight to its sender.
      {
        side: values.closer === 'server' ? 'client' : 'server',
        after: 'previous',
        delayMs: values.latencyMs / 2,
        action: { kind: 'send-text', text: values.message },
      },
    ],
  }),
);
