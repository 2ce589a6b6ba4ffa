/** What survives navigation. The app creates it, and pages use it to pass traces to each other. */

import type { Trace } from '#core/trace/trace.ts';
import type { Workbench } from './workbench.svelte.ts';

/** An open trace with its title. */
export type OpenTrace = {
  readonly title: string;
  readonly trace: Trace;
};

export class Workspace {
  /** Null until Decode is first opened, because other pages don't need its code. */
  workbench: Workbench | null = null;

  /** The link whose bytes are on the bench. Null after the reader changes them. */
  openedLink = $state<string | null>(null);

  /** A trace that another page passes to Decode. */
  opened = $state.raw<OpenTrace | null>(null);

  /** The reader's connection, as Learn plays it. */
  played = $state.raw<OpenTrace | null>(null);
}
