/** How a comparison counts, and what it omits. */

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
        'Computed: each method carries the same messages, made at the same moments, and is simulated event by event. Requests, answers, events and frames can be serialized by this site’s own code; the lengths counted are those of the bytes it writes. A KB is 1,000 bytes.',
      ],
      [
        settings.pollTiming === 'timer'
          ? `Polling asks at 0 s and then every ${interval} s (`
          : `Polling asks at 0 s and then ${interval} s after each answer (`,
        rfc(9112, '9.3'),
        '), but not before it has its last answer. An answer brings everything that is waiting.',
      ],
      [
        `Long polling asks again as soon as it is answered. The server holds the question until it has something to say, ${formatDecimal(settings.longPollTimeoutSeconds)} s at most. What is made between an answer and the next question goes into one answer (`,
        rfc(6202, '2'),
        '). That is why a message is three times as late at worst as at best.',
      ],
      [
        'From the client, all but the WebSocket post each message in a request of its own. Over HTTP/1.1 a connection carries one exchange at a time, so that a post takes another connection while a long poll or a stream is open; six at most, as in browsers.',
      ],
      [
        'The WebSocket opens once, then sends each message in a frame as soon as it is made, either way (',
        rfc(6455, '1.2'),
        '), or as a list, if it collects. It has a connection of its own, also beside HTTP/2.',
      ],
      [
        `A message takes half the round trip, ${formatDecimal(settings.roundTripMs / 2)} ms, to cross, whatever its size. No method makes that shorter; what differs is the waiting before it. The first connection is open at 0 s; those that open later take their round trips then.`,
      ],
      [
        'Layers: a TLS record around what is handed over at once, 22 bytes (',
        rfc(8446, '5.2'),
        '); 52 bytes of IPv4 and TCP a segment; an acknowledgement of its own for what no data acknowledges within 20 ms, and for every second segment (',
        rfc(9293, '3.8.6.3'),
        '); 38 bytes of Ethernet a packet. Measured in 18 recorded runs with Chromium 156, Node 20 and curl 7.88 on 2026-11-22, which the model comes to again: HTTP/1.1 and WebSocket to the byte, HTTP/2 within 2 %.',
      ],
      ...(settings.http === '2'
        ? [
            [
              'HTTP/2 is an estimate: its header compression (',
              rfc(7541, '2.3'),
              ') is not carried out, but fitted to recordings of Chromium and Node.',
            ],
          ]
        : []),
      profileNote(source),
    ],
    leftOut: [
      [
        'Loss, congestion and bandwidth: nothing is sent twice, and everything takes the same time. TCP holds back what follows a lost segment, on every method.',
      ],
      [
        'The time that servers and clients need, and what it costs a server to hold a connection beyond the memory that you set: often that decides, not the bytes.',
      ],
      [
        'Connections that are closed when nothing happens for long: Node’s server closes after 5 s, proxies after about a minute. Reconnecting, and what is missed meanwhile.',
      ],
      [
        'HTTP/3, WebSocket over HTTP/2 (',
        rfc(8441, '4'),
        '), compressed bodies, answers from caches (304), proxies, IPv6 with its 20 bytes more a segment.',
      ],
      [
        'TLS’s own close_notify, and that a real Referer and Origin say https where this one says http: one byte each.',
      ],
    ],
  };
}

function profileNote(source: ComparisonReport['source']): Prose {
  switch (source.kind) {
    case 'composed':
      return [
        'The heads are the least that the standards demand: Host, the length of a body, a Date, and the fields of the handshake (',
        rfc(9112, '3.2'),
        ', ',
        rfc(9110, '6.6.1'),
        ', ',
        rfc(6455, '4.1'),
        '). No browser sends so little.',
      ];
    case 'own':
      return [
        'The requests are yours; what a POST, a stream and a handshake need besides is put to them. The answers were recorded from a server on Node.',
      ];
    case 'quoted':
      return [
        `Quoted: the heads of a poll are sizes that ${source.from}, state. There is no text to serialize, so they are only added up; what is not stated is the standards’ least.`,
      ];
    case 'recorded':
      return [
        `Measured: the heads were recorded on ${source.recordedOn} from ${source.client}, to ${source.server}. Cookies, which go with every request (`,
        rfc(6265, '5.4'),
        `), are as you set them. Put together from recorded ones: ${source.composed.map((id) => COMPOSED_NAMES[id] ?? id).join(', ')}.`,
      ];
  }
}

const COMPOSED_NAMES: Readonly<Record<string, string>> = {
  'empty-response': 'the 204 that says there is nothing new',
  'post-request': 'the POST',
  'opening-request': 'the WebSocket’s request',
};
