/** Words for the same chat with polling and with WebSocket. Every figure comes from its runs. */

import type { Layer } from '#core/traffic/counting/byte-counts.ts';
import type { ProfileSource } from '#core/traffic/heads/header-profile.ts';
import type { ChatPart } from '#core/scenes/chat-bars.ts';
import type { ChatMark } from '#core/scenes/chat-lanes.ts';
import {
  CHAT_METHODS,
  chatProgress,
  delayOf,
  type ChatComparison,
  type ChatMethod,
  type ChatProgress,
} from '#core/traffic/results/chat-comparison.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { formatBytes, formatDecimal, formatDelay, formatTime } from './numbers.ts';

export const CHAT_TITLE = 'The same chat, twice';

export const CHAT_NAMES: Readonly<Record<ChatMethod, string>> = {
  polling: 'Polling',
  websocket: 'WebSocket',
};

/** The lifelines. */
export const CHAT_SIDES = { server: 'Server', browser: 'Browser' } as const;

/** "30 s, 8 messages of 48 bytes each". */
export function chatSubject({ messages, durationMs, settings }: ChatComparison): string {
  const size = countOf(settings.messageSize, 'byte');
  const each = messages.length === 1 ? size : `${size} each`;
  return messages.length === 0
    ? `${formatTime(durationMs)}, no messages`
    : `${formatTime(durationMs)}, ${countOf(messages.length, 'message')} of ${each}`;
}

/** What a method does, beside its name. */
export function chatMethodNote(method: ChatMethod, settings: ComparisonSettings): string {
  if (method === 'websocket') return 'asks once';
  const interval = `${formatDecimal(settings.pollIntervalSeconds)} s`;
  return settings.pollTiming === 'timer'
    ? `asks every ${interval}`
    : `asks ${interval} after each response`;
}

export type ChatFigure = { readonly value: string; readonly label: string };

/** A method's figures at some time: bytes, requests, empty polls, delay. */
export function chatFigures(method: ChatMethod, progress: ChatProgress): ChatFigure[] {
  const { totalBytes, requests, polls, emptyPolls } = progress;
  return [
    { value: formatBytes(totalBytes), label: 'sent' },
    { value: formatCount(requests), label: requests === 1 ? 'request' : 'requests' },
    ...(method === 'polling'
      ? [
          {
            value: formatCount(emptyPolls),
            label: `of ${countOf(polls, 'poll')} empty`,
          },
        ]
      : []),
    ...delayFigure(progress),
  ];
}

/** To the browser, because only that direction waits. Empty if it has no message. */
function delayFigure({ meanDelayMs }: ChatProgress): ChatFigure[] {
  const meanMs = meanDelayMs['server-to-client'];
  return meanMs === null
    ? []
    : [{ value: formatDelay(meanMs), label: 'mean delay to the browser' }];
}

/** A method's totals in one sentence. */
export function chatSummary(chat: ChatComparison, method: ChatMethod): string {
  const figures = chatFigures(method, chatProgress(chat, method, chat.endMs));
  return `${CHAT_NAMES[method]}: ${figures.map(({ value, label }) => `${value} ${label}`).join(', ')}.`;
}

/** How much of a method's bytes opens and closes connections; null if none of it is counted. */
export function setupNote({ runs }: ChatComparison, method: ChatMethod): string | null {
  const { setupBytes } = runs[method];
  if (setupBytes === 0) return null;
  const connections = runs[method].run.connectionCount;
  const what = connections === 1 ? 'the connection' : `${formatCount(connections)} connections`;
  return `${formatBytes(setupBytes)} of it to open and close ${what}`;
}

/** Both methods' delays, message by message: the text twin of the drawing. */
export function chatRows(chat: ChatComparison): (readonly string[])[] {
  return chat.messages.map((message, index) => [
    String(index + 1),
    message.direction === 'server-to-client' ? 'to the browser' : 'to the server',
    `${(message.madeAtMs / 1000).toFixed(2)} s`,
    ...CHAT_METHODS.map((method) => {
      const transfer = chat.runs[method].transfers.find((each) => each.message === message);
      return transfer === undefined ? 'not sent' : formatDelay(delayOf(transfer));
    }),
  ]);
}

export const CHAT_TABLE = {
  open: 'Each message in figures',
  caption: 'How long each message took to arrive',
  columns: ['Message', 'Direction', 'Made at', 'Polling', 'WebSocket'],
} as const;

/** Settings and provenance, below the figure. */
export function chatCaption({ settings, source }: ChatComparison): string {
  const { encryption, http, setup, roundTripMs, compression } = settings;
  const version = http === '2' ? 'HTTP/2, estimated' : 'HTTP/1.1';
  const tls = encryption === 'tls' ? 'TLS 1.3' : 'no TLS';
  const deflate = compression === 'on' ? ', permessage-deflate' : '';
  const run = `Simulated: ${formatDecimal(roundTripMs)} ms round trip, ${version}, ${tls}${deflate}, ${headersOf(source)}.`;
  const opened =
    setup === 'counted' ? openedNote(settings) : 'without opening and closing connections';
  return `${run} Bytes of ${LAYER_WORDS[settings.layer]}, ${opened}. Times are to scale, widths aren’t.`;
}

const LAYER_WORDS: Readonly<Record<Layer, string>> = {
  application: 'HTTP and WebSocket',
  tls: 'TLS and what it carries',
  tcp: 'TCP/IP and what it carries',
  ethernet: 'Ethernet and what it carries',
};

/** Openings and closings of the layers below are counted before anything is sent. */
function openedNote(settings: ComparisonSettings): string {
  const layers = setupLayers(settings);
  return layers.length === 0
    ? 'with opening and closing handshakes'
    : `opening and closing ${layers.join(' and ')} counted from the start`;
}

function setupLayers({
  layer,
  encryption,
}: Pick<ComparisonSettings, 'encryption' | 'layer'>): string[] {
  return [
    ...(layer === 'tcp' || layer === 'ethernet' ? ['TCP'] : []),
    ...(encryption === 'tls' && layer !== 'application' ? ['TLS'] : []),
  ];
}

function headersOf(source: ProfileSource): string {
  switch (source.kind) {
    case 'composed':
      return 'the fewest headers that the standards allow';
    case 'own':
      return 'the headers of your request';
    case 'quoted':
      return `header sizes from ${source.from}`;
    case 'recorded':
      return `headers recorded from ${majorOf(source.client)} and ${majorOf(source.server)}`;
  }
}

/** "Chromium 156" of "Chromium 156.0.8078.79, headless". */
function majorOf(program: string): string {
  return /^\D*\d+/.exec(program)?.[0] ?? program;
}

/** The legend. */
export const CHAT_MARK_WORDS: Readonly<Record<ChatMark, string>> = {
  exchange: 'request, response',
  'empty-poll': 'empty poll',
  waiting: 'waits',
  message: 'message',
  'at-browser': 'reaches browser',
  'at-server': 'reaches server',
  open: 'open',
  heartbeat: 'Ping, Pong',
  close: 'Close',
};

/** The parts of a bar. */
export function chatPartName(
  part: ChatPart,
  { encryption, layer }: Pick<ComparisonSettings, 'encryption' | 'layer'>,
): string {
  const isEncrypted = encryption === 'tls';
  switch (part) {
    case 'setup':
      return `opening and closing ${setupLayers({ encryption, layer }).join(' and ')}`;
    case 'http':
      return 'HTTP';
    case 'frames':
      return 'frame headers, control frames';
    case 'transport':
      return [
        ...(isEncrypted ? ['TLS records'] : []),
        ...(layer === 'tls' ? [] : ['TCP/IP headers, ACKs']),
        ...(layer === 'ethernet' ? ['Ethernet'] : []),
      ].join(', ');
    case 'payload':
      return 'messages';
  }
}

/** "12.5 s of 30 s", for the slider. */
export function chatTime(atMs: number, { endMs }: ChatComparison): string {
  return `${(atMs / 1000).toFixed(1)} s of ${(endMs / 1000).toFixed(1)} s`;
}
