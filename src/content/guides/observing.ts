/**
 * The guide to observing connections in production. Sources: RFC 6455 §7.1.5; the network panel of
 * Chromium 156, measured; the facts that it cites; the connections of
 * core/scenarios/observed-endings.ts.
 */

import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';
import { observeEnding } from './observing-records.ts';

const broken = observeEnding('rule-broken').observed;

function codeOf(side: 'page' | 'server'): string {
  return computed(String(broken[side].closed?.code ?? ''));
}

export const OBSERVING: Guide = {
  topic: 'Observing connections in production: logs, counts and captures',
  answer: [
    'A proxy’s log usually has one line for a whole WebSocket. It is written at the end, with status 101 and the time of the session. It shows no messages, no close code, and nothing about connections that are open now.',
    'So count in your own server: open connections, openings and ends by close code, ages, messages, and the round trip of each ping. Let pages report their own close codes. Record frames only when these counts don’t explain a fault.',
  ],
  sections: [
    {
      title: 'What a log has of it',
      text: [
        'To HTTP, a WebSocket is one request. [nginx writes its line at the end, whatever the end was]{nginx-session-line}. [Heroku’s service time is the whole session]{heroku-session-line}. So leave these lines out of your statistics of slow requests.',
        '[nginx counts the bytes to the client, frames included]{nginx-bytes}. Of the bytes from the client, it counts the request but not the frames. Some services have a separate log for WebSockets. [Cloudflare’s says which side ended a connection]{cloudflare-websocket-log}.',
        'A rejected handshake is an ordinary request with its status. Watch the number of each status: many 401 or 403 can be logins that expired, many 503 a server that is full.',
      ],
    },
    {
      title: 'What to count',
      text: [
        '**Open connections, and openings per second.** A step down with a peak of openings points to a restart, a rise without an end to a leak.',
        '**Ends, by close code.** Keep 1006 apart. It means that no Close frame came. [§7.1.5] A sudden rise points to a proxy or a network.',
        '**The age at the end, and the silence before it.** Equal ages are a limit on age, equal silences an [idle timeout](guides/long-silence/).',
        '**Messages and bytes each way, and what waits to be sent.** A queue that grows points to a [client that is too slow](guides/backpressure/).',
        '**The round trip of each ping.** A server can measure it without any code of the page. A ping that stays without a pong points to a dead line.',
      ],
    },
    {
      title: 'Give each connection a number',
      text: [
        'Make an ID in the handshake, and log it when the connection opens and when it ends. Send it to the page in the first message. Then a user’s report, the page’s report and the server’s log meet.',
        'Traces follow requests, and a message isn’t a request. [OpenTelemetry has no conventions for WebSockets yet]{otel-websocket}. Put the trace’s ID into your own messages, next to their type.',
        'Log types and sizes, not contents. Messages contain what users write.',
      ],
    },
    {
      title: 'Ask both ends',
      text: [
        `The two sides can have different codes. If a frame breaks a rule, the page gets ${codeOf('page')} while the server gets ${codeOf('server')}, as in the figure. If the line is dead, only the server’s heartbeat notices.`,
        'A page can’t report over a connection that is lost. Let it keep the code, the age and the time, and send them with the next connection.',
      ],
    },
    {
      title: 'When you need the frames',
      text: [
        'Chromium’s network panel has [whole messages, without fragments, pings and Close frames]{devtools-messages}. [Chrome saves them in HAR files]{har-messages}, and [Playwright does, too]{playwright-har}. Such a file shows what was said, and not what crossed.',
        'For that, capture between the proxy and the server, where TLS has ended. [Open the capture in Decode](#/decode): it names the frame that broke a rule, and the side that ended TCP.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'Status 101 means that all went well.',
      correction: 'It means that the handshake succeeded. The end isn’t in the status.',
    },
    {
      claim: 'Such a request takes minutes, so the server is slow.',
      correction: 'The time of that line is the life of the connection.',
    },
    {
      claim: 'The log shows who is connected.',
      correction: 'It shows who was. The line comes when the connection ends.',
    },
    {
      claim: 'The server’s close code is the page’s.',
      correction:
        'Each side reports what it got. Without a Close frame, each says 1006, or nothing at all.',
    },
  ],
  further: [
    '[1006, and how to find its cause](guides/close-code-1006/): its causes on both sides.',
    '[A recorded connection of a browser](#/decode?example=recorded-chromium-echo), frame by frame.',
    '[Error messages](errors/) of libraries, with what they mean.',
  ],
};
