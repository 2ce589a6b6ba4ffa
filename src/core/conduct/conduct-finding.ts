/** A finding about what one side did across frames. */

import type { Side } from '#core/trace/direction.ts';
import { CONDUCT_RULES, type ConductId, type ConductRule } from './conduct-rules.ts';

/** Why it can't be known that the rule was broken, although the frames are as the finding says. */
export type ConductDoubt =
  /** The side might not have read what it had to answer. */
  | 'unread'
  /** The capture can lack packets, and doesn't show the end of what the side sent. */
  | 'uncaptured'
  /** The bytes are from a text, which can lack frames. */
  | 'excerpt'
  /** The bytes were changed or composed here, so no endpoint sent them. */
  | 'changed';

type Common = {
  /** Whom the rule binds. */
  readonly side: Side;
  /** The frames concerned, by their indices in the list of units, in order; at least one. */
  readonly unitIndices: readonly number[];
  readonly doubt: ConductDoubt | null;
};

/** Facts about masking keys. */
type Keys = Common & {
  /** Masked frames that were compared. */
  readonly compared: number;
  /** A bound of the probability that random keys look so. */
  readonly chance: number;
};

export type ConductFinding =
  | (Common & {
      readonly id: 'ping.without-pong';
      /** What the side did without having sent a Pong: of what comes last, the earliest. */
      readonly until: 'close' | 'fin' | 'last-frame';
      /** From the first of the Pings until then; null if the times are unknown. */
      readonly waitedMs: number | null;
    })
  | (Common & {
      readonly id: 'pong.without-ping';
      /** Beside each Pong: the latest Ping that waited for one; null if none did. */
      readonly waiting: readonly (number | null)[];
    })
  | (Common & {
      readonly id: 'close.without-reply';
      /** What ended the waiting: the side's own FIN, or the end that its peer made. */
      readonly until: 'own-fin' | 'peer-end';
      readonly waitedMs: number | null;
    })
  | (Common & {
      readonly id: 'tcp.client-first';
      /** Whether the server's Close frame had passed. */
      readonly hadClose: boolean;
      /** From the last Close frame before the FIN. */
      readonly waitedMs: number;
    })
  | (Keys & { readonly id: 'masking-key.zero' })
  | (Keys & { readonly id: 'masking-key.repeated'; readonly differentKeys: number })
  | (Keys & {
      readonly id: 'masking-key.counted';
      /** The difference between neighbours; null if it isn't always the same. */
      readonly step: number | null;
    })
  | (Common & {
      readonly id: 'peer.silent';
      /** The usual time between two Pings of the peer. */
      readonly intervalMs: number;
      /** From the first Ping within the silence to its end. */
      readonly silentMs: number;
      /** Whether the side's TCP sent acknowledgements during that time. */
      readonly acknowledges: boolean;
      /** What ended the silence. */
      readonly until: 'bytes' | 'own-end' | 'peer-end' | 'capture-end';
    });

export type ConductOf<Id extends ConductId> = Extract<ConductFinding, { readonly id: Id }>;

/** The units that findings are about, by their indices. */
export function concernedUnits(findings: readonly ConductFinding[]): ReadonlySet<number> {
  const concerned = new Set<number>();
  for (const { unitIndices } of findings) for (const index of unitIndices) concerned.add(index);
  return concerned;
}

/** What is known to be broken; null for what breaks nothing, and in doubt. */
export function brokenBy({ id, doubt }: ConductFinding): ConductRule['breaks'] {
  return doubt === null ? CONDUCT_RULES[id].breaks : null;
}
