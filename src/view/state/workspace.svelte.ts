/** What survives navigation. The app creates it, and pages use it to pass bytes to each other. */

import type { Trace } from '#core/trace/trace.ts';
import type { DecodeInput } from '#core/workbench/decoded.ts';
import type { LiveSession } from './live-session.svelte.ts';
import type { Workbench } from './workbench.svelte.ts';

/** An open trace with its title. */
export type OpenTrace = {
  readonly title: string;
  readonly trace: Trace;
  /** For a connection that is still open: the trace as it is now, reactive; null for no change. */
  readonly grown?: () => Trace | null;
};

/** What another page passes to Decode. */
export type HandedInput = {
  /** The name of a file or lesson; null for a paste. */
  readonly title: string | null;
  readonly input: DecodeInput;
};

export class Workspace {
  /** Null until Decode is first opened, because other pages don't need its code. */
  workbench: Workbench | null = null;

  /** Null until Live is opened with a key. */
  live = $state.raw<LiveSession | null>(null);

  /** The link whose bytes are on the bench. Null after the reader changes them. */
  openedLink = $state<string | null>(null);

  /** Replaces what is on the bench when Decode opens. */
  handed = $state.raw<HandedInput | null>(null);

  /** The reader's connection, as Learn plays it. */
  played = $state.raw<OpenTrace | null>(null);
}
