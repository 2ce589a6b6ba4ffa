/**
 * What the steps of a scenario can't show, because they are only one connection. Loaded with the
 * scenario.
 */

import { planRetries } from '#core/scenarios/reconnecting.ts';
import type { ScenarioId } from '#core/scenarios/scenarios.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import type { Prose } from '#content/phrasing/prose.ts';

/** Any seed gives a plausible plan; this one is shown. */
const RETRY_SEED = 111;
const RETRIES = 5;

/** The first scenario is drawn before these words are loaded, so it has none. */
type Notes = Partial<Record<ScenarioId, () => Prose>> & { 'hello-and-goodbye'?: never };

const NOTES: Readonly<Notes> = {
  proxy: () => [
    'Drawn as one connection. In truth each side has its own TCP connection with the proxy, which reads on the one and writes on the other (',
    rfc(9110, '7.6'),
    ').',
  ],
  'line-goes-dead': () => [
    'Each try to reconnect is a connection of its own, so only one of them is shown at a time. When to try is for the page to decide: at random within 5 seconds at first, then within twice as long each time, up to a minute (',
    rfc(6455, '7.2.3'),
    `). One such plan: ${planRetries(RETRY_SEED, RETRIES)
      .map(({ waitMs, withinMs }) => `${formatDuration(waitMs)} of ${withinMs / 1000} s`)
      .join(
        ', ',
      )}. Without chance in it, everybody whom a server lost would come back at the same moment.`,
  ],
  'three-lengths': () => [
    'TCP’s own acknowledgements are left out here and in all that is simulated, but for those that end an opening or a closing. A recorded connection shows them.',
  ],
};

/** Null if the steps are enough. */
export function scenarioNote(id: ScenarioId): Prose | null {
  return NOTES[id]?.() ?? null;
}
