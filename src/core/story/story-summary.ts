/**
 * What a whole story showed, in figures: the bytes of its handshake (RFC 6455 §4), the round trips
 * before its first frame, the sizes of frame headers (§5.2), and its Close frames (§5.5.1).
 * Everything is as it was sent.
 */

import { closePayloadOf } from '#core/conversation/frame-content.ts';
import type { FrameUnit, HeadUnit } from '#core/conversation/unit.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { senderOf, type Direction, type Side } from '#core/trace/direction.ts';
import { hasGaps } from '#core/trace/trace.ts';
import { ownStory, proxyEnd } from './own-story.ts';
import type { PageEvent, Step } from './step.ts';
import type { Story } from './story.ts';

export type HeadTotals = {
  readonly requests: number;
  readonly responses: number;
  /** Of all heads, without bodies. */
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Of the last response; null if there is none, or if it is unreadable. */
  readonly status: number | null;
};

export type HeaderSizes = {
  readonly frames: number;
  readonly min: number;
  readonly max: number;
  readonly maskedFrames: number;
};

export type SentClose = { readonly side: Side; readonly code: number | null };

export type StorySummary = {
  /** Null if no head was sent, or if some of their bytes aren't in the trace. */
  readonly heads: HeadTotals | null;
  /** Whether the client's WebSocket was open at any time. */
  readonly hasOpened: boolean;
  /**
   * How long after the first SYN the first frame was sent, if exactly two undisturbed round trips
   * came before it: one of TCP, one of the handshake. Otherwise null.
   */
  readonly firstFrameAfterMs: number | null;
  /** Null for a direction without frames. */
  readonly headers: Readonly<Record<Direction, HeaderSizes | null>>;
  /** The first Close frame of each side, in the order of sending. */
  readonly closes: readonly SentClose[];
  /** What the client's code hears at the end; null if it doesn't hear of one. */
  readonly closeEvent: Extract<PageEvent, { kind: 'close' }> | null;
};

export function summarizeStory(story: Story): StorySummary {
  return {
    heads: headTotals(story),
    hasOpened: story.moments.some(({ states }) => states.client.readyState === 'OPEN'),
    firstFrameAfterMs: firstFrameAfterMs(story),
    headers: {
      'client-to-server': headerSizes(story, 'client-to-server'),
      'server-to-client': headerSizes(story, 'server-to-client'),
    },
    closes: sentCloses(story),
    closeEvent: closeEventOf(story),
  };
}

function headTotals({ conversation: { units, trace } }: Story): HeadTotals | null {
  const isPartial =
    hasGaps(trace) ||
    trace.events.some(({ headLacks }) => headLacks !== undefined && headLacks.length > 0) ||
    units.some(({ kind }) => kind === 'cut-head');
  const requests = units.filter((unit) => unit.kind === 'request');
  const responses = units.filter((unit) => unit.kind === 'response');
  if (isPartial || requests.length + responses.length === 0) return null;
  return {
    requests: requests.length,
    responses: responses.length,
    requestBytes: sizeOf(requests),
    responseBytes: sizeOf(responses),
    status: responses.at(-1)?.head.startLine.status ?? null,
  };
}

function sizeOf(heads: readonly HeadUnit[]): number {
  return heads.reduce((sum, { range }) => sum + range.end - range.start, 0);
}

function firstFrameAfterMs({ steps }: Story): number | null {
  const index = steps.findIndex(({ unit }) => unit?.kind === 'frame');
  const sentAtMs = steps[index]?.sentAtMs ?? null;
  const before = steps.slice(0, Math.max(0, index));
  const crossed = [
    before.filter(({ kind }) => kind === 'tcp-syn'),
    before.filter(({ kind }) => kind === 'tcp-syn-ack'),
    before.filter(({ unit }) => unit?.kind === 'request'),
    before.filter(({ unit }) => unit?.kind === 'response'),
  ];
  const [syn, , , response] = crossed.map((each) => each.at(-1));
  const startMs = syn?.sentAtMs ?? null;
  if (sentAtMs === null || startMs === null) return null;
  const isUndisturbed =
    crossed.every((each) => each.length === 1) &&
    before.every((step) => !isDisturbed(step)) &&
    response?.unit?.kind === 'response' &&
    response.unit.head.startLine.status === SWITCHING_PROTOCOLS &&
    crossed.flat().every(({ arrival }) => arrival.kind === 'arrived' && arrival.atMs <= sentAtMs);
  return isUndisturbed ? sentAtMs - startMs : null;
}

function isDisturbed(step: Step): boolean {
  return (
    step.kind === 'tcp-retransmission' ||
    step.arrival.kind === 'lost' ||
    step.isAltered ||
    step.isDuplicate ||
    step.isHeldBack
  );
}

function framesOf({ conversation: { units } }: Story, direction: Direction): FrameUnit[] {
  return units
    .filter((unit) => unit.kind === 'frame')
    .filter((unit) => unit.direction === direction && unit.isAssumed !== true);
}

function headerSizes(story: Story, direction: Direction): HeaderSizes | null {
  const frames = framesOf(story, direction);
  if (frames.length === 0) return null;
  let [min, max, maskedFrames] = [Infinity, 0, 0];
  for (const { headerSize, header } of frames) {
    min = Math.min(min, headerSize);
    max = Math.max(max, headerSize);
    if (header.maskingKey !== null) maskedFrames++;
  }
  return { frames: frames.length, min, max, maskedFrames };
}

function sentCloses(story: Story): SentClose[] {
  const closes: SentClose[] = [];
  for (const step of story.steps) {
    const { unit, direction, kind } = step;
    if (kind !== 'unit' || direction === null || unit?.kind !== 'frame') continue;
    const side = senderOf(direction);
    if (side === proxyEnd(step)) continue;
    const { trace } = ownStory(story, step).conversation;
    const isFirst = closes.every((close) => close.side !== side);
    if (unit.header.opcode !== OPCODE.close || unit.missing > 0 || !isFirst) continue;
    closes.push({ side, code: closePayloadOf(unit, trace.streams[direction])?.code ?? null });
  }
  return closes;
}

function closeEventOf({ steps }: Story): StorySummary['closeEvent'] {
  for (const { side, event } of steps.flatMap(({ pageEvents }) => pageEvents)) {
    if (side === 'client' && event.kind === 'close') return event;
  }
  return null;
}
