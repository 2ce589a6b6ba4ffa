/** A chat: both sides send when they like, so several messages are in flight in both directions. */

import { scenarioOf } from './scenario.ts';
import type { Act } from './script.ts';
import { closeAction, emptyScript, SAMPLE_MASKING_KEY, whenQuiet } from './empty-script.ts';

/** Sender, milliseconds after the message before, and text. */
const LINES: readonly (readonly [Act['side'], number, string])[] = [
  ['client', 0, 'Is the train late?'],
  ['server', 15, 'Platform 4, ten minutes late.'],
  ['client', 10, 'Thanks!'],
  ['server', 5, 'Now eight minutes.'],
  ['client', 25, 'Even better.'],
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
