/**
 * How a comparison counts, and what it omits. Sources: the sections in the notes; 18 captures of
 * 2026-11-22 with Chromium 156, Node 20 and curl 7.88, which the tests of core/traffic repeat.
 */

import { rfc } from '#core/protocol/rules/reference.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import { sharesPageConnection } from '#core/traffic/settings/comparison-plan.ts';
import { formatDecimal, formatDelay, formatTime } from './numbers.ts';
import { MIN_TIMEOUT_MS } from '#core/traffic/expected/loss.ts';
import type { Prose } from '#content/phrasing/prose.ts';

export type CompareNotes = {
  readonly counted: readonly Prose[];
  readonly leftOut: readonly Prose[];
};

export function compareNotes({ settings, source }: ComparisonReport): CompareNotes {
  const interval = formatDelay(settings.pollIntervalSeconds * 1000);
  return {
    counted: [
      [
        `Computed: all figures are expected values for one client that stays for ${formatTime(settings.sessionSeconds * 1000)}. How often each request, response, event and frame is sent follows from the settings. What each costs is counted by this site’s own code, which also serializes them. A kB is 1,000 bytes.`,
      ],
      [
        'The played timeline is one sample: the same messages, created at the same random times, simulated event by event for each method. In the long run, such samples have the expected figures on average. Messages that come evenly start at a random time in the expected figures.',
      ],
      [
        settings.pollTiming === 'timer'
          ? `Polling sends a request every ${interval} (`
          : `Polling sends a request ${interval} after each response (`,
        rfc(9112, '9.3'),
        '), but not before it has the last response. A response contains all messages that are waiting.',
        settings.tab === 'background'
          ? ' The page is hidden, so Chrome runs its timers once per minute. No other method needs timers.'
          : '',
      ],
      [
        `Long polling sends the next request as soon as it has a response. The server delays its response until there is a message, ${formatDecimal(settings.longPollTimeoutSeconds)} s at most. Messages created between a response and the next request share one response (`,
        rfc(6202, '2.2'),
        '). A message that is just too late for a response waits for the next request. If that needs no new connection, the message takes three trips: response, next request, response.',
      ],
      // Source: RFC 9112 §9.3; measured with 20 requests that stay unanswered: Chromium 156 and
      // Firefox 153 open 6 connections to a host.
      [
        'All methods but WebSocket send each message from the client in its own POST. An HTTP/1.1 connection carries one exchange at a time. So a POST needs another connection while a long poll or a stream is open. There are six at most, as in Chromium and Firefox.',
      ],
      [
        'The WebSocket opens once, for both directions (',
        rfc(6455, '1.2'),
        settings.coalesceMs === 0
          ? '). Each message is sent in a frame as soon as it is created. '
          : `). A frame contains a list of all messages of ${formatDelay(settings.coalesceMs)} from the first. `,
        ...(sharesPageConnection(settings)
          ? [
              'Over HTTP/2 it shares the connection of the page, with extended CONNECT (',
              rfc(8441, '4'),
              '), which needs a server that supports it.',
            ]
          : ['It needs its own connection.']),
      ],
      visitNote(settings),
      [
        `A message takes half the round trip, ${formatDecimal(settings.roundTripMs / 2)} ms, to arrive, whatever its size. That is the same for every method. The wait before it differs. Connections that are opened take their round trips first.`,
      ],
      [
        'TLS adds a record of 22 bytes around each write (',
        rfc(8446, '5.2'),
        '). TCP and IPv4 add 52 bytes per segment. An acknowledgement is separate if no data carries it within 20 ms, and for every second segment (',
        rfc(9293, '3.8.6.3'),
        '). Ethernet adds 38 bytes per packet. Measured: the model repeats 18 runs of 22 November 2026 with Chromium 156, Node 20 and curl 7.88. It does so to the byte for HTTP/1.1 and WebSocket, and within 2% for HTTP/2.',
      ],
      ...idleNotes(settings),
      ...lossNotes(settings),
      ...compressionNotes(settings),
      ...(settings.http === '2'
        ? [
            [
              'HTTP/2 is an estimate: its header compression (',
              rfc(7541, '2.3'),
              ') isn’t computed, but fitted to recordings of Chromium 156 and Node 20. A body, an event or a WebSocket frame is in DATA frames of at most 16,384 bytes (',
              rfc(9113, '6.5.2'),
              ').',
            ],
          ]
        : []),
      profileNote(source),
    ],
    leftOut: [
      ['Congestion and bandwidth: a message takes the same time, whatever its size.'],
      [
        'The time that servers and clients need, and the cost of an open connection for a server, except the memory that you set. That can matter more than the bytes.',
      ],
      [
        // Source: RFC 6455 §7.2.3; HTML §9.2, "reconnection time".
        'The pause before a client connects again, which keeps a server from being overrun. Messages that are lost when a connection is cut: here they wait until there is another.',
      ],
      // Source: RFC 9113 §5.2; counted between a client and a server of Node 20.20 with bodies of
      // 40,000 to 200,000 bytes: 26 bytes for each 32 KiB received.
      ...(settings.http === '2'
        ? [
            [
              'WINDOW_UPDATE frames of HTTP/2, with which a receiver allows more bytes: under 0.1% of what Node 20 receives.',
            ],
          ]
        : []),
      ['HTTP/3, responses from caches (304), proxies, IPv6 with 20 more bytes per segment.'],
      [
        'The close_notify of TLS, and the s of https in a real Referer and Origin: here they contain http, one byte less each.',
      ],
    ],
  };
}

function visitNote({ visit, encryption, http, connections }: ComparisonReport['settings']): Prose {
  const handshake = encryption === 'tls' ? 'TCP and TLS' : 'TCP';
  if (visit === 'first') {
    return [
      `Each method opens the first connection to its server, with the whole handshake of ${handshake}. Its other connections ${encryption === 'tls' ? 'resume TLS' : 'need TCP only'}.`,
    ];
  }
  const resumes = encryption === 'tls' ? ', which resumes TLS' : '';
  if (connections === 'new') {
    return [
      `The page that contains the client is open, but its connection is closed. Each request opens a new one, and so does a WebSocket${resumes}.`,
    ];
  }
  const own = sharesPageConnection({ http, connections })
    ? 'Every method uses it.'
    : `HTTP reuses it. A WebSocket opens another one${resumes}, as Chromium does.`;
  return [`The page that contains the client is open, so it has a connection. ${own}`];
}

function idleNotes({ idleLimitSeconds }: ComparisonReport['settings']): Prose[] {
  if (idleLimitSeconds === 0) return [['No connection is closed because it is idle.']];
  return [
    [
      `A connection without traffic is closed after ${formatTime(idleLimitSeconds * 1000)}, whatever the method. Polling opens another one for its next request. A held request, a stream and a WebSocket are cut, and their clients connect again at once, unless a heartbeat comes sooner. A limit that equals the timeout of a long poll cuts it.`,
    ],
  ];
}

function lossNotes({ lossPercent, roundTripMs }: ComparisonReport['settings']): Prose[] {
  if (lossPercent === 0) return [['No packet is lost.']];
  return [
    [
      `${formatDecimal(lossPercent)}% of packets are lost, independently of each other. A lost segment is sent again after ${formatDecimal(roundTripMs + MIN_TIMEOUT_MS)} ms: a round trip and Linux’s minimum of ${MIN_TIMEOUT_MS} ms. After each further loss, that time doubles (`,
      rfc(6298, '5.5'),
      '). If three later segments arrive before, they show the loss. TCP delivers in order, so later messages on the same connection wait (head-of-line blocking).',
    ],
  ];
}

function compressionNotes({ compression }: ComparisonReport['settings']): Prose[] {
  if (compression === 'off') return [];
  return [
    [
      'Response bodies are compressed with gzip (',
      rfc(9110, '8.4.1'),
      '). An event stream is one gzip stream that is flushed after each event. A WebSocket uses permessage-deflate and keeps its context (',
      rfc(7692, '7.2'),
      '). Browsers don’t compress what a POST sends. Sizes are means of this site’s compressor with messages like those shown. Small bodies grow.',
    ],
  ];
}

function profileNote(source: ComparisonReport['source']): Prose {
  switch (source.kind) {
    case 'composed':
      return [
        'The headers are the minimum that the standards require. They are Host (',
        rfc(9112, '3.2'),
        '), the length of a body, a Date (',
        rfc(9110, '6.6.1'),
        ') and the fields of the handshake (',
        rfc(6455, '4.1'),
        '). Browsers send more.',
      ];
    case 'own':
      return [
        'The requests are yours, plus the fields that a POST, a stream and a handshake need. The responses were recorded from a server on Node 20.',
      ];
    case 'quoted':
      return [
        `Quoted: the sizes of a poll’s headers are from ${source.from}. Their text is unknown, so their sizes are added. Other headers are the standards’ minimum.`,
      ];
    case 'recorded':
      return [
        `Measured: the headers were recorded on ${source.recordedOn} from ${source.client}, to ${source.server}. Cookies, which every request contains (`,
        rfc(6265, '5.4'),
        `), are as you set them. These are composed of recorded fields: ${source.composed.map((id) => COMPOSED_NAMES[id] ?? id).join(', ')}.`,
      ];
  }
}

const COMPOSED_NAMES: Readonly<Record<string, string>> = {
  'empty-response': 'the 204 for no new message',
  'post-request': 'the POST',
  'opening-request': 'the WebSocket’s request',
};
