/**
 * The guide to backpressure and bounded queues. Sources: WHATWG WebSockets, “bufferedAmount”; RFC
 * 9293 §3.8.6; the model in core/operations/bounded-queue.ts.
 */

import type { Guide } from './guide.ts';

export const BACKPRESSURE: Guide = {
  topic: 'Too fast: backpressure, and queues with a bound',
  answer: [
    'If one side sends faster than the other reads, the difference waits. It waits in the reader’s buffer, in the network, and then in a queue of the sender. TCP bounds the first two. The queue grows until memory ends, and its messages get old.',
    'WebSocket has no message that means “slower”. So measure your queue, and give it a bound. Decide what happens when it is full: drop, replace, wait or close.',
  ],
  sections: [
    {
      title: 'Where messages wait',
      text: [
        'TCP has backpressure. A receiver announces how many bytes it has room for, and the sender’s system sends no more. [RFC 9293 §3.8.6] If a program stops reading, its buffer fills, and TCP stops.',
        'But TCP stops the system, not your code. Your code can call `send()` again and again. What TCP doesn’t accept waits in your process.',
      ],
    },
    {
      title: 'A page can’t slow its server down',
      text: [
        'A browser delivers one message after another. It can’t know whether the page has finished the last one. [What the page doesn’t handle fills its memory]{no-backpressure}. The page has no function that stops the next one.',
        'Let the page send a message after every few that it handled. The server sends only a few more than that. Then the page decides the rate.',
        'WebSocketStream, a newer API, waits for its reader. [Not every browser has it]{websocket-stream}.',
      ],
    },
    {
      title: 'A page that sends too fast',
      text: [
        '`send()` returns immediately, however much waits. `bufferedAmount` has the bytes that the network hasn’t accepted yet. A page can read it, but no event announces that it has fallen.',
        'So look before you send. If `bufferedAmount` is high, skip this message, or try again a little later.',
      ],
    },
    {
      title: 'A server with a slow client',
      text: [
        '**Replace** what is old, if only the latest counts: prices, positions, presence. **Drop** what can be missed. **Wait**, if the source can wait, such as a file.',
        '**Close**, if no message can be missed and the client is too late. Code 1013 asks it to come back later. It then starts with fresh data.',
        'Choose the bound by age rather than by memory. A queue’s delay is its size divided by the reader’s rate. If old messages are useless, a long queue is useless too.',
        'One slow client has to stay one problem. If the source waits for it, all others wait too.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'TCP slows the sender down, so nothing can happen.',
      correction: 'It slows the system’s sending. Your code isn’t slowed, so your queue grows.',
    },
    {
      claim: 'A larger buffer solves it.',
      correction: 'It delays the problem. Until then, every message gets older.',
    },
    {
      claim: 'Awaiting in the message handler slows the server down.',
      correction: 'The browser doesn’t wait for a handler. The next event fires anyway.',
    },
    {
      claim: 'An empty send buffer means that the other side has everything.',
      correction: 'It means that the bytes were handed to the network. They can still be lost.',
    },
  ],
  further: [
    '[What is lost when a WebSocket reconnects](guides/order-loss-resume/), for example after a close.',
    '[Close code 1013](close-codes/1013/), and who may send it.',
    '[How many messages your traffic has](#/compare), for each client and for all.',
  ],
};
