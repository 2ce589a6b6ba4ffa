/** A step as the trace alone shows it, before both sides are followed through it. */

import type { Signal, Trace } from '#core/trace/trace.ts';
import type { Step } from './step.ts';

export type DraftStep = Pick<
  Step,
  | 'id'
  | 'kind'
  | 'direction'
  | 'side'
  | 'unit'
  | 'unitIndex'
  | 'eventIndices'
  | 'carried'
  | 'givingUp'
  | 'sentAtMs'
  | 'arrival'
>;

/** A step and the index of the event that it begins with. */
export type PlacedStep = { readonly eventIndex: number; readonly draft: DraftStep };

/** TCP's signals, if the step is one of them; none if it carries bytes. */
export function signalsOf({ unit, eventIndices }: DraftStep, { events }: Trace): readonly Signal[] {
  const [index = -1] = eventIndices;
  return unit === null ? (events[index]?.signals ?? []) : [];
}
