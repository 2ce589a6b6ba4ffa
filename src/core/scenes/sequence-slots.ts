/** The texts of a sequence diagram: which slot tells which fact. Content has the words. */

import type { ReadyState } from '#core/protocol/endpoint.ts';
import type { Step } from '#core/story/step.ts';
import type { TcpState } from '#core/trace/tcp-states.ts';
import type { Endpoint } from '#core/trace/trace.ts';

/** What one cell of a packet tells: of a frame its parts, of anything else the step's label. */
export type PacketSlot =
  | { readonly id: 'step-label'; readonly step: Step }
  /** A byte of the header, the first or the second. */
  | { readonly id: 'header-byte'; readonly index: 0 | 1; readonly byte: number }
  /** The payload length, where the second byte only says where to find it. */
  | { readonly id: 'payload-length'; readonly bytes: number }
  | { readonly id: 'masking-key' }
  | { readonly id: 'close-payload'; readonly code: number | null; readonly reason: string }
  | { readonly id: 'payload-text'; readonly text: string }
  | { readonly id: 'payload-size'; readonly bytes: number };

export type SequenceSlot =
  | PacketSlot
  | { readonly id: 'endpoint'; readonly endpoint: Endpoint }
  | { readonly id: 'ready-state'; readonly state: ReadyState }
  | { readonly id: 'tcp-state'; readonly state: TcpState }
  /** When a step's bytes left. */
  | { readonly id: 'sent-at'; readonly atMs: number }
  /** How large what arrived is. */
  | { readonly id: 'size'; readonly bytes: number }
  /** The first step that the reader's changes affect is below this line. */
  | { readonly id: 'first-change' };
