/** A long message in fragments, with a ping between them that is answered first (RFC 6455 §5.4). */

import { toUtf8 } from '#core/bytes/text.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { scenarioOf } from './scenario.ts';
import type { Act } from './script.ts';
import { closeAction, emptyScript, whenQuiet } from './empty-script.ts';

/** The last fragment of a longer message contains the rest. */
const MAX_FRAGMENTS = 6;

/** The sender makes its message piece by piece, which is why it sends fragments. */
const BETWEEN_FRAGMENTS_MS = 30;

export const fragments = scenarioOf(
  {
    message: 'Once upon a time, a server knew only the beginning of what it had to say.',
    messageType: 'text',
    fragmentSize: 25,
    latencyMs: 20,
    closer: 'client',
    closeCode: 1000,
    closeReason: '',
  },
  (values) => ({
    ...emptyScript(values.latencyMs),
    seed: 103,
    acts: [
      ...withPing(fragmentActs(toUtf8(values.message), values.fragmentSize, values.messageType)),
      whenQuiet(values.closer, closeAction(values), 1_000),
    ],
  }),
);

function fragmentActs(data: Uint8Array, size: number, type: 'text' | 'binary'): Act[] {
  const count = Math.max(1, Math.min(MAX_FRAGMENTS, Math.ceil(data.length / size)));
  return Array.from({ length: count }, (_, index): Act => {
    const isFinal = index === count - 1;
    const payload = data.subarray(index * size, isFinal ? data.length : (index + 1) * size);
    const opcode = index === 0 ? OPCODE[type] : OPCODE.continuation;
    return {
      side: 'server',
      after: index === 0 ? 'quiet' : 'previous',
      delayMs: index === 0 ? 2 : BETWEEN_FRAGMENTS_MS,
      action: { kind: 'send-frame', frame: { opcode, isFinal, payload } },
    };
  });
}

/** A ping after the first fragment: control frames may come between fragments. */
function withPing([first, ...rest]: readonly Act[]): Act[] {
  const ping: Act = {
    side: 'server',
    after: 'previous',
    delayMs: BETWEEN_FRAGMENTS_MS / 2,
    action: { kind: 'ping', data: toUtf8('still here?') },
  };
  return first === undefined ? [ping] : [first, ping, ...rest];
}
