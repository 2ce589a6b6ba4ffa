/**
 * Names and notes for methods, settings, layers and purposes on Compare. Sources: the sections in
 * the notes; what was measured is in counting-notes.ts.
 */

import { rfc } from '#core/protocol/rules/reference.ts';
import type { BarPart } from '#core/scenes/comparison-bars.ts';
import type { TimelineMark } from '#core/scenes/timeline-lane.ts';
import type { BytePurpose, Layer } from '#core/traffic/counting/byte-counts.ts';
import type {
  ChoiceSetting,
  ComparisonSettings,
  NumberSetting,
} from '#core/traffic/settings/comparison-settings.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { PresetId } from '#core/traffic/settings/presets.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { nameOf, nameWithin, verbOf } from './method-names.ts';

export const METHOD_NAMES: Readonly<Record<ComparedId, string>> = {
  requests: nameOf('requests'),
  polling: nameOf('polling'),
  'long-polling': nameOf('long-polling'),
  'event-stream': nameOf('event-stream'),
  websocket: nameOf('websocket'),
};

/** For the middle of a sentence. */
export const METHOD_NAMES_WITHIN: Readonly<Record<ComparedId, string>> = {
  requests: nameWithin('requests'),
  polling: nameWithin('polling'),
  'long-polling': nameWithin('long-polling'),
  'event-stream': nameWithin('event-stream'),
  websocket: nameWithin('websocket'),
};

/** "server-sent events send", "polling sends". */
export function sends(method: ComparedId): string {
  return verbOf(method, 'sends', 'send');
}

type SettingWords = { readonly label: string; readonly unit: string };

export const SETTING_WORDS: Readonly<Record<NumberSetting, SettingWords>> = {
  toClientPerMinute: { label: 'Messages to the client', unit: '/ min' },
  fromClientPerMinute: { label: 'Messages from the client', unit: '/ min' },
  burstSize: { label: 'Messages per burst', unit: '' },
  messageSize: { label: 'Message size', unit: 'B' },
  durationSeconds: { label: 'Played sample', unit: 's' },
  sessionSeconds: { label: 'A client stays for', unit: 's' },
  roundTripMs: { label: 'Round trip', unit: 'ms' },
  maxSegmentSize: { label: 'Segment size', unit: 'B' },
  lossPercent: { label: 'Packets lost', unit: '%' },
  idleLimitSeconds: { label: 'Idle limit', unit: 's' },
  pollIntervalSeconds: { label: 'Poll every', unit: 's' },
  longPollTimeoutSeconds: { label: 'Long-poll timeout', unit: 's' },
  heartbeatSeconds: { label: 'Ping every', unit: 's' },
  coalesceMs: { label: 'WebSocket collects for', unit: 'ms' },
  cookieSize: { label: 'Cookie', unit: 'B' },
  clients: { label: 'Clients', unit: '' },
  memoryPerConnection: { label: 'Memory per connection', unit: 'KiB' },
  seed: { label: 'Seed', unit: '' },
};

export const OWN_REQUEST_LABEL = 'Your request';

type ChoiceWords<Setting extends ChoiceSetting> = {
  readonly label: string;
  readonly options: Readonly<Record<ComparisonSettings[Setting], string>>;
};

export const CHOICE_WORDS: { readonly [Setting in ChoiceSetting]: ChoiceWords<Setting> } = {
  pattern: {
    label: 'Timing',
    options: { random: 'random', even: 'even', bursts: 'bursts' },
  },
  format: { label: 'Format', options: { text: 'text', json: 'JSON', binary: 'binary' } },
  layer: {
    label: 'Count bytes up to',
    options: {
      application: 'HTTP',
      tls: 'TLS',
      tcp: 'TCP/IP',
      ethernet: 'Ethernet',
    },
  },
  setup: {
    label: 'Opening and closing',
    options: { counted: 'counted', 'left-out': 'left out' },
  },
  visit: {
    label: 'The page',
    options: { 'page-open': 'is open already', first: 'is a first visit' },
  },
  tab: { label: 'Tab', options: { foreground: 'visible', background: 'hidden' } },
  encryption: { label: 'Encrypted', options: { tls: 'TLS 1.3', none: 'no' } },
  http: { label: 'HTTP version', options: { '1.1': '1.1', '2': '2, estimated' } },
  connections: {
    label: 'HTTP connections',
    options: { kept: 'reused', new: 'new each time' },
  },
  headers: {
    label: 'Headers of',
    options: {
      chromium: 'Chromium 156',
      firefox: 'Firefox 153',
      node: 'Node 20, ws',
      curl: 'curl 7.88',
      minimal: 'the fewest allowed',
      own: 'your own request',
      'study-2010': 'the 2010 study (sizes quoted)',
      'book-2013': 'the 2013 book (sizes quoted)',
    },
  },
  pollTiming: {
    label: 'The interval begins',
    options: { timer: 'with the request', 'after-answer': 'after the response' },
  },
  emptyAnswer: {
    label: 'An empty response is',
    options: { 'no-content': '204, no body', 'empty-list': '200, empty list' },
  },
  compression: { label: 'Compression', options: { off: 'none', on: 'gzip, deflate' } },
};

/** What the counted bytes belong to, by layer. */
export const LAYER_NAMES: Readonly<Record<Layer, string>> = {
  application: 'HTTP and WebSocket',
  tls: 'TLS records',
  tcp: 'TCP and IP',
  ethernet: 'Ethernet',
};

export const PRESET_NAMES: Readonly<Record<PresetId, string>> = {
  chat: 'Live chat',
  ticker: 'Ticker',
  dashboard: 'Dashboard',
  game: 'Game',
  'rare-notifications': 'Rare notifications',
  'study-2010': 'The 2010 study',
  'book-2013': 'The 2013 book',
};

type PurposeWords = {
  readonly name: string;
  /** What these bytes are for, with the section that requires them. */
  readonly note: Prose;
};

export const PURPOSE_WORDS: Readonly<Record<BytePurpose, PurposeWords>> = {
  handshake: {
    name: 'opening handshakes',
    note: [
      'Once: the request to switch protocols, and the 101 that accepts (',
      rfc(6455, '4.1'),
      ', ',
      rfc(6455, '4.2.2'),
      '). For server-sent events, the request for the stream and the headers of its response.',
    ],
  },
  'request-head': {
    name: 'request headers',
    note: [
      'Each request repeats all header fields, because HTTP is stateless (',
      rfc(9110, '3.3'),
      ').',
    ],
  },
  'response-head': {
    name: 'response headers',
    note: ['Each response repeats its status line and fields (', rfc(9112, '2.1'), ').'],
  },
  'body-wrapping': {
    name: 'list wrapping',
    note: [
      'Around messages in one body: the brackets, quotes and commas of a JSON array (',
      rfc(8259, '5'),
      '), or 4 bytes of length before each binary message.',
    ],
  },
  'event-framing': {
    name: 'event fields and chunks',
    note: [
      'Around each event: “id:”, “data:”, line ends, and its chunk (WHATWG HTML, “Server-sent events”; ',
      rfc(9112, '7.1'),
      '). The stream is text, so binary messages are base64, a third longer. That counts here, too.',
    ],
  },
  'frame-header': {
    name: 'frame headers',
    note: [
      '2, 4 or 10 bytes before each message, depending on its length (',
      rfc(6455, '5.2'),
      ').',
    ],
  },
  'masking-key': {
    name: 'masking keys',
    note: ['4 more bytes in each frame from the client (', rfc(6455, '5.3'), ').'],
  },
  heartbeat: {
    name: 'pings and pongs',
    note: [
      'They keep proxies from closing an idle connection, and show that the peer is alive (',
      rfc(6455, '5.5.2'),
      '). A stream of events has comments instead.',
    ],
  },
  closing: { name: 'Close frames', note: ['One from each side (', rfc(6455, '5.5.1'), ').'] },
  payload: {
    name: 'your messages',
    note: [
      'The same for every method, unless they are compressed. Then these bytes include what is compressed with them.',
    ],
  },
  'tls-setup': {
    name: 'TLS handshakes',
    note: [
      '4,299 bytes in full, 2,608 if the browser resumes a session, measured with Chromium 156 and Node 20 (',
      rfc(8446, '2'),
      ').',
    ],
  },
  'tls-records': {
    name: 'TLS records',
    note: ['22 bytes around each write (', rfc(8446, '5.2'), ').'],
  },
  'tcp-setup': {
    name: 'TCP openings and closings',
    note: ['SYN, FIN and their acknowledgements (', rfc(9293, '3.5'), ', ', rfc(9293, '3.6'), ').'],
  },
  'segment-headers': {
    name: 'TCP and IP headers',
    note: [
      '52 bytes per segment: 20 of IPv4, 32 of TCP with timestamps (',
      rfc(791, '3.1'),
      ', ',
      rfc(7323, '3.2'),
      ').',
    ],
  },
  acknowledgements: {
    name: 'acknowledgements',
    note: [
      'Segments without data, if no data could carry the acknowledgement (',
      rfc(9293, '3.8.6.3'),
      ').',
    ],
  },
  retransmissions: {
    name: 'retransmissions',
    note: [
      'Whole packets that are sent again after a loss (',
      rfc(9293, '3.8.1'),
      '). Lost acknowledgements aren’t.',
    ],
  },
  ethernet: {
    name: 'Ethernet',
    // Source: IEEE 802.3: 8 bytes of preamble and delimiter, 14 of header, 4 of check sequence, 12
    // of gap.
    note: ['38 bytes per packet: preamble, header, check sequence, and the gap after it.'],
  },
};

/** What the parts of a bar are, which lump the purposes of a layer together. */
export const BAR_PART_WORDS: Readonly<Record<BarPart, string>> = {
  application: 'HTTP and frames',
  tls: 'TLS',
  tcp: 'TCP and IP',
  ethernet: 'Ethernet',
  payload: 'your messages',
};

/** For parts that are too thin to draw each. */
export const THIN_PARTS = 'several, too thin to draw each';

/** The legend of the timeline. */
export const MARK_WORDS: Readonly<Record<TimelineMark, string>> = {
  exchange: 'a request and its response',
  'empty-exchange': 'an empty one',
  held: 'a request that the server holds',
  connection: 'an open connection',
  heartbeat: 'a Ping, Pong or comment',
  'to-client': 'a message arrives at the client',
  'from-client': 'a message arrives at the server',
};

/** The legend of a lane with too many marks, which shows columns instead. */
export const COLUMN_WORDS: Readonly<Record<TimelineMark, string>> = {
  ...MARK_WORDS,
  exchange: 'requests and their responses',
  'empty-exchange': 'empty ones',
  'to-client': 'messages to the client, upwards',
  'from-client': 'messages from the client, downwards',
};
