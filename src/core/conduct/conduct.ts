/**
 * What both sides of a conversation do across frames, judged in one pass (RFC 6455 §5.3, §5.5,
 * §7.1.1). Says only what the trace shows: see each judge for when it is silent.
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { Provenance } from '#core/trace/trace.ts';
import { judgeReply, judgeTcpEnd } from './closing.ts';
import type { ConductDoubt, ConductFinding } from './conduct-finding.ts';
import { judgeMaskingKeys } from './masking-keys.ts';
import { findUnsolicitedPongs, judgePings, type JudgedExchange } from './pings.ts';
import { isHttp2Stream, readSent, showsTcp, type Sent } from './sent.ts';
import { findSilences } from './silence.ts';
import { Timing } from './timing.ts';

/**
 * In the order of their first frames.
 *
 * @param isMade whether a frame was made here around a payload, so that its header was never sent
 */
export function findConduct(
  conversation: Conversation,
  isMade: (unit: Unit) => boolean = () => false,
): readonly ConductFinding[] {
  const { trace, units } = conversation;
  const doubt = doubtAbout(trace.provenance);
  const isCaptured = showsTcp(conversation);
  const keys = judgeMaskingKeys(
    conversation,
    (unit) => !isMade(unit),
    doubt ?? (isCaptured ? null : 'excerpt'),
  );
  // Neither a log of payloads nor what the network altered shows what an endpoint replied to.
  const isKnown = !units.some(isMade) && !trace.events.some((event) => event.alteredBytes);
  const across = isKnown ? judgeAcross({ conversation, doubt, isCaptured }) : [];
  return [...keys, ...across].sort((a, b) => a.unitIndices[0]! - b.unitIndices[0]!);
}

function judgeAcross(about: Omit<JudgedExchange, 'timing'>): ConductFinding[] {
  const { conversation, isCaptured } = about;
  const { client, server } = readSent(conversation);
  // If only one direction was captured, nothing is known of what the other side did.
  if (client.firstEvent === null || server.firstEvent === null) return [];
  const exchange = { ...about, timing: new Timing(conversation) };
  const ways: readonly (readonly [from: Sent, to: Sent])[] = [
    [client, server],
    [server, client],
  ];
  const findings = ways.flatMap(([from, to]) => {
    const unanswered = judgePings(from, to, exchange);
    return [
      ...unanswered,
      ...findUnsolicitedPongs(from, to, exchange),
      ...judgeReply(from, to, exchange),
      ...(unanswered.length > 0 ? [] : findSilences(from, to, exchange)),
    ];
  });
  const hasTcp = isCaptured && !isHttp2Stream(conversation);
  return [...findings, ...(hasTcp ? judgeTcpEnd(client, server, exchange) : [])];
}

function doubtAbout({ kind, isEdited }: Provenance): ConductDoubt | null {
  return isEdited === true || kind === 'composed' ? 'changed' : null;
}
