/** Calls of a page that no bytes show: before the connection opens, and after it began to close. */

import { SAMPLE_NONCE } from '#core/scenarios/empty-script.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import { PageSocket, type EndpointFact } from '#core/page/page-socket.ts';
import { readyStateNumber } from '#core/protocol/endpoint.ts';
import { hasClose } from '../../scripts/peers/browser-verdict.ts';
import type { Performance } from '../../scripts/peers/page-server.mjs';
import { RESPONSE, SERVER_CLOSE } from '../core/story/traces.ts';
import { toldEvent, type Told } from './told-page.ts';
import { PATIENCE_MS, withAccept } from './told-server.ts';

type LateCalls = {
  readonly performance: Performance;
  /** What happens to the page's socket, in order. */
  readonly facts: readonly EndpointFact[];
};

const ABNORMAL = { code: 1006, reason: '', wasClean: false };
const NORMAL = { code: 1000, reason: '', wasClean: true };

export const LATE_CALLS: Readonly<Record<string, LateCalls>> = {
  'close-while-connecting': {
    performance: {
      page: { calls: [{ after: 0, code: 'socket.close()' }] },
      // It never responds, because the browser ends TCP.
      perform: async (connection) => void (await connection.until(() => false, PATIENCE_MS)),
    },
    facts: [{ kind: 'close-called' }, { kind: 'tcp-closed', report: ABNORMAL }],
  },
  'send-while-closing': {
    performance: {
      page: {
        calls: [{ after: 1, code: 'socket.close(1000); socket.send("too late")' }],
      },
      perform: async (connection) => {
        await connection.write(withAccept(RESPONSE, keyOfNonce(SAMPLE_NONCE), connection.key));
        await connection.until(hasClose, PATIENCE_MS);
        await connection.write(SERVER_CLOSE);
        connection.end();
      },
    },
    facts: [
      { kind: 'opened', protocol: '', extensions: '' },
      { kind: 'close-called' },
      { kind: 'send-called', size: 8 },
      { kind: 'closing-started' },
      { kind: 'tcp-closed', report: NORMAL },
    ],
  },
};

/** What a page hears of the facts. */
export function toldByFacts(facts: readonly EndpointFact[]): Told[] {
  const page = new PageSocket({ firesErrorAtLoss: false });
  return facts.flatMap((fact) =>
    page.take(fact).map((event) => ({
      ...toldEvent(event),
      readyState: readyStateNumber(page.readyState),
      bufferedAmount: page.bufferedAmount,
    })),
  );
}
