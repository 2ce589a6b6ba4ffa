/** The text slots of a sequence diagram and their facts. Content has the words. */

import type { ReadyState } from '#core/protocol/endpoint.ts';
import type { Fold } from '#core/story/folds.ts';
import type { ProxyState, Step } from '#core/story/step.ts';
import type { TcpState } from '#core/trace/tcp-states.ts';
import type { EndpointDescription } from '#core/trace/trace.ts';

/** How much of a label fits: all of it, the most important part, or one word. */
export const LABEL_FORMS = ['full', 'short', 'word'] as const;

export type LabelForm = (typeof LABEL_FORMS)[number];

/**
 * The content of one cell of a packet: a part of a frame, or for anything else the label of the
 * step.
 */
export type PacketSlot =
  | { readonly id: 'step-label'; readonly step: Step; readonly form: LabelForm }
  /** The first or second byte of the header. */
  | { readonly id: 'header-byte'; readonly index: 0 | 1; readonly byte: number }
  /** The payload length, if the second byte doesn't contain it. */
  | { readonly id: 'payload-length'; readonly bytes: number }
  | { readonly id: 'masking-key' }
  | { readonly id: 'close-payload'; readonly code: number | null; readonly reason: string }
  | { readonly id: 'payload-text'; readonly text: string }
  | { readonly id: 'payload-size'; readonly bytes: number }
  /** The other bytes of a part of a frame, header or payload. */
  | { readonly id: 'part-size'; readonly bytes: number }
  /** The bytes of the stream in one segment, or in several that cross together. */
  | { readonly id: 'size'; readonly bytes: number; readonly segments: number };

export type SequenceSlot =
  | PacketSlot
  | { readonly id: 'endpoint'; readonly endpoint: EndpointDescription }
  | { readonly id: 'ready-state'; readonly state: ReadyState | null }
  | { readonly id: 'tcp-state'; readonly state: TcpState }
  /** Whether a proxy forwards messages of HTTP, or bytes. */
  | { readonly id: 'proxy-mode'; readonly isTunnel: boolean }
  | { readonly id: 'proxy-connections'; readonly count: ProxyState['connections'] }
  /** The heading of the times. */
  | { readonly id: 'sent-at-heading' }
  /** The time when a step was sent. */
  | { readonly id: 'sent-at'; readonly atMs: number }
  /** The time of the position shown. */
  | { readonly id: 'now'; readonly atMs: number }
  /** The real duration of a part of the axis that is cut. */
  | {
      readonly id: 'cut';
      readonly ms: number;
      readonly isSilent: boolean;
      /** Only the duration, because there is no room for words. */
      readonly isBrief: boolean;
    }
  /** A folded run of steps. Its duration is null if unknown. */
  | {
      readonly id: 'fold';
      readonly fold: Fold;
      readonly segments: number;
      /** Whether it is on both connections of a proxy. */
      readonly isOnBoth: boolean;
      readonly ms: number | null;
    }
  /** A length that shows the scale. */
  | { readonly id: 'measure'; readonly ms: number }
  /** Marks a line. The first step that the reader's changes affect is below it. */
  | { readonly id: 'first-change' };
