/**
 * Six ways to the close code 1006, which an endpoint reports if no Close frame arrived (RFC 6455
 * §7.1.5). The seventh, a failed TLS handshake, happens before any byte of ours.
 */

import { answers } from './answers.ts';
import { emptyScript, whenQuiet } from './empty-script.ts';
import { lineGoesDead } from './line-goes-dead.ts';
import { rulesBroken } from './rules-broken.ts';
import type { Script } from './script.ts';

export const ABNORMAL_CLOSURES = [
  /** No SYN is answered. */
  'unreachable',
  /** The server rejects the handshake. */
  'refused',
  /** The server's program ends. */
  'terminated',
  /** The line is dead, so the page's Close frame isn't answered. */
  'unanswered',
  /** The server drops the connection over a large message, without a Close frame. */
  'too-big',
  /** The server masks a frame. */
  'rule-broken',
] as const;

export type AbnormalClosure = (typeof ABNORMAL_CLOSURES)[number];

/** Bytes of the large message: a few segments. */
const LARGE = 4096;

export function abnormalClosure(cause: AbnormalClosure): Script {
  switch (cause) {
    case 'unreachable':
      return lineGoesDead.script({ attempt: 'in-vain' });
    case 'refused':
      return answers.script({ answer: '403' });
    case 'terminated':
      return {
        ...emptyScript(20),
        seed: 120,
        acts: [
          whenQuiet('server', { kind: 'send-text', text: '{"id":41}' }),
          whenQuiet('server', { kind: 'terminate' }, 20_000),
        ],
      };
    case 'unanswered':
      return lineGoesDead.script({ attempt: 'dies' });
    case 'too-big':
      return {
        ...emptyScript(20),
        seed: 121,
        acts: [
          whenQuiet('client', { kind: 'send-binary', data: new Uint8Array(LARGE) }),
          // When its first segment has arrived.
          { side: 'server', after: 'previous', delayMs: 21, action: { kind: 'terminate' } },
        ],
      };
    case 'rule-broken':
      return rulesBroken.script({ breach: 'masked-server' });
  }
}
