/**
 * The guide to head-of-line blocking. Sources: RFC 9293 §3.4 and §3.10.7.4; RFC 6455 §5.4; RFC 9000
 * §2.
 */

import { formatDelay } from '#content/compare/numbers.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';

const LARGE_SIZE = 1_000_000;
const BITS_PER_SECOND = 10_000_000;

const largeTime = () => computed(formatDelay(((LARGE_SIZE * 8) / BITS_PER_SECOND) * 1000));

export const HEAD_OF_LINE: Guide = {
  topic: 'Head-of-line blocking: one lost segment, many late messages',
  answer: [
    'A WebSocket is one TCP connection, and TCP delivers bytes in order. If a segment is lost, everything after it waits, although it has arrived. It waits until TCP has sent the lost segment again.',
    'Messages can’t overtake each other, either. A large one delays all small ones after it. For prices, chats and editors this is what you want. For games, voice and many independent streams, look at WebTransport, or send large data elsewhere.',
  ],
  sections: [
    {
      title: 'Why everything waits',
      text: [
        'TCP promises a stream without gaps. So the operating system keeps what comes after a gap, and gives it to the browser when the gap is closed. No setting of WebSocket changes that.',
        'The sender notices the loss by acknowledgements that repeat, about a round trip later. If too little follows, only a timer notices it. So a quiet connection waits longest. Change the time between messages in the figure to see both.',
      ],
    },
    {
      title: 'Large messages block small ones',
      text: [
        `The frames of two messages must not be mixed. [§5.4] A message of a megabyte takes ${largeTime()} at ten megabits per second, and everything behind it waits.`,
        'Only control frames may come between fragments. So Ping and Close frames get through if the sender fragments the large message. [Watch that](#/learn/fragments).',
        'Split large data into messages of your own, and send others in between. Or load it with `fetch`, which uses another connection or stream.',
      ],
    },
    {
      title: 'What HTTP/2 and HTTP/3 change',
      text: [
        'Over HTTP/2, a WebSocket is one stream of many. [RFC 8441 §5] All of them share a TCP connection, so a loss still stops them all.',
        'HTTP/3 uses QUIC, whose streams don’t wait for each other. A WebSocket over it is one stream, so its own messages still wait. [RFC 9220 §3]',
        '[WebTransport gives a page several streams, and datagrams]{webtransport} that may be lost. That is what removes the waiting.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'A lost packet loses a message.',
      correction: 'TCP sends it again. While the connection lives, messages are only late.',
    },
    {
      claim: 'Several WebSockets don’t help.',
      correction:
        'With HTTP/1.1, each has its own TCP connection, so a loss stops only one. But they compete for the same network.',
    },
    {
      claim: 'The frames of HTTP/2 solve it.',
      correction:
        'They let requests share a connection. They don’t let bytes overtake each other in TCP.',
    },
    {
      claim: 'Compressing or batching makes it worse.',
      correction:
        'Fewer segments are fewer chances for a loss. But each loss then delays more messages.',
    },
  ],
  further: [
    '[Change any segment’s fate in Learn](#/learn/chat): lose it, delay it, cut it.',
    '[Compare](#/compare) has a setting for loss, which makes messages late with every method.',
    '[Which method?](guides/which-one/) If a message may be lost, its verdict says so.',
  ],
};
