/** A message that a sender makes, and where it got to in the time observed. */

export type QueuedMessage = {
  readonly madeAtMs: number;
  /** When it leaves the sender's queue. All times are null if they aren't in the time observed. */
  readonly sentAtMs: number | null;
  readonly arrivedAtMs: number | null;
  /** When the reader has handled it. */
  readonly readAtMs: number | null;
  /** When it was dropped, or replaced by a later one. */
  readonly droppedAtMs: number | null;
  /** `waiting`: in one of the tanks at the end. */
  readonly fate: 'read' | 'waiting' | 'lost' | 'merged';
};

/** A message while it is simulated. Its times may be after the end. */
export type QueuedDraft = { -readonly [Key in keyof QueuedMessage]: QueuedMessage[Key] };
