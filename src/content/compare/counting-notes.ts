/**
 * How a comparison counts, and what it omits. Sources: the sections in the notes; 18 captures of
 * 2026-11-22 with Chromium 156, Node 20 and curl 7.88, which the tests of core/traffic repeat.
 */

import { rfc } from '#core/protocol/rules/reference.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import { formatDecimal } from './numbers.ts';
import type { Prose } from '#content/phrasing/prose.ts';

export type CompareNotes = {
  readonly counted: readonly Prose[];
  readonly leftOut: readonly Prose[];
};

export function compareNotes({ settings, source }: ComparisonReport): CompareNotes {
  const interval = formatDecimal(settings.pollIntervalSeconds);
  return {
    counted: [
      [
        'Computed: each method transfers the same messages, created at the same times, and is simulated event by event. This site’s own code serializes requests, responses, events and frames, and counts those bytes. A KB is 1,000 bytes.',
      ],
      [
        settings.pollTiming === 'timer'
          ? `Polling sends a request at 0 s and then every ${interval} s (`
          : `Polling sends a request at 0 s and then ${interval} s after each response (`,
        rfc(9112, '9.3'),
        '), but not before it has the last response. A response contains all messages that are waiting.',
      ],
      [
        `Long polling sends the next request as soon as it has a response. The server delays its response until there is a message, ${formatDecimal(settings.longPollTimeoutSeconds)} s at most. Messages created between a response and the next request share one response (`,
        rfc(6202, '2.2'),
        '). That is why the worst delay is three times the best: response, next request, response.',
      ],
      // Source: RFC 9112 §9.3; measured with 20 requests that stay unanswered: Chromium 156 and
      // Firefox 153 open 6 connections to a host.
      [
        'All methods but WebSocket send each message from the client in its own POST. An HTTP/1.1 connection carries one exchange at a time. So a POST needs another connection while a long poll or a stream is open. There are six at most, as in Chromium and Firefox.',
      ],
      [
        'The WebSocket opens once, then sends each message in a frame as soon as it is created, in both directions (',
        rfc(6455, '1.2'),
        '), or as a list, if it collects. It has its own connection, also beside HTTP/2.',
      ],
      [
        `A message takes half the round trip, ${formatDecimal(settings.roundTripMs / 2)} ms, to arrive, whatever its size. That is the same for every method. The wait before it differs. The first connection is open at 0 s. Later ones take their round trips when they open.`,
      ],
      [
        'Layers: 22 bytes of TLS record around each write (',
        rfc(8446, '5.2'),
        '), 52 bytes of IPv4 and TCP per segment, a separate acknowledgement if no data carries it within 20 ms, and for every second segment (',
        rfc(9293, '3.8.6.3'),
        '), and 38 bytes of Ethernet per packet. Measured: the model repeats 18 recorded runs with Chromium 156, Node 20 and curl 7.88 of 22 November 2026, HTTP/1.1 and WebSocket to the byte, HTTP/2 within 2%.',
      ],
      ...(settings.http === '2'
        ? [
            [
              'HTTP/2 is an estimate: its header compression (',
              rfc(7541, '2.3'),
              ') isn’t computed, but fitted to recordings of Chromium 156 and Node 20.',
            ],
          ]
        : []),
      profileNote(source),
    ],
    leftOut: [
      [
        'Loss, congestion and bandwidth: nothing is retransmitted, and everything takes the same time. On every method, TCP holds back what follows a lost segment on its connection.',
      ],
      [
        'The time that servers and clients need, and the cost of an open connection for a server, except the memory that you set. That can matter more than the bytes.',
      ],
      [
        // Source: Node 20, server.keepAliveTimeout (5 s); nginx, proxy_read_timeout (60 s); AWS
        // Application Load Balancer, idle timeout (60 s): their defaults.
        'Idle connections that a server or proxy closes: by default, Node’s server after 5 s, nginx and AWS load balancers after 60 s. Reconnecting, and messages missed meanwhile.',
      ],
      [
        'HTTP/3, WebSocket over HTTP/2 (',
        rfc(8441, '4'),
        '), compressed bodies, responses from caches (304), proxies, IPv6 with 20 more bytes per segment.',
      ],
      [
        'The close_notify of TLS, and the s of https in a real Referer and Origin: here they contain http, one byte less each.',
      ],
    ],
  };
}

function profileNote(source: ComparisonReport['source']): Prose {
  switch (source.kind) {
    case 'composed':
      return [
        'The headers are the minimum that the standards require: Host, the length of a body, a Date, and the fields of the handshake (',
        rfc(9112, '3.2'),
        ', ',
        rfc(9110, '6.6.1'),
        ', ',
        rfc(6455, '4.1'),
        '). Browsers send more.',
      ];
    case 'own':
      return [
        'The requests are yours, plus the fields that a POST, a stream and a handshake need. The responses were recorded from a server on Node 20.',
      ];
    case 'quoted':
      return [
        `Quoted: ${source.from}, state the sizes of a poll’s headers, without their text. So these sizes are added. Other headers are the standards’ minimum.`,
      ];
    case 'recorded':
      return [
        `Measured: the headers were recorded on ${source.recordedOn} from ${source.client}, to ${source.server}. Cookies, which every request contains (`,
        rfc(6265, '5.4'),
        `), are as you set them. Composed of recorded fields: ${source.composed.map((id) => COMPOSED_NAMES[id] ?? id).join(', ')}.`,
      ];
  }
}

const COMPOSED_NAMES: Readonly<Record<string, string>> = {
  'empty-response': 'the 204 for no new message',
  'post-request': 'the POST',
  'opening-request': 'the WebSocket’s request',
};
