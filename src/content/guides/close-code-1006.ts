/**
 * The guide to close code 1006. Sources: RFC 6455 §7.1.5 and §7.4.1; WHATWG WebSockets, “Feedback
 * from the protocol”; Chromium 156 and Firefox 153, measured (tests/browser/page-events.spec.ts).
 */

import { formatTime } from '#content/compare/numbers.ts';
import { abnormalClosure } from '#core/scenarios/abnormal-closures.ts';
import { actOutHeard, type ActedOut } from '#core/scenes/crossing-list.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';
import {
  type Cause,
  CAUSES,
  CAUSES_TITLE,
  CAUSE_WORDS,
  playCause,
} from './close-code-1006-figure.ts';

/** How long TCP repeats a SYN before the page gets its close event. */
const connectTimeout = () => computed(formatTime(playCause('unreachable').closedAtMs ?? 0));

/** How long the browser waits for the Close frame that doesn't come back. */
function closeTimeoutMs({ trace, heard }: ActedOut): number {
  const sent = trace.events.find(({ name }) => name === 'client-close-1');
  const closed = heard.find(({ side, event }) => side === 'client' && event.kind === 'close');
  return (closed?.atMs ?? 0) - (sent?.sentAtMs ?? 0);
}

const closeTimeout = () =>
  computed(formatTime(closeTimeoutMs(actOutHeard(abnormalClosure('unanswered')))));

export const CLOSE_CODE_1006: Guide = {
  topic: '1006, and how to find its cause',
  answer: [
    '1006 means that no Close frame arrived before the connection ended. The server didn’t send this code. Your browser sets it itself. [§7.1.5]',
    'So 1006 names no cause. First ask whether the page got its `open` event. If it didn’t, the name, TCP, TLS or the handshake failed. If it did, something ended TCP, or the browser failed the connection over a broken rule. The page can’t learn more. The browser’s console and the server’s log can.',
  ],
  sections: [
    {
      title: 'Why the page isn’t told',
      text: [
        'A page could use WebSockets to scan a network that it must not see. If each failure looked different, it would learn which hosts exist and what they answer. [So browsers have to make them look the same]{failures-alike}. [Firefox makes one exception]{tls-failure-firefox}: for failed TLS, it reports 1015.',
        'The `error` event carries no detail, and `close` follows it. The reason is empty, and `wasClean` is false.',
      ],
    },
    {
      title: 'Before the open event: the handshake',
      text: [
        'The browser’s console often has more than the page: a host that isn’t found, an unexpected status, a wrong accept value, or a TLS error. In the network panel, look at the request and its status.',
        `**No status, and nothing in the server’s log.** The request never arrived. [The port refused it](errors/error-in-connection-establishment-net-err-connection-refused/), or nothing answered: then TCP gives up after ${connectTimeout()} in the figure. Check host, port, firewall and TLS.`,
        'A status other than 101 comes from your server, or from a proxy before it. [401, 403 and a redirect look alike to the page](#/learn/answers). If the server never saw the request, a proxy answered.',
        'Paste the request and the response into Decode. [It checks every field](#/decode?example=accept-wrong), and shows which one a browser rejects.',
      ],
    },
    {
      title: 'After the open event: who ended it?',
      text: [
        '**Always after the same silence.** A proxy’s idle limit. nginx closes after {nginx-idle} without data from the server. Let the server ping more often.',
        '**Always at the same age.** A limit on the connection’s life. API Gateway of AWS allows {aws-gateway-life}. Reconnect before that.',
        '**All clients together.** A restart. A server can send a Close frame with 1001 or 1012 before it stops.',
        `**Long after the page closed it.** The page called \`close()\`, and no Close frame came back. In the figure, the browser waits ${closeTimeout()} for it and then reports 1006.`,
        '**With a certain message.** A size limit, or a frame that breaks a rule. The console names the rule. [Decode shows the frame](#/decode?example=server-masked).',
      ],
    },
    {
      title: 'If nothing helps: record it',
      text: [
        'Ask both ends. The server’s library reports its own close code, and it can differ from the page’s. In the last case of the figure, the server gets 1002 while the page gets 1006.',
        'Then capture the connection before TLS is added, for example between proxy and server. [Open the capture in Decode](#/decode). It shows which side sent the last byte, and who ended TCP.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'The server closed with 1006.',
      correction: 'It must not send this code. Each side sets it for itself. [§7.4.1]',
    },
    {
      claim: 'The error event will tell me the reason.',
      correction: 'The event has no reason, on purpose. The console has more.',
    },
    {
      claim: '1006 means a bad network.',
      correction: 'Most causes in the figure aren’t. Look at the server and its proxies first.',
    },
    {
      claim: 'A message that is too big closes with 1009.',
      correction:
        'Only if the receiver sends a Close frame with it. If the receiver just ends TCP, the page sees 1006.',
    },
  ],
  tables: [
    {
      title: CAUSES_TITLE,
      columns: ['Cause', 'The page was open', 'On the server', 'Look at'],
      rows: CAUSES.map((cause) => [
        CAUSE_WORDS[cause].name,
        playCause(cause).hasOpened ? 'yes' : 'no',
        CAUSE_WORDS[cause].onServer,
        lookText(cause),
      ]),
    },
  ],
  further: [
    'A summary: [the page of this close code](close-codes/1006/).',
    '[What your logs show](guides/observing/), and what to count instead.',
    '[Watch a line go dead](#/learn/line-goes-dead), with both sides’ states.',
    '[Watch each rule broken](#/learn/rules-broken), and what the peer does.',
  ],
};

function lookText(cause: Cause): string {
  const { text, href } = CAUSE_WORDS[cause].look;
  return href === null ? text : `[${text}](${href})`;
}
