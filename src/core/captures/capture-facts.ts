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
};

export function captureFacts(
  { form, packets, problems }: Extract<CaptureReading, { readonly kind: 'capture' }>,
  { skipped }: CaptureListing,
): CaptureFacts {
  return {
    form,
    packets: packets.length,
    skipped: [...skipped]
      .map(([reason, count]) => ({ reason, packets: count }))
      .toSorted((a, b) => b.packets - a.packets),
    unknownLinkTypes: skipped.has('unknown-link-type') ? unknownLinkTypesOf(packets.sources) : [],
    problems: [...new Set(problems.map(({ id }) => id))],
  };
}

function unknownLinkTypesOf(sources: readonly PacketSource[]): number[] {
  const found = new Set(sources.map(({ linkType }) => linkType));
  return [...found].filter((linkType) => !isKnownLinkType(linkType)).toSorted((a, b) => a - b);
}
