/**
 * The guide to order, loss and resuming. Sources: RFC 9293 §3.4; RFC 6455 §5.4 and §7.1.5; the
 * model in core/operations/cut-and-resume.ts.
 */

import type { Guide } from './guide.ts';

export const ORDER_LOSS_RESUME: Guide = {
  topic: 'Order, loss and resuming: what a new connection doesn’t know',
  answer: [
    'As long as a connection lives, messages arrive whole, in order and once. When the connection is lost, so are the messages in buffers and in flight. Neither side can know which ones arrived.',
    'WebSocket has no way to resume. Number your messages, keep the latest ones, and let the client name the last number that it has. The server then sends what follows.',
  ],
  sections: [
    {
      title: 'What TCP promises, and to whom',
      text: [
        'TCP delivers bytes in order and without gaps, as long as the connection lives. It acknowledges them to the sender’s system, not to your code. And an acknowledged byte is in the receiver’s system, not yet in its application.',
        'So a `send()` that returns promises nothing. If `bufferedAmount` is zero, the browser has handed the bytes to the network, and no more is known. Only a message back from the application proves that a message was handled.',
      ],
    },
    {
      title: 'At most once, at least once',
      text: [
        '**At most once**: send and forget. A message can be lost, but none arrives twice. [Socket.IO does that by default]{socket-io-delivery}.',
        '**At least once**: keep each message until the application acknowledges it. Send it again after a cut. If only the acknowledgement was lost, the message arrives twice.',
        '**Exactly once** takes both. The sender repeats, and the receiver ignores numbers that it already has.',
      ],
    },
    {
      title: 'Resume from a number',
      text: [
        'The client reconnects with the name of its session and the last number that it received. The server sends what follows, and then continues. [Discord’s gateway works like that]{discord-resume}.',
        'The buffer is bounded. If it doesn’t reach back far enough, the server has to admit that. The client then loads everything again, as on its first visit.',
        'Decide how a session ends, too. [A client of Discord that closes with 1000 or 1001 can’t resume]{discord-codes}.',
        'Server-sent events have this built in: [the browser sends the last ID by itself]{last-event-id}.',
      ],
    },
    {
      title: 'Need less of it',
      text: [
        'If a message contains the whole state, such as a price, only the latest one counts. Then a new connection needs one message, and no history.',
        'An action, such as an order, needs an ID that the client makes. If the client repeats it after a cut, the server recognizes it.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'TCP is reliable, so nothing gets lost.',
      correction: 'It is reliable until the connection ends. What was in flight then is lost.',
    },
    {
      claim: 'Sending without an error means that it arrived.',
      correction: 'It means that the message is in a buffer of your own side.',
    },
    {
      claim: 'A library that reconnects also repeats what was lost.',
      correction:
        'Look it up. [Socket.IO can, for a short while, if that is switched on]{socket-io-recovery}.',
    },
    {
      claim: 'Order survives a new connection.',
      correction:
        'Only within one connection. If old messages are sent again late, they arrive after newer ones.',
    },
  ],
  further: [
    '[What a phone does when the user leaves](guides/on-a-phone/), and what a return finds.',
    '[A connection that goes dead, step by step](#/learn/line-goes-dead).',
    '[Why all clients come back together](guides/reconnect-storm/), and how to prevent it.',
    '[What close code 1006 means](close-codes/1006/) after a cut.',
  ],
};
