/**
 * The guide to server-sent events. Sources: WHATWG HTML, “Server-sent events”; Compare’s model
 * (core/traffic).
 */

import { formatBytes } from '#content/compare/numbers.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { eventFramingSize } from '#core/traffic/wire/event-encoding.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';

const SAMPLE = { direction: 'server-to-client', index: 41, madeAtMs: 0, size: 48 } as const;

const eventFraming = () => computed(formatBytes(eventFramingSize(SAMPLE, 'text', true)));
const frameHeader = () => computed(formatBytes(frameHeaderSize(7, false)));

export const SERVER_SENT_EVENTS: Guide = {
  topic: 'Server-sent events: a response that doesn’t end',
  answer: [
    'If only the server has news, server-sent events are often enough. The page sends one HTTP request, and the response stays open. Each message is a few lines of text in it.',
    'They are as fast as a WebSocket in that direction. The browser reconnects by itself, and asks for what it missed. A WebSocket does neither. For messages from the page, use ordinary requests. If the page sends often, or you need binary data, choose WebSocket.',
  ],
  sections: [
    {
      title: 'An event is text in a response',
      text: [
        `The response has the type \`text/event-stream\`. An event is a line \`data: …\`, perhaps a line \`id: …\`, and an empty line. For a short message with an id, that is ${eventFraming()} of framing with HTTP/1.1. A WebSocket frame has a header of ${frameHeader()}. Below both, TLS and TCP add much more.`,
        'In the page, `new EventSource(url)` opens the stream, without a library. Each event arrives as a `message` event, unless a line `event: …` names another type.',
      ],
    },
    {
      title: 'It continues where it stopped',
      text: [
        '[When the connection is lost, EventSource opens it again]{last-event-id} after a few seconds. The server can set that time. The new request has the id of the last event in `Last-Event-ID`, if events have one. A response with another status than 200, such as a proxy’s 502, ends it for good.',
        'The browser keeps only the last id, so the server has to keep the events themselves. To survive a longer outage it has to keep more of them. In the figure, make the outage longer until the kept events no longer cover it.',
        'A WebSocket has nothing like it. [A lost one stays closed]{websocket-reconnect}. Your code reconnects, numbers messages and asks again.',
      ],
    },
    {
      title: 'Where it stops working',
      text: [
        '**One direction.** The page can’t answer on the stream. Each message from it is a request of its own, with all headers.',
        '**Text only.** Binary data has to be encoded, which makes it a third larger as base64.',
        '**Few connections.** With HTTP/1.1, browsers open at most {six-connections} to a host, all tabs together. The next stream never opens. With HTTP/2, streams share a connection.',
        '**No header fields.** [EventSource sends cookies, but the page can’t add a field]{event-source-headers} such as `Authorization`. `fetch` can read the stream instead, but then your code reconnects.',
      ],
    },
    {
      title: 'What proxies do to it',
      text: [
        'It is plain HTTP, so no proxy has to know a new protocol. But a proxy may collect a response before it passes it on, and this one doesn’t end. [nginx does that unless it is told not to]{proxy-buffering}.',
        'Silence ends it as it ends any connection. nginx closes after {nginx-idle} without a byte from the server. A comment, which is a line that begins with a colon, keeps it open. The page doesn’t see it.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'Server-sent events are polling.',
      correction: 'The page asks once. The server then sends when it has something.',
    },
    {
      claim: 'EventSource guarantees that nothing is lost.',
      correction:
        'It only names the last event it got. If the server doesn’t keep the events after it, they are lost.',
    },
    {
      claim: 'Only WebSocket works in a hidden tab.',
      correction:
        'Events of both arrive there. [They aren’t timers, so throttled timers don’t delay them]{hidden-streams}.',
    },
    {
      claim: 'WebSocket saves many bytes here.',
      correction:
        'Per message, a few. With TLS and TCP counted, both need about the same. [See the totals](#/compare).',
    },
  ],
  further: [
    '[Compare both for your traffic](#/compare).',
    '[Long polling](guides/long-polling/) works where a proxy holds back responses that don’t end.',
    '[What changes at the 101](guides/websocket-and-http/), if you need both directions.',
  ],
};
