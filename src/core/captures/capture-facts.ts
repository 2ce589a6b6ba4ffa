/** What a capture file is, apart from its connections. */

import { isKnownLinkType } from '#core/packets/link-layer.ts';
import type { SkipReason } from '#core/packets/tcp-packet.ts';
import type { CaptureProblemId } from './capture-contents.ts';
import type { CaptureReading } from './capture.ts';
import type { CaptureListing } from './captured-connection.ts';
import type { PacketSource } from './packet-table.ts';

export type SkippedPackets = { readonly reason: SkipReason; readonly packets: number };

export type CaptureFacts = {
  readonly form: 'pcap' | 'pcapng';
  readonly packets: number;
  /** Packets without a TCP segment that can be read, the most frequent reason first. */
  readonly skipped: readonly SkippedPackets[];
  /** The LINKTYPE numbers that aren't read, each once. */
  readonly unknownLinkTypes: readonly number[];
  /** Each once. */
  readonly problems: readonly CaptureProblemId[];
  /** Files that were opened together with it and that aren’t captures. */
  readonly unreadFiles: readonly string[];
};

export function captureFacts(
  { form, packets, problems }: Extract<CaptureReading, { readonly kind: 'capture' }>,
  { skipped }: CaptureListing,
): CaptureFacts {
  return {
    form,
    packets: packets.length,
    skipped: byFrequency(skipped),
    unknownLinkTypes: skipped.has('unknown-link-type') ? unknownLinkTypesOf(packets.sources) : [],
    problems: [...new Set(problems.map(({ id }) => id))],
    unreadFiles: [],
  };
}

function unknownLinkTypesOf(sources: readonly PacketSource[]): number[] {
  const found = new Set(sources.map(({ linkType }) => linkType));
  return [...found].filter((linkType) => !isKnownLinkType(linkType)).toSorted((a, b) => a - b);
}

/** Of several files, at least one: the packets together, and each problem once. */
export function jointFacts(
  facts: readonly CaptureFacts[],
  unreadFiles: readonly string[],
): CaptureFacts {
  const [first] = facts;
  if (first === undefined) throw new Error('expected the facts of a file, got none');
  if (facts.length === 1) return { ...first, unreadFiles };
  const counts = new Map<SkipReason, number>();
  for (const { reason, packets } of facts.flatMap(({ skipped }) => skipped)) {
    counts.set(reason, (counts.get(reason) ?? 0) + packets);
  }
  const linkTypes = new Set(facts.flatMap(({ unknownLinkTypes }) => unknownLinkTypes));
  return {
    form: first.form,
    packets: facts.reduce((sum, { packets }) => sum + packets, 0),
    skipped: byFrequency(counts),
    unknownLinkTypes: [...linkTypes].toSorted((a, b) => a - b),
    problems: [...new Set(facts.flatMap(({ problems }) => problems))],
    unreadFiles,
  };
}

function byFrequency(counts: ReadonlyMap<SkipReason, number>): SkippedPackets[] {
  return [...counts]
    .map(([reason, packets]) => ({ reason, packets }))
    .toSorted((a, b) => b.packets - a.packets);
}
