/**
 * Rules about what an endpoint does across frames (RFC 6455 §5.3, §5.5, §7.1.1), as one table.
 * Rules about single frames and heads are in `protocol/rules`.
 */

import { rfc, type Reference } from '#core/protocol/rules/reference.ts';

export type ConductRule = {
  /** The word of RFC 2119; null if what was observed breaks nothing. */
  readonly breaks: 'must' | 'should' | null;
  readonly reference: Reference;
};

export const CONDUCT_RULES = {
  /** "an endpoint MUST send a Pong frame in response, unless it already received a Close frame" */
  'ping.without-pong': { breaks: 'must', reference: rfc(6455, '5.5.2') },
  /** "A Pong frame MAY be sent unsolicited." */
  'pong.without-ping': { breaks: null, reference: rfc(6455, '5.5.3') },
  /** "the endpoint MUST send a Close frame in response", unless it sent one before. */
  'close.without-reply': { breaks: 'must', reference: rfc(6455, '5.5.1') },
  /** "SHOULD be closed first by the server"; a client "SHOULD wait for a TCP Close". */
  'tcp.client-first': { breaks: 'should', reference: rfc(6455, '7.1.1') },
  /** "MUST be derived from a strong source of entropy" */
  'masking-key.zero': { breaks: 'must', reference: rfc(6455, '5.3') },
  'masking-key.repeated': { breaks: 'must', reference: rfc(6455, '5.3') },
  'masking-key.counted': { breaks: 'must', reference: rfc(6455, '5.3') },
  /** A Ping is "a means to verify that the remote endpoint is still responsive". */
  'peer.silent': { breaks: null, reference: rfc(6455, '5.5.2') },
} as const satisfies Record<string, ConductRule>;

export type ConductId = keyof typeof CONDUCT_RULES;
