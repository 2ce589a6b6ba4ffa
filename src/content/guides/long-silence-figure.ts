/** The settings and sentences of the figure of a silent line. */

import { formatDelay, formatRate, formatTime } from '#content/compare/numbers.ts';
import { IDLE_LIMITS } from '#content/facts/idle-limits.ts';
import { PLATFORM_LIMITS } from '#content/facts/platform-limits.ts';
import {
  COMPARED_INTERVALS_MS,
  compareIntervals,
  longestLivingIntervalMs,
} from '#core/operations/heartbeat-intervals.ts';
import { realIntervalMs } from '#core/operations/heartbeat.ts';
import {
  isEndedBySilence,
  longestSilenceMs,
  simulateIdleLine,
  type IdleLine,
  type IdleLineSettings,
  type LineEnd,
} from '#core/operations/idle-line.ts';

/** The limits of the list, in its order. */
export const LINE_IDS = [
  'nginx-idle',
  'aws-alb-idle',
  'heroku-idle',
  'azure-front-door-idle',
  'google-balancer-life',
  'cloud-run-request',
  'restart',
] as const;

export type LineId = (typeof LINE_IDS)[number];

/** Proxies that close both connections. A Network Load Balancer forgets them instead. */
const ENDS: Readonly<Record<LineId, LineEnd>> = {
  'nginx-idle': 'silence-of-server',
  'aws-alb-idle': 'silence-of-both',
  'heroku-idle': 'silence-of-both',
  'azure-front-door-idle': 'silence-of-both',
  'google-balancer-life': 'age',
  'cloud-run-request': 'age',
  restart: 'restart',
};

/** A restart can come at any time. The figure shows one after a minute. */
const RESTART_AFTER_MS = 60_000;

function factOf(id: Exclude<LineId, 'restart'>) {
  return id === 'cloud-run-request' ? PLATFORM_LIMITS[id] : IDLE_LIMITS[id];
}

function limitMsOf(id: LineId): number {
  return id === 'restart' ? RESTART_AFTER_MS : factOf(id).quantity.value * 1000;
}

function proxyOf(id: LineId): string {
  return id === 'restart' ? 'Any proxy' : factOf(id).of;
}

/** "nginx: 60 s of silence". */
export function lineName(id: LineId): string {
  if (id === 'restart') return 'Any proxy that restarts';
  const kind = ENDS[id] === 'age' ? 'age' : 'silence';
  return `${proxyOf(id)}: ${formatTime(limitMsOf(id))} of ${kind}`;
}

export const HEARTBEAT_SENDERS = {
  server: 'Server',
  page: 'Page',
  'hidden-page': 'Hidden page',
} as const;

export type HeartbeatSender = keyof typeof HEARTBEAT_SENDERS;

export type SilenceChoice = {
  readonly line: LineId;
  readonly sender: HeartbeatSender;
  readonly intervalSeconds: number;
};

export function silentLine({ line, sender, intervalSeconds }: SilenceChoice): IdleLine {
  const limitMs = limitMsOf(line);
  return simulateIdleLine({
    end: ENDS[line],
    limitMs,
    sender: sender === 'server' ? 'server' : 'page',
    isPageHidden: sender === 'hidden-page',
    intervalMs: intervalSeconds * 1000,
    serverToProxyMs: 10,
    proxyToBrowserMs: 20,
    observedMs: 3 * limitMs,
  });
}

/** The same line with shorter and longer intervals. Those of a silence are parts of its limit. */
export function comparedLines({ settings }: IdleLine): readonly IdleLine[] {
  const { end, limitMs } = settings;
  const parts = [1 / 3, 1 / 2, 3 / 4, 1, 3 / 2].map(
    (part) => Math.round((part * limitMs) / 1000) * 1000,
  );
  return compareIntervals(settings, isEndedBySilence(end) ? parts : COMPARED_INTERVALS_MS);
}

const beatsOf = ({ sender }: IdleLineSettings) => (sender === 'server' ? 'pings' : 'messages');

/** What becomes of the connection. */
export function silenceOutcome(choice: SilenceChoice): string {
  const line = silentLine(choice);
  const { settings, cut, spareMs } = line;
  const slowed = slowedText(settings);
  if (cut === null) {
    const silence = formatDelay(longestSilenceMs(settings));
    return `${slowed}The connection lives as long as the ${beatsOf(settings)} continue. Its longest silence is ${silence}, which leaves ${formatDelay(spareMs ?? 0)}. The frames are ${bytesText(line)}.`;
  }
  const event = `The page’s close event has code ${cut.code}.`;
  const after = `Cut after ${formatTime(cut.atMs)}.`;
  if (cut.reason === 'restart') {
    return `${after} The restart closes every connection, with or without ${beatsOf(settings)}. ${event} Reconnect after a random delay.`;
  }
  if (cut.reason === 'age') {
    return `${after} ${proxyOf(choice.line)} counts the age of a connection, so ${beatsOf(settings)} don’t help. ${event} Reconnect.`;
  }
  return `${after} ${slowed}${latenessText(settings)} ${event} ${adviceText(settings)}`;
}

function slowedText(settings: IdleLineSettings): string {
  const { intervalMs, isPageHidden, end } = settings;
  const realMs = realIntervalMs(settings);
  return isPageHidden && isEndedBySilence(end) && realMs !== intervalMs
    ? `The hidden page’s timer runs every ${formatTime(realMs)}, not every ${formatTime(intervalMs)}. `
    : '';
}

/** By how much the first heartbeat is too late. */
function latenessText(settings: IdleLineSettings): string {
  const first =
    settings.sender === 'server'
      ? 'The first ping'
      : settings.end === 'silence-of-server'
        ? 'The answer to the first message'
        : 'The first message';
  const lateMs = longestSilenceMs(settings) - settings.limitMs;
  return lateMs === 0
    ? `${first} would reach the proxy just when its timer ends.`
    : `${first} would reach the proxy ${formatDelay(lateMs)} too late.`;
}

function adviceText(settings: IdleLineSettings): string {
  const beat = settings.sender === 'server' ? 'a ping' : 'a message';
  const half = { ...settings, intervalMs: Math.floor(settings.limitMs / 2000) * 1000 };
  if (simulateIdleLine(half).cut === null) {
    return `With ${beat} every ${formatTime(half.intervalMs)}, the connection lives.`;
  }
  return longestLivingIntervalMs(settings) === null
    ? 'No interval is short enough for a hidden page.'
    : '';
}

function bytesText({ heartbeatBytesPerMinute }: IdleLine): string {
  return `${formatRate(heartbeatBytesPerMinute)} B per minute`;
}

/** What becomes of a line among those that are compared. */
export function comparedResult(line: IdleLine): string {
  return line.cut === null ? `lives: ${bytesText(line)}` : `cut at ${formatTime(line.cut.atMs)}`;
}

/** What each of the three knows at the end. */
export function knownAtEnd({ settings, cut }: IdleLine) {
  if (cut === null) return { server: 'open', proxy: 'open', browser: 'open' };
  const reasons = {
    'silence-of-server': `${formatTime(cut.atMs)} without a byte from the server`,
    'silence-of-both': `${formatTime(cut.atMs)} without a byte`,
    'silence-of-client': `${formatTime(cut.atMs)} without a byte from the browser`,
    age: `${formatTime(settings.limitMs)} old`,
    restart: 'restarts',
  };
  return {
    server: 'TCP closed, no Close frame',
    proxy: reasons[cut.reason],
    browser: `close ${cut.code}, not clean`,
  };
}

/** Of the proxy and of the heartbeat. */
const START_OF_TIMERS = 'Both timers start when the last message passes the proxy. ';

const COUNTED: Readonly<Record<LineEnd, string>> = {
  'silence-of-server': 'The proxy’s restarts with anything that the server sends.',
  'silence-of-both': 'The proxy’s restarts with anything that either side sends.',
  'silence-of-client': 'The proxy’s restarts with anything that the browser sends.',
  age: 'The proxy’s timer starts with the connection and never restarts.',
  restart: 'The restart comes a minute after the last message.',
};

export function silenceCaption({ settings }: IdleLine, id: LineId): string {
  const { end, serverToProxyMs, proxyToBrowserMs } = settings;
  const most = id === 'cloud-run-request' ? ' The limit is the longest that can be set.' : '';
  return `Simulated: ${formatDelay(serverToProxyMs)} from the server to the proxy, ${formatDelay(proxyToBrowserMs)} from the proxy to the browser. ${isEndedBySilence(end) ? START_OF_TIMERS : ''}${COUNTED[end]}${most} Bytes of frames, without TLS and TCP.`;
}

export const SILENCE_COLUMNS = [
  'Heartbeat every',
  'The connection',
  'Close event',
  'Frames',
] as const;

export function silenceRow(line: IdleLine): readonly string[] {
  const { settings, cut } = line;
  return [
    formatTime(settings.intervalMs),
    cut === null ? 'lives' : `cut at ${formatTime(cut.atMs)}`,
    cut === null ? 'none' : `code ${cut.code}`,
    bytesText(line),
  ];
}
