/**
 * Responses to the opening handshake (RFC 6455 §4.2.2): with a subprotocol, several ways to reject,
 * and a response that belongs to another handshake.
 */

import { fromLatin1, toLatin1, toUtf8 } from '#core/bytes/text.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import type { OpeningPolicy } from '#core/protocol/opening/opening-answer.ts';
import { encodeOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import { redirectTo, serviceUnavailable, unauthorized } from '#core/protocol/opening/refusal.ts';
import type { ParameterValues } from './parameters.ts';
import { scenarioOf } from './scenario.ts';
import type { Script } from './script.ts';
import { emptyScript, SAMPLE_NONCE, whenQuiet } from './empty-script.ts';

type Answer = ParameterValues['answer'];

/** The page offers these, its favourite first. */
const SUBPROTOCOLS = ['chat.v2', 'chat.v1'] as const;

/** The nonce of another handshake, whose response a broken cache sends. */
const OTHER_NONCE = toUtf8('another request!');

const POLICIES: Readonly<Partial<Record<Answer, OpeningPolicy>>> = {
  subprotocol: { subprotocols: ['chat.v1'] },
  '401': { decide: () => unauthorized('Basic realm="chat"') },
  '403': { origins: ['https://another.example'] },
  '404': { paths: ['/elsewhere'] },
  '503': { decide: () => serviceUnavailable(30) },
  redirect: { decide: () => redirectTo('https://login.example.com/') },
};

/** The request of a broken or old client. */
const DEVIATIONS: Readonly<Partial<Record<Answer, (head: string) => string>>> = {
  '400': (head) => head.replace(/^Sec-WebSocket-Key: .*\r\n/m, ''),
  '426': (head) => head.replace(/^(Sec-WebSocket-Version: ).*$/m, '$18'),
};

export const answers = scenarioOf(
  { answer: 'subprotocol', latencyMs: 20, nonce: SAMPLE_NONCE },
  ({ answer, latencyMs, nonce }) => {
    const script = emptyScript(latencyMs);
    const hasSubprotocols = answer === 'subprotocol' || answer === 'no-subprotocol';
    return {
      ...script,
      nonce,
      seed: 108,
      request: { ...script.request, ...(hasSubprotocols && { subprotocols: SUBPROTOCOLS }) },
      policy: POLICIES[answer] ?? {},
      ...deviation(answer, script.endpoints),
      ...(answer === 'wrong-accept' && { network: withStoredAnswer(script) }),
      acts: [
        whenQuiet('client', { kind: 'send-text', text: '{"join":"lobby"}' }),
        whenQuiet('client', { kind: 'close', code: 1000, reason: '' }, 1_000),
      ],
    };
  },
);

/** A browser can't send such a request, so the client is another program. */
function deviation(
  answer: Answer,
  { server }: Script['endpoints'],
): Partial<Pick<Script, 'deviateRequest' | 'endpoints'>> {
  const deviate = DEVIATIONS[answer];
  if (deviate === undefined) return {};
  return {
    endpoints: { client: { name: 'Client' }, server },
    deviateRequest: (request) => toLatin1(deviate(fromLatin1(request))),
  };
}

function withStoredAnswer({ network }: Script): Script['network'] {
  const stored = encodeOpeningResponse({ key: keyOfNonce(OTHER_NONCE) });
  return {
    ...network,
    intermediary: (bytes, direction) =>
      direction === 'server-to-client' && fromLatin1(bytes).startsWith('HTTP/1.1 101')
        ? stored
        : bytes,
  };
}
