/** What a proxy changed in the head of a request or response that it forwarded (RFC 9110 §7.6). */

import { unitBytes } from '#core/conversation/conversation.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { otherSide } from '#core/trace/direction.ts';
import { actingSide, ownStory, proxyEnd } from './own-story.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';

export type RelayedLine = {
  readonly kind: 'kept' | 'removed' | 'added';
  /** Without its line end. */
  readonly text: string;
};

export type RelayedHead = {
  /** As it arrived at the proxy, and as the proxy sent it. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Of both, in order, without the empty line at the end. */
  readonly lines: readonly RelayedLine[];
  /** Names of fields. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
};

/** Null unless a proxy forwards a head in the step: its own responses are no changed ones. */
export function relayedHead(step: Step, story: Story): RelayedHead | null {
  const { hop, unit } = step;
  if (hop === undefined || unit === null || !isHeadUnit(unit)) return null;
  if (actingSide(step, 'sent') !== proxyEnd(step)) return null;
  const from = otherSide(hop);
  const arrived = story.hops?.[from].received[proxyEnd({ hop: from }) ?? from];
  const original = arrived?.units.find(({ kind }) => kind === unit.kind);
  if (arrived === undefined || original === undefined || !isHeadUnit(original)) return null;
  const before = unitBytes(arrived.trace, original);
  const after = unitBytes(ownStory(story, step).conversation.trace, unit);
  const lines = compareLines(linesOf(before), linesOf(after));
  // The start line stays, and each proxy adds itself to Via.
  if (lines[0]?.kind !== 'kept') return null;
  const added = namesOf(lines, 'added');
  if (!added.includes('Via')) return null;
  return { before, after, lines, removed: namesOf(lines, 'removed'), added };
}

function linesOf(head: Uint8Array): string[] {
  return fromLatin1(head).trimEnd().split('\r\n');
}

function compareLines(before: readonly string[], after: readonly string[]): RelayedLine[] {
  let next = 0;
  const compared = before.map((text): RelayedLine => {
    if (text !== after[next]) return { kind: 'removed', text };
    next++;
    return { kind: 'kept', text };
  });
  return [...compared, ...after.slice(next).map((text): RelayedLine => ({ kind: 'added', text }))];
}

function namesOf(lines: readonly RelayedLine[], kind: RelayedLine['kind']): string[] {
  return lines
    .filter((line) => line.kind === kind)
    .map(({ text }) => text.slice(0, Math.max(0, text.indexOf(':'))));
}
