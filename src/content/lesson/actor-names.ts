/** Names of the two endpoints: "the browser" in a scenario, the program's name in a recording. */

import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';

/** "The browser", or in a recording "Chromium": at the beginning of a sentence. */
export function actorName(trace: Trace, side: Side): string {
  const { name } = trace.endpoints[side];
  return trace.provenance.kind === 'recorded' ? name : `The ${name.toLowerCase()}`;
}

/** The same name for the middle of a sentence. */
export function actorWithin(trace: Trace, side: Side): string {
  return actorName(trace, side).replace(/^The /, 'the ');
}
