/**
 * The guide to choosing a method. Sources: RFC 6202 §2; RFC 6455 §1.1; WHATWG HTML, “Server-sent
 * events”; Compare’s verdict (core/traffic/verdict).
 */

import type { Guide } from './guide.ts';

export const WHICH_ONE: Guide = {
  topic: 'Polling, long polling, server-sent events or WebSocket',
  answer: [
    'Ask who sends, how late a message may be, and what is on the path. Of the methods that are in time, take the simplest that doesn’t send much more than the best.',
    'If only the page sends, plain requests are usually enough. If only the server has news, server-sent events usually are. If both sides send, use WebSocket. Polling wins if messages may be so late that one response carries many of them.',
  ],
  sections: [
    {
      title: 'Who sends?',
      text: [
        'A request can always carry a message from the page. So the question is whether the server has to speak first. If it doesn’t, plain requests are usually enough.',
        'If both sides send, a WebSocket carries both over one connection. With the other methods, each message from the page is a request of its own. That is fine for a few per minute.',
      ],
    },
    {
      title: 'How late may it be?',
      text: [
        'With polling, the interval is the price of being late. [Half of it is the mean delay](guides/polling/). From the server, the other three methods deliver as soon as the network does.',
        'From the server, these three are about equally fast, though [long polling](guides/long-polling/) falls behind if messages are frequent. A page’s request takes longer if it has to open a new connection first.',
      ],
    },
    {
      title: 'What is on the path?',
      text: [
        'Polling is ordinary HTTP, which everything understands. [A shared cache can even answer for the server]{http-caching}. Long polling and server-sent events are HTTP with a response that waits, so idle limits and [buffering proxies]{proxy-buffering} matter.',
        'WebSocket needs proxies that [pass Upgrade on]{upgrade-hop}. On platforms that start functions on demand, something else [has to hold the connection]{aws-gateway-life}.',
      ],
    },
    {
      title: 'What do you have to build?',
      text: [
        '[EventSource reconnects and asks for what it missed]{last-event-id}. [A WebSocket does neither]{websocket-reconnect}. With it, your code reconnects, numbers messages, pairs responses with requests, and closes connections whose login has expired.',
        'An open connection belongs to one server. A restart ends it, and clients come back together. Polling has none of that.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'WebSocket is the modern choice, so it is the right one.',
      correction:
        'It is right if both sides send. For news from the server alone, it has more to build and little to gain.',
    },
    {
      claim: 'Polling is always wasteful.',
      correction:
        'Not if one response carries many messages. In the figure, choose the most frequent ones, from the server, and a long delay.',
    },
    {
      claim: 'HTTP/2 made WebSocket unnecessary.',
      correction:
        'It made requests cheaper. A page still has no way to receive from a server without asking, except through a response that stays open.',
    },
    {
      claim: 'You have to decide once for everything.',
      correction:
        'Pages use several methods. Load with `fetch`, listen with server-sent events, and open a WebSocket only for the editor.',
    },
  ],
  tables: [
    {
      title: 'The four methods',
      columns: ['Method', 'Server to page', 'Page to server', 'After a lost connection'],
      rows: [
        ['Polling', 'at the next poll', 'a request', '[the next poll continues]{poll-since}'],
        [
          'Long polling',
          'immediately, if a request waits',
          'a request',
          'the next request continues',
        ],
        [
          'Server-sent events',
          'immediately',
          'a request',
          '[reconnects and continues]{last-event-id}',
        ],
        ['WebSocket', 'immediately', 'immediately', '[your code]{websocket-reconnect}'],
      ],
    },
  ],
  further: [
    '[Compare](#/compare) asks five questions, gives a verdict with reasons, and lets you change every setting.',
    'Each method has its guide: [polling](guides/polling/), [long polling](guides/long-polling/), [server-sent events](guides/server-sent-events/) and [WebSocket](guides/websocket-and-http/).',
  ],
};
