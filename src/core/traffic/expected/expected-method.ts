/**
 * What each method is expected to send, by analysis: how often each kind of write happens, times
 * what it costs. The simulation, which plays single messages, comes to the same in the long run.
 */

import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { AmountSum } from './amounts.ts';
import { expectEventStream } from './expected-event-stream.ts';
import { expectLongPolling } from './expected-long-polling.ts';
import { expectPolling } from './expected-polling.ts';
import { expectRequests } from './expected-requests.ts';
import { expectWebSocket } from './expected-websocket.ts';
import { lossShare, withRetransmissions } from './loss.ts';
import { firstConnectionOf } from './opening.ts';
import type { Expectation, Situation } from './situation.ts';
import { startOf } from '#core/traffic/counting/count-writes.ts';

const EXPECT: Readonly<Record<ComparedId, (situation: Situation) => Expectation>> = {
  requests: expectRequests,
  polling: expectPolling,
  'long-polling': expectLongPolling,
  'event-stream': expectEventStream,
  websocket: expectWebSocket,
};

export function expectMethod(method: ComparedId, situation: Situation): Expectation {
  const expectation = EXPECT[method](situation);
  const { settings, plan } = situation;
  const setup = new AmountSum().add(expectation.setup);
  // With new connections, each POST opens its own.
  if (method !== 'requests' || settings.connections === 'kept') {
    const isOpen = startOf(0, { method }, plan) === 'open';
    setup.add(firstConnectionOf(method, plan)).add({ connections: isOpen ? 0 : 1 });
  }
  const loss = lossShare(situation);
  return {
    ...expectation,
    steady: withRetransmissions(expectation.steady, loss),
    setup: withRetransmissions(setup.total, loss),
  };
}
