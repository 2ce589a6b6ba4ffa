/** How a comparison is counted, and what it leaves out. */

import { rfc } from '#core/protocol/reference.ts';
import type { Comparison } from '#core/traffic/comparison.ts';
import { formatDecimal } from './compare-numbers.ts';
import type { Prose } from './prose.ts';

export type CompareNotes = {
  readonly counted: readonly Prose[];
  readonly leftOut: readonly Prose[];
};

export function compareNotes({ settings, profile, network }: Comparison): CompareNotes {
  return {
    counted: [
      [
        'Each method carries the same messages, made at the same moments, and is simulated event by event. Every request, answer and frame can be serialized by this site’s own code; the lengths counted are those of the bytes it writes. A KB is 1,000 bytes.',
      ],
      [
        `Polling asks at 0 s and then every ${formatDecimal(settings.pollIntervalSeconds)} s, over one connection that is kept (`,
        rfc(9112, '9.3'),
        '), but not before it has its last answer. An answer brings everything that is waiting; one with nothing is a 204 (',
        rfc(9110, '15.3.5'),
        ').',
      ],
      [
        `Long polling asks again as soon as it is answered. The server holds the question until it has something to say, ${formatDecimal(settings.longPollTimeoutSeconds)} s at most, then says 204. What is made between an answer and the next question goes into one answer (`,
        rfc(6202, '2'),
        '). That is why a message is three times as late at worst as at best.',
      ],
      [
        'From the client, both post each message in a request of its own. A connection carries one exchange at a time, so that a post takes another connection while a long poll is held; six at most, as in browsers.',
      ],
      [
        'The WebSocket opens once, then sends each message in a frame as soon as it is made, either way (',
        rfc(6455, '1.2'),
        ').',
      ],
      [
        `A message takes half the round trip, ${formatDecimal(network.oneWayDelayMs)} ms, to cross, whatever its size. No method makes that shorter; what differs is the waiting before it.`,
      ],
      profileNote(profile),
    ],
    leftOut: [
      [
        'TCP, IP and Ethernet with their headers and acknowledgements, and TLS with its records. They add to each method, most to short messages, so that with them the factors are smaller.',
      ],
      [
        'Opening and closing connections, except for the WebSocket’s own handshake. None is closed.',
      ],
      [
        'HTTP/2 and HTTP/3, which compress heads that repeat (',
        rfc(7541, ''),
        ', ',
        rfc(9204, ''),
        '): polling over them costs far less than here.',
      ],
      [
        'Heartbeats of an idle WebSocket (',
        rfc(6455, '5.5.2'),
        '), compression (',
        rfc(7692, ''),
        '), and sending several messages together, which a WebSocket can do as well as an answer to a poll.',
      ],
      [
        'Loss, bandwidth, the time that servers and clients need, and what it costs a server to hold a connection: often that decides, not the bytes.',
      ],
    ],
  };
}

function profileNote({ source }: Comparison['profile']): Prose {
  if (source.kind === 'composed') {
    return [
      'The heads are the least that the standards demand: Host, the length of a body, a Date, and the fields of the handshake (',
      rfc(9112, '3.2'),
      ', ',
      rfc(9110, '6.6.1'),
      ', ',
      rfc(6455, '4.1'),
      '). No browser sends so little.',
    ];
  }
  return [
    `The heads were recorded on ${source.recordedOn} from ${source.client}, to ${source.server}, without cookies: those of a real site go with every request (`,
    rfc(6265, '5.4'),
    '). One is put together from the recorded ones: the 204 that says there is nothing new.',
  ];
}
