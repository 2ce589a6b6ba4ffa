/** What is on the reader's desk: made by the app, survives navigation, hands a trace from page to page. */

import type { Trace } from '#core/trace/trace.ts';

/** A trace that is open, with the name under which a reader knows it. */
export type OpenTrace = {
  readonly title: string;
  readonly trace: Trace;
};

export class Workspace {
  /** The text in Decode's input; null until something was typed, pasted or opened there. */
  paste = $state<string | null>(null);

  /** The trace that was opened whole, as a sample or a file; null while the paste is what counts. */
  opened = $state.raw<OpenTrace | null>(null);

  /** The reader's own connection, for Learn to play; Decode hands it over. */
  played = $state.raw<OpenTrace | null>(null);
}
