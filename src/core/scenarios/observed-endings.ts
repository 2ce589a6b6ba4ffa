/**
 * The same conversation with different endings, for those who observe a connection from somewhere:
 * a message of the page, one of the server in two fragments, a heartbeat, and silence.
 */

import { toUtf8 } from '#core/bytes/text.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { emptyScript, whenQuiet } from './empty-script.ts';
import type { Act, Script } from './script.ts';

export const OBSERVED_ENDINGS = [
  /** The page closes it. */
  'goodbye',
  /** The server closes it because of an error in its own code. */
  'server-error',
  /** The server's program ends, or a proxy ends TCP. */
  'terminated',
  /** The line goes dead, and only the server's heartbeat notices. */
  'dead',
  /** The server masks a frame. */
  'rule-broken',
  /** The server rejects the handshake. */
  'refused',
] as const;

export type ObservedEnding = (typeof OBSERVED_ENDINGS)[number];

/** Long enough for two pings. */
const SILENCE_MS = 45_000;

const HEARTBEAT = { everyMs: 20_000, timeoutMs: 10_000 };

const SHARED_ACTS: readonly Act[] = [
  whenQuiet('client', { kind: 'send-text', text: '{"join":"news"}' }),
  whenQuiet('server', {
    kind: 'send-frame',
    frame: { opcode: OPCODE.text, isFinal: false, payload: toUtf8('{"id":41,') },
  }),
  whenQuiet('server', {
    kind: 'send-frame',
    frame: { opcode: OPCODE.continuation, payload: toUtf8('"text":"Hello"}') },
  }),
];

export function observedEnding(ending: ObservedEnding): Script {
  const script = emptyScript(20);
  return {
    ...script,
    seed: 122,
    heartbeat: HEARTBEAT,
    ...(ending === 'refused' && { policy: { origins: ['https://another.example'] } }),
    acts: ending === 'refused' ? [] : [...SHARED_ACTS, endingAct(ending)],
  };
}

function endingAct(ending: Exclude<ObservedEnding, 'refused'>): Act {
  switch (ending) {
    case 'goodbye':
      return whenQuiet('client', { kind: 'close', code: 1000, reason: '' }, SILENCE_MS);
    case 'server-error':
      return whenQuiet('server', { kind: 'close', code: 1011, reason: 'no database' }, SILENCE_MS);
    case 'terminated':
      return whenQuiet('server', { kind: 'terminate' }, SILENCE_MS);
    case 'dead':
      return whenQuiet('client', { kind: 'lose-line' }, SILENCE_MS);
    case 'rule-broken':
      return whenQuiet(
        'server',
        {
          kind: 'send-frame',
          frame: { opcode: OPCODE.text, payload: toUtf8('{"id":42}'), isMasked: true },
        },
        SILENCE_MS,
      );
  }
}
