/**
 * What is on the reader's desk: made by the app, survives navigation, hands a trace from page to
 * page.
 */

import type { Trace } from '#core/trace/trace.ts';
import type { Workbench } from './workbench.svelte.ts';

/** A trace that is open, with the name under which a reader knows it. */
export type OpenTrace = {
  readonly title: string;
  readonly trace: Trace;
};

export class Workspace {
  /**
   * Decode's bench, which Decode makes when it is first entered: others don't load what it takes.
   */
  workbench: Workbench | null = null;

  /** The link whose bytes were put on the bench, until the reader changes them. */
  openedLink = $state<string | null>(null);

  /** A trace that another page hands to Decode, which takes it. */
  opened = $state.raw<OpenTrace | null>(null);

  /** The reader's own connection, as Learn's player plays it. */
  played = $state.raw<OpenTrace | null>(null);
}
