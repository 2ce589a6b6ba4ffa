/** What a link to Learn asks for that can't be done. */

import type { ParameterValue, AdjustmentReason } from '#core/scenarios/clamp-parameters.ts';
import type { ParameterId } from '#core/scenarios/parameters.ts';

/** `given` is the text in the link, percent-decoded. */
export type LearnLinkProblem =
  /** A recording can't be changed. `names` are those of the parameters in the link. */
  | { readonly kind: 'recording'; readonly names: readonly string[] }
  /** The scenario has no parameter of this name. */
  | { readonly kind: 'unknown-parameter'; readonly name: string; readonly given: string }
  /** No depth has this name, so the reader's own is shown. */
  | { readonly kind: 'unknown-depth'; readonly given: string }
  /** The parameter follows again with another value, which counts. */
  | { readonly kind: 'repeated-parameter'; readonly name: string; readonly given: string }
  | {
      readonly kind: 'adjusted';
      readonly parameter: ParameterId;
      readonly given: string;
      readonly taken: ParameterValue;
      readonly reason: AdjustmentReason;
    }
  /** A Close frame without a code can't contain a reason. */
  | { readonly kind: 'reason-without-code'; readonly given: string }
  | TamperingProblem;

/** `given` is one segment's part of the link: "client-text-1:lose". */
export type TamperingProblem =
  /** The text before the colon can't be the name of a segment. */
  | { readonly kind: 'unreadable-segment'; readonly given: string }
  | { readonly kind: 'unreadable-alteration'; readonly given: string }
  /** The segment follows again with another alteration, which counts. */
  | { readonly kind: 'repeated-segment'; readonly given: string }
  /** The parts after the first `max`. */
  | { readonly kind: 'too-many-segments'; readonly given: readonly string[]; readonly max: number }
  | { readonly kind: 'delay-above'; readonly given: string; readonly takenMs: number }
  | MissedTampering;

/** Tampering that can be read, but changes nothing. */
export type MissedTampering =
  /** Neither the story nor the scenario without changes has such a segment. */
  | { readonly kind: 'unknown-segment'; readonly segment: string }
  /** Only the scenario without changes has the segment. */
  | { readonly kind: 'unsent-segment'; readonly segment: string }
  /** The segment has no bytes to cut or replace. */
  | { readonly kind: 'no-bytes'; readonly segment: string }
  /** The segment has only `size` bytes, so the first `keep` are all of them. */
  | {
      readonly kind: 'cut-beyond-end';
      readonly segment: string;
      readonly keep: number;
      readonly size: number;
    };
