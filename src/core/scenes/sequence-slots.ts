/** The text slots of a sequence diagram and their facts. Content has the words. */

import type { ReadyState } from '#core/protocol/endpoint.ts';
import type { Step } from '#core/story/step.ts';
import type { TcpState } from '#core/trace/tcp-states.ts';
import type { EndpointDescription } from '#core/trace/trace.ts';

/**
 * The content of one cell of a packet: a part of a frame, or for anything else the label of the
 * step.
 */
export type PacketSlot =
  | { readonly id: 'step-label'; readonly step: Step }
  /** The first or second byte of the header. */
  | { readonly id: 'header-byte'; readonly index: 0 | 1; readonly byte: number }
  /** The payload length, if the second byte doesn't contain it. */
  | { readonly id: 'payload-length'; readonly bytes: number }
  | { readonly id: 'masking-key' }
  | { readonly id: 'close-payload'; readonly code: number | null; readonly reason: string }
  | { readonly id: 'payload-text'; readonly text: string }
  | { readonly id: 'payload-size'; readonly bytes: number }
  /** The other bytes of a part of a frame, header or payload. */
  | { readonly id: 'part-size'; readonly bytes: number };

export type SequenceSlot =
  | PacketSlot
  | { readonly id: 'endpoint'; readonly endpoint: EndpointDescription }
  | { readonly id: 'ready-state'; readonly state: ReadyState | null }
  | { readonly id: 'tcp-state'; readonly state: TcpState }
  /** The time when the bytes of a step were sent. */
  | { readonly id: 'sent-at'; readonly atMs: number }
  /** The size of what arrived. */
  | { readonly id: 'size'; readonly bytes: number }
  /** Marks a line. The first step that the reader's changes affect is below it. */
  | { readonly id: 'first-change' };
