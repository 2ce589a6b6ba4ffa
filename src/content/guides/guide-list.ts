/** The guides in reading order, without their texts. */

export const GUIDE_GROUPS = {
  choose: 'Choose',
  operate: 'Operate',
  secure: 'Secure and tune',
  further: 'Go further',
} as const;

export type GuideGroup = keyof typeof GUIDE_GROUPS;

export type GuideEntry = {
  /** The last segment of its address. */
  readonly slug: string;
  readonly group: GuideGroup;
  /** Its name in lists. */
  readonly name: string;
  /** The question that it answers. */
  readonly title: string;
  /** Its content in a sentence, for lists and search engines: at most 155 characters. */
  readonly description: string;
};

export const GUIDES = [
  {
    slug: 'websocket-and-http',
    group: 'choose',
    name: 'What changes at the 101?',
    title: 'What changes at the 101?',
    description:
      'A WebSocket begins as an HTTP request. What the 101 ends, what it starts, and what your code then has to do itself.',
  },
  {
    slug: 'polling',
    group: 'choose',
    name: 'Polling',
    title: 'How late and how wasteful is polling?',
    description:
      'With polling, a page asks at intervals. The interval sets both the delay and the waste. Move it and see.',
  },
  {
    slug: 'long-polling',
    group: 'choose',
    name: 'Long polling',
    title: 'Why is long polling fast, and where does it lose?',
    description:
      'The server holds each request until it has news. What that costs at your rate, and how long a server should hold.',
  },
  {
    slug: 'server-sent-events',
    group: 'choose',
    name: 'Server-sent events',
    title: 'When is one direction enough?',
    description:
      'Server-sent events are a response that doesn’t end. They reconnect by themselves and continue where they stopped.',
  },
  {
    slug: 'which-one',
    group: 'choose',
    name: 'Which one?',
    title: 'Which method should I use?',
    description:
      'Polling, long polling, server-sent events or WebSocket: three answers about your traffic lead to a verdict with figures.',
  },
  {
    slug: 'long-silence',
    group: 'operate',
    name: 'The long silence',
    title: 'Why does a silent WebSocket close?',
    description:
      'Proxies close connections that carry nothing, often after a minute. See which ping keeps yours open, and which can’t.',
  },
  {
    slug: 'close-code-1006',
    group: 'operate',
    name: '1006, and how to find out',
    title: 'What does close code 1006 mean?',
    description:
      'The connection ended without a Close frame. Seven causes, what each looks like on both sides, and where to look.',
  },
  {
    slug: 'many-servers',
    group: 'operate',
    name: 'Many servers',
    title: 'What changes with a second server?',
    description:
      'Connections stay where they are, and a message reaches only the clients of its server. What balancing and fan-out do.',
  },
  {
    slug: 'reconnect-storm',
    group: 'operate',
    name: 'The reconnect storm',
    title: 'Why do all clients come back together?',
    description:
      'A restart ends every connection in the same moment. How clients have to wait so that they don’t return as a wave.',
  },
  {
    slug: 'backpressure',
    group: 'operate',
    name: 'Too fast: backpressure',
    title: 'What if one side is too fast?',
    description:
      'Messages that aren’t read yet wait in queues, grow old and fill memory. Six ways to treat a full queue, compared.',
  },
  {
    slug: 'order-loss-resume',
    group: 'operate',
    name: 'Order, loss, resuming',
    title: 'What is lost when a WebSocket reconnects?',
    description:
      'Messages in flight are lost with their connection, and neither side knows which. Numbers and a buffer bring them back.',
  },
  {
    slug: 'head-of-line',
    group: 'operate',
    name: 'Head-of-line blocking',
    title: 'Why does one lost segment delay everything?',
    description:
      'TCP delivers in order, so messages wait for a lost one. Lose a segment, and see what separate streams would change.',
  },
  {
    slug: 'who-may-connect',
    group: 'secure',
    name: 'Who may connect',
    title: 'Who may connect to my WebSocket?',
    description:
      'Any page may ask, and cookies come along. Check Origin, choose how users log in, and see what each attacker gets.',
  },
  {
    slug: 'compression',
    group: 'secure',
    name: 'Compression',
    title: 'What does compression save, cost and leak?',
    description:
      'permessage-deflate shrinks messages that repeat. It needs memory for each connection, and sizes can reveal secrets.',
  },
  {
    slug: 'on-a-phone',
    group: 'secure',
    name: 'On a phone',
    title: 'What does a phone do to my WebSocket?',
    description:
      'Its radio stays on after every message, and a page in the background is stopped. What pings cost, and what a return finds.',
  },
  {
    slug: 'observing',
    group: 'secure',
    name: 'Observing',
    title: 'What do my logs show of a WebSocket?',
    description:
      'One line for a whole session, and rarely why it ended. What proxies, pages, servers and captures record, and what to count.',
  },
  {
    slug: 'http2-http3-webtransport',
    group: 'further',
    name: 'HTTP/2, HTTP/3, WebTransport',
    title: 'What do HTTP/2, HTTP/3 and WebTransport change?',
    description:
      'A WebSocket can be a stream of HTTP/2 or HTTP/3, with the same frames. WebTransport is another API. Compare their bytes.',
  },
  {
    slug: 'platforms',
    group: 'further',
    name: 'Platforms and limits',
    title: 'What happens to a three-hour connection?',
    description:
      'Platforms end WebSockets by silence, by age and by restarts. Their documented limits, and what they do to your connection.',
  },
  {
    slug: 'implementing',
    group: 'further',
    name: 'Implementing it',
    title: 'How do I test my own implementation?',
    description:
      'The cases of the Autobahn test suite as frames: what each one sends, which rule it tests, and what six receivers do.',
  },
] as const satisfies readonly GuideEntry[];

export type GuideSlug = (typeof GUIDES)[number]['slug'];

export function guideOf(slug: string): GuideEntry | undefined {
  return GUIDES.find((guide) => guide.slug === slug);
}
