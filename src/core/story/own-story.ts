/** The story of the connection that a step belongs to. */

import { receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import { isOpenTcp } from '#core/trace/tcp-states.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { Moment, Step } from './step.ts';
import type { Story } from './story.ts';

/**
 * What the step's units, events and sides are in. The same story unless a proxy has two connections
 * in it.
 */
export function ownStory<Part extends Pick<Story, 'conversation'>>(
  story: Part & Pick<Story, 'hops'>,
  { hop }: Pick<Step, 'hop'>,
): Part | Story {
  return (hop && story.hops?.[hop]) ?? story;
}

/** The trace that a side is an end of. */
export function traceAt(
  { conversation, hops }: Pick<Story, 'conversation' | 'hops'>,
  side: Side,
): Trace {
  return (hops?.[side].conversation ?? conversation).trace;
}

/** The client and the server, also if a proxy is between them. */
export function endpointsOf(story: Pick<Story, 'conversation' | 'hops'>): Trace['endpoints'] {
  return {
    client: traceAt(story, 'client').endpoints.client,
    server: traceAt(story, 'server').endpoints.server,
  };
}

/** Which end of its connection is the proxy; null without one. */
export function proxyEnd({ hop }: Pick<Step, 'hop'>): Side | null {
  if (hop === undefined) return null;
  return hop === 'client' ? 'server' : 'client';
}

/** Whether the proxy's other connection is open when this step begins. */
export function hasOtherConnection(step: Step, { steps }: Pick<Story, 'steps'>): boolean {
  const before = steps.slice(0, steps.indexOf(step));
  const last = before.findLast(({ hop }) => hop !== step.hop);
  const end = last && proxyEnd(last);
  return last !== undefined && !!end && isOpenTcp(last.statesAfter[end].tcp);
}

/** Whose part in its connection the moment of a step is. */
export function actingSide(
  { direction, side }: Pick<Step, 'direction' | 'side'>,
  phase: Moment['phase'],
): Side {
  if (direction === null) return side ?? 'client';
  return phase === 'sent' ? senderOf(direction) : receiverOf(direction);
}
