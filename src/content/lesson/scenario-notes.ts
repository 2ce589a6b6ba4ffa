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
    'The proxy is halfway: each of its two connections takes half of the latency. It opens TCP to the server when it has the request (',
    rfc(9110, '3.7'),
    ', ',
    rfc(9110, '7.6'),
    '). Proxies can also keep connections to a server open and use them again.',
  ],
  'line-goes-dead': () => [
    'Each attempt to reconnect is its own connection, so only one is shown at a time. The page decides when to try. RFC 6455 suggests a random delay of 0 to 5 seconds first, then longer and longer ones, such as truncated binary exponential backoff (',
    rfc(6455, '7.2.3'),
    `). This site doubles the range each time, up to a minute. One such plan: ${planRetries(
      RETRY_SEED,
      RETRIES,
    )
      .map(({ waitMs, withinMs }) => `${formatDuration(waitMs)} of ${withinMs / 1000} s`)
      .join(
        ', ',
      )}. Without randomness, all clients of a failed server would reconnect at the same time.`,
  ],
  'three-lengths': () => [
    'Simulated connections show only the acknowledgements of a SYN-ACK or a FIN. The others still matter: a new TCP connection sends up to 10 segments, then waits for acknowledgements (',
    rfc(6928, '2'),
    '). A recorded connection shows all of them.',
  ],
};

/** Null if the steps are enough. */
export function scenarioNote(id: ScenarioId): Prose | null {
  return NOTES[id]?.() ?? null;
}
