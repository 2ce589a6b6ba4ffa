/** A chat: both sides send when they like, so several messages are in flight in both directions. */

import { scenarioOf } from './scenario.ts';
import type { Act } from './script.ts';
import { closeAction, emptyScript, SAMPLE_MASKING_KEY, whenQuiet } from './empty-script.ts';

/**
 * Sender, milliseconds after the message before, and text. No message answers another, because most
 * are sent before the one before them has arrived.
 */
const LINES: readonly (readonly [Act['side'], number, string])[] = [
  ['client', 0, 'I’m on platform 4.'],
  ['server', 15, 'My train is late.'],
  ['client', 10, 'It’s quiet here.'],
  ['server', 5, 'Ten minutes or so.'],
  ['client', 25, 'The café is open.'],
];

export const chat = scenarioOf(
  {
    repetitions: 1,
    latencyMs: 60,
    maskingKey: SAMPLE_MASKING_KEY,
    closer: 'client',
    closeCode: 1000,
    closeReason: '',
  },
  (values) => ({
    ...emptyScript(values.latencyMs),
    maskingKeys: [values.maskingKey],
    seed: 102,
    acts: [
      ...Array.from({ length: values.repetitions }, () => LINES)
        .flat()
        .map(([side, delayMs, text], index): Act => ({
          side,
          after: index === 0 ? 'quiet' : 'previous',
          delayMs: index === 0 ? 2 : delayMs,
          action: { kind: 'send-text', text },
        })),
      whenQuiet(values.closer, closeAction(values), 2_000),
    ],
  }),
);
