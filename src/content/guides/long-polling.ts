/** The guide to long polling. Sources: RFC 6202 §2 and §5; Compare’s model (core/traffic). */

import { formatDelay, formatSize } from '#content/compare/numbers.ts';
import type { MethodId } from '#core/traffic/methods/method-run.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';
import { expectHeld, ROUND_TRIP_MS } from './long-polling-figure.ts';

const often = { perMinute: 600, holdSeconds: 30 } as const;

const oneWay = () => computed(formatDelay(ROUND_TRIP_MS / 2));

const worst = () =>
  computed(formatDelay(expectHeld(often).delays['server-to-client']?.worstMs ?? 0));

const bytesOften = (method: MethodId) => computed(formatSize(expectHeld(often, method).totalBytes));

export const LONG_POLLING: Guide = {
  topic: 'Long polling: a response that waits for news',
  answer: [
    'With long polling, the page asks and the server doesn’t answer until it has news. So a message usually leaves immediately, as with a WebSocket.',
    'After each response, the page has to ask again. A message that is made meanwhile waits for that request. So frequent messages wait, and each one costs a whole HTTP exchange. Long polling suits news that is rare but urgent, if only plain HTTP gets through.',
  ],
  sections: [
    {
      title: 'Nearly as fast, because a request waits',
      text: [
        `The server holds the request. When a message is made, it only has to cross the network once. In the figure that takes ${oneWay()}, the same as with WebSocket. [RFC 6202 §2.2]`,
        `The worst case crosses three times. A message is made just after a response left. The response reaches the page, the next request reaches the server, and only then the message leaves. In the figure that takes ${worst()}. Raise the rate to see it.`,
      ],
    },
    {
      title: 'Many messages make it expensive',
      text: [
        `Every response ends its request, so every message or group of messages needs a new one. With ten messages per second, long polling sends ${bytesOften('long-polling')} per hour and WebSocket ${bytesOften('websocket')}.`,
        'At high rates, messages that wait share a response. So the number of requests stops growing: the page can’t ask more than once per round trip. Polling at fixed intervals can then send less.',
      ],
    },
    {
      title: 'How long to hold',
      text: [
        'A held request is a silent connection. A proxy that sees no byte for a while closes it. By default, nginx does so after {nginx-idle}, and the load balancer of AWS after {aws-alb-idle}. So the server has to respond earlier, with nothing if necessary.',
        'Half the shortest limit is a usual choice. A shorter hold only adds empty responses. If the proxy closes first, the browser has to open a connection before it can ask again.',
      ],
    },
    {
      title: 'What the server needs',
      text: [
        'Each client holds a request, so a server with one thread per request runs out of threads. [RFC 6202 §5.1]',
        'Each request has to name the last message that arrived, because a response can be lost. The server then repeats what came after it. This also makes reconnecting simple.',
        'Responses have to forbid storing. [A cache on the path could answer with an old one]{held-not-cached}.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'Each long poll opens a new TCP connection.',
      correction:
        'HTTP reuses the connection. It opens a new one only if the old one was closed. [RFC 6202 §2.2]',
    },
    {
      claim: 'Long polling is slower than WebSocket.',
      correction:
        'Not for a message that finds a request waiting. It is slower only while no request is there.',
    },
    {
      claim: 'A hold of a minute fits a limit of a minute.',
      correction:
        'The two race. In the figure the proxy wins, because it may close before the response arrives.',
    },
    {
      claim: 'One held request per tab costs nothing.',
      correction:
        'With HTTP/1.1, [a browser opens few connections to a host]{six-connections}. A held request uses one of its {six-connections}.',
    },
  ],
  further: [
    '[Polling](guides/polling/) asks without waiting, and holds nothing.',
    '[Compare your own traffic](#/compare) with each method.',
    'Both kinds of polling, with their known problems: [RFC 6202 §2]',
  ],
};
