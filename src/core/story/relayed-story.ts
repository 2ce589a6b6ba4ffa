/**
 * The story of a client and a server with a proxy between them: those of its two connections (RFC
 * 9110 §3.7), joined by time. A proxy passes bytes on, so it has no WebSocket of its own: no state,
 * no events, and no rule that makes it fail.
 */

import type { ReadingOptions } from '#core/conversation/conversation.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { isOpenTcp } from '#core/trace/tcp-states.ts';
import type { Trace } from '#core/trace/trace.ts';
import { chaptersOf } from './chapters.ts';
import { actingSide, proxyEnd } from './own-story.ts';
import {
  CHAPTER_IDS,
  type BothStates,
  type Hop,
  type Moment,
  type ProxyState,
  type Step,
} from './step.ts';
import { readStory, type Story } from './story.ts';

/** A step of one connection. */
type Part = { readonly hop: Hop; readonly step: Step };

type PartMoment = { readonly hop: Hop; readonly moment: Moment };

/** The story of the trace, and of the proxy's own connection if it has one. */
export function readRelayedStory(trace: Trace, options: ReadingOptions = {}): Story {
  const client = readStory(trace, options);
  if (trace.onward === undefined) return client;
  return joinStories({ client, server: readStory(trace.onward, options) });
}

function joinStories(read: Readonly<Record<Hop, Story>>): Story {
  const parts = { client: read.client, server: withoutOpen(read.server) };
  const moments = mergeMoments(parts);
  const merged = mergeSteps(parts, moments);
  const steps = nameSteps(merged);
  const indexOf = new Map(merged.map(({ step }, index) => [step, index]));
  const hops = {
    client: { ...parts.client, steps: ownSteps('client', parts.client, indexOf, steps) },
    server: { ...parts.server, steps: ownSteps('server', parts.server, indexOf, steps) },
  };
  const start = startOf(parts);
  return {
    conversation: parts.client.conversation,
    received: {
      client: parts.client.received.client,
      server: parts.server.received.server,
    },
    chapters: chaptersOf(steps),
    start,
    steps,
    moments: joinMoments(moments, parts, indexOf, start),
    hops,
  };
}

/** A proxy's own connection opens no WebSocket for it. */
function withoutOpen(story: Story): Story {
  const open = story.steps.findIndex(({ kind }) => kind === 'open');
  if (open === -1) return story;
  return {
    ...story,
    steps: story.steps.filter((_, index) => index !== open),
    moments: story.moments
      .filter(({ stepIndex }) => stepIndex !== open)
      .map((moment) => {
        const { stepIndex } = moment;
        return stepIndex < open ? moment : { ...moment, stepIndex: stepIndex - 1 };
      }),
  };
}

/** At the same instant arrivals come before what they cause on the other connection. */
function mergeMoments(parts: Readonly<Record<Hop, Story>>): PartMoment[] {
  return merge(
    ...both((hop) => parts[hop].moments.map((moment): PartMoment => ({ hop, moment }))),
    ({ moment: one }, { moment: other }) =>
      (one.atMs ?? 0) - (other.atMs ?? 0) || rankOf(one) - rankOf(other),
  );
}

function rankOf({ phase }: Moment): number {
  return phase === 'arrived' ? 0 : 1;
}

/** In the order in which they began. */
function mergeSteps(parts: Readonly<Record<Hop, Story>>, moments: readonly PartMoment[]): Part[] {
  const firstMoments = new Map<Step, number>();
  moments.forEach(({ hop, moment }, index) => {
    const step = parts[hop].steps[moment.stepIndex];
    if (step !== undefined && !firstMoments.has(step)) firstMoments.set(step, index);
  });
  const first = ({ step }: Part) => firstMoments.get(step) ?? 0;
  return merge(
    ...both((hop) => parts[hop].steps.map((step): Part => ({ hop, step }))),
    (one, other) =>
      (one.step.sentAtMs ?? 0) - (other.step.sentAtMs ?? 0) || first(one) - first(other),
  );
}

function both<Value>(of: (hop: Hop) => Value): [Value, Value] {
  return [of('client'), of('server')];
}

/** Two lists as one. Each keeps its order. */
function merge<Value>(
  ones: readonly Value[],
  others: readonly Value[],
  compare: (one: Value, other: Value) => number,
): Value[] {
  const merged: Value[] = [];
  let [at, otherAt] = [0, 0];
  while (at < ones.length || otherAt < others.length) {
    const [one, other] = [ones[at], others[otherAt]];
    if (one !== undefined && (other === undefined || compare(one, other) <= 0)) {
      merged.push(one);
      at++;
    } else if (other !== undefined) {
      merged.push(other);
      otherAt++;
    }
  }
  return merged;
}

/** As steps of the whole story: with their own ids, in chapters that only go forward. */
function nameSteps(merged: readonly Part[]): Step[] {
  const taken = new Set<string>();
  const lastHead = merged.findLastIndex(({ step }) => step.unit !== null && isHeadUnit(step.unit));
  let reached = 0;
  return merged.map(({ hop, step }, index) => {
    const isByProxy = actingSide(step, 'sent') === proxyEnd({ hop });
    const name = isByProxy ? `proxy-${step.id}` : step.id;
    let id = name;
    for (let time = 2; taken.has(id); time++) id = `${name}-${time}`;
    taken.add(id);
    // A server can close TCP before its response has reached the client.
    const isEarlyEnd = step.unit === null && step.chapter === 'closure' && index < lastHead;
    if (!isEarlyEnd) reached = Math.max(reached, CHAPTER_IDS.indexOf(step.chapter));
    return withoutProxy({ ...step, id, hop, chapter: CHAPTER_IDS[reached] ?? 'data' });
  });
}

/** What only an endpoint of WebSocket does is not said of the proxy. */
function withoutProxy(step: Step): Step {
  const proxy = proxyEnd(step);
  const isByProxy = actingSide(step, 'sent') === proxy;
  const isToProxy = actingSide(step, 'arrived') === proxy;
  return {
    ...step,
    pageEvents: step.pageEvents.filter(({ side }) => side !== proxy),
    ...(isByProxy && { call: null, bufferedAmount: 0, ...(step.unit && { cause: null }) }),
    ...(isToProxy && {
      isUnread: false,
      misreadAs: step.misreadAs === 'nothing' ? step.misreadAs : null,
      fatalViolation: null,
    }),
  };
}

function ownSteps(
  hop: Hop,
  parts: Story,
  indexOf: ReadonlyMap<Step, number>,
  steps: readonly Step[],
): Step[] {
  return parts.steps.map((step) => {
    const own = steps[indexOf.get(step) ?? -1];
    if (own === undefined) throw new Error(`expected a step of the ${hop}’s connection`);
    return own;
  });
}

/** A server that no connection reaches listens. */
function startOf({ client, server }: Readonly<Record<Hop, Story>>): BothStates {
  const isReached = server.steps.length > 0;
  return {
    client: client.start.client,
    server: isReached ? server.start.server : { tcp: 'LISTEN', readyState: null },
    proxy: { connections: 0, isTunnel: false },
  };
}

function joinMoments(
  moments: readonly PartMoment[],
  parts: Readonly<Record<Hop, Story>>,
  indexOf: ReadonlyMap<Step, number>,
  start: BothStates,
): Moment[] {
  let [near, far, isTunnel] = [parts.client.start, parts.server.start, false];
  return moments.map(({ hop, moment }): Moment => {
    if (hop === 'client') near = moment.states;
    else far = moment.states;
    // Read as a server, it opens with the 101 that it sends.
    isTunnel ||= near.server.readyState === 'OPEN';
    const isReached = far !== parts.server.start;
    const open = [near.server.tcp, isReached ? far.client.tcp : 'CLOSED'] as const;
    return {
      ...moment,
      stepIndex: indexOf.get(parts[hop].steps[moment.stepIndex]!) ?? 0,
      states: {
        client: near.client,
        server: isReached ? far.server : start.server,
        proxy: {
          connections: open.filter(isOpenTcp).length as ProxyState['connections'],
          isTunnel,
        },
      },
    };
  });
}
