/** The settings of a comparison, each with its limits and its default. */

import { LAYERS, type Layer } from '#core/traffic/counting/byte-counts.ts';
import { MESSAGE_FORMATS, type MessageFormat } from '#core/traffic/workload/app-message.ts';
import { POLL_TIMINGS, type PollTiming } from '#core/traffic/methods/polling.ts';
import { EMPTY_ANSWERS, type EmptyAnswer } from '#core/traffic/wire/wire-plan.ts';
import { PATTERNS, type Pattern } from '#core/traffic/workload/workload.ts';

export const PROFILE_IDS = [
  'chromium',
  'firefox',
  'node',
  'curl',
  'minimal',
  'own',
  'study-2010',
  'book-2013',
] as const;

/**
 * Whose headers are sent: a recorded client's, the minimum, the reader's own, or the sizes that a
 * publication states.
 */
export type ProfileId = (typeof PROFILE_IDS)[number];

export type ComparisonSettings = {
  /** Messages per minute to the client and from it. */
  readonly toClientPerMinute: number;
  readonly fromClientPerMinute: number;
  /** Messages per burst. Only the pattern `bursts` uses it. */
  readonly burstSize: number;
  /** Bytes of a message. */
  readonly messageSize: number;
  /** How long the played sample is. Expected figures don't depend on it. */
  readonly durationSeconds: number;
  /** How long a client stays. It opens its connections once in this time. */
  readonly sessionSeconds: number;
  readonly roundTripMs: number;
  /** Bytes of a segment. */
  readonly maxSegmentSize: number;
  /** The network or a server closes a connection without traffic after this; 0 for never. */
  readonly idleLimitSeconds: number;
  /** How many of 100 packets are lost. */
  readonly lossPercent: number;
  readonly pollIntervalSeconds: number;
  readonly longPollTimeoutSeconds: number;
  /** For WebSocket and event stream; 0 for none. */
  readonly heartbeatSeconds: number;
  /** How long the sender of a WebSocket collects messages; 0 to send each immediately. */
  readonly coalesceMs: number;
  /** Bytes of the cookie's value; 0 for none. */
  readonly cookieSize: number;
  /** How many such clients there are, for the figures of a fleet. */
  readonly clients: number;
  /** KiB of memory that a server needs per connection. */
  readonly memoryPerConnection: number;
  /** Decides the times of messages, and keys on the wire. */
  readonly seed: number;
  readonly pattern: Pattern;
  readonly format: MessageFormat;
  readonly layer: Layer;
  readonly setup: 'counted' | 'left-out';
  /**
   * With `page-open`, the page has a connection, which HTTP reuses; any other connection resumes
   * TLS. With `first`, the method opens the first connection to its server.
   */
  readonly visit: 'page-open' | 'first';
  readonly encryption: 'tls' | 'none';
  readonly http: '1.1' | '2';
  readonly connections: 'kept' | 'new';
  readonly headers: ProfileId;
  readonly pollTiming: PollTiming;
  readonly emptyAnswer: EmptyAnswer;
  /** Of messages, with every method: gzip in responses, permessage-deflate in a WebSocket. */
  readonly compression: 'off' | 'on';
  /** Whether the page is visible. Browsers slow down the timers of hidden pages. */
  readonly tab: 'foreground' | 'background';
  /** The reader's own request, used if `headers` is `own`; empty for none. */
  readonly ownRequest: string;
};

export type TextSetting = 'ownRequest';

export type NumberSetting = {
  [Setting in keyof ComparisonSettings]: ComparisonSettings[Setting] extends number
    ? Setting
    : never;
}[keyof ComparisonSettings];

export type ChoiceSetting = Exclude<keyof ComparisonSettings, NumberSetting | TextSetting>;

/** Values are multiples of the step. */
export type NumberLimits = { readonly min: number; readonly max: number; readonly step: number };

export const NUMBER_LIMITS: Readonly<Record<NumberSetting, NumberLimits>> = {
  toClientPerMinute: { min: 0, max: 1200, step: 0.1 },
  fromClientPerMinute: { min: 0, max: 1200, step: 0.1 },
  burstSize: { min: 2, max: 100, step: 1 },
  messageSize: { min: 1, max: 65_536, step: 1 },
  durationSeconds: { min: 10, max: 3600, step: 1 },
  sessionSeconds: { min: 10, max: 86_400, step: 1 },
  roundTripMs: { min: 0, max: 2000, step: 1 },
  maxSegmentSize: { min: 500, max: 65_483, step: 1 },
  idleLimitSeconds: { min: 0, max: 7200, step: 1 },
  lossPercent: { min: 0, max: 10, step: 0.1 },
  pollIntervalSeconds: { min: 0.1, max: 3600, step: 0.1 },
  longPollTimeoutSeconds: { min: 1, max: 120, step: 1 },
  heartbeatSeconds: { min: 0, max: 600, step: 1 },
  coalesceMs: { min: 0, max: 60_000, step: 1 },
  cookieSize: { min: 0, max: 4096, step: 1 },
  clients: { min: 1, max: 100_000_000, step: 1 },
  memoryPerConnection: { min: 1, max: 1024, step: 1 },
  seed: { min: 0, max: 999_999, step: 1 },
};

/** Maximum characters of a pasted request. A link contains it. */
export const MAX_OWN_REQUEST = 8192;

export const CHOICES: {
  readonly [Setting in ChoiceSetting]: readonly ComparisonSettings[Setting][];
} = {
  pattern: PATTERNS,
  format: MESSAGE_FORMATS,
  layer: LAYERS,
  setup: ['counted', 'left-out'],
  visit: ['page-open', 'first'],
  encryption: ['tls', 'none'],
  http: ['1.1', '2'],
  connections: ['kept', 'new'],
  headers: PROFILE_IDS,
  pollTiming: POLL_TIMINGS,
  emptyAnswer: EMPTY_ANSWERS,
  compression: ['off', 'on'],
  tab: ['foreground', 'background'],
};

export const DEFAULT_SETTINGS: ComparisonSettings = {
  toClientPerMinute: 12,
  fromClientPerMinute: 4,
  burstSize: 5,
  messageSize: 48,
  durationSeconds: 60,
  sessionSeconds: 600,
  roundTripMs: 60,
  maxSegmentSize: 1448,
  idleLimitSeconds: 0,
  lossPercent: 0,
  pollIntervalSeconds: 2,
  longPollTimeoutSeconds: 30,
  heartbeatSeconds: 30,
  coalesceMs: 0,
  cookieSize: 0,
  clients: 10_000,
  memoryPerConnection: 16,
  seed: 1454,
  pattern: 'random',
  format: 'text',
  layer: 'tcp',
  setup: 'counted',
  visit: 'page-open',
  encryption: 'tls',
  http: '1.1',
  connections: 'kept',
  headers: 'chromium',
  pollTiming: 'timer',
  emptyAnswer: 'no-content',
  compression: 'off',
  tab: 'foreground',
  ownRequest: '',
};

/**
 * Maximum number of messages and polls in one simulation: an hour of three messages per second each
 * way, plus polls.
 */
const MAX_MESSAGES_AND_POLLS = 24_000;
/** Compressing a message of up to so many bytes takes about as long as simulating this many. */
const COMPRESSION_COST = { messages: 10, bytes: 1000 } as const;

/**
 * How long the sample is: as long as the settings want, or less if that needs more than
 * the maximum of messages and polls.
 */
export function observedSeconds(settings: ComparisonSettings): number {
  const messagesPerSecond = (settings.toClientPerMinute + settings.fromClientPerMinute) / 60;
  const perSecond = messagesPerSecond + 1 / settings.pollIntervalSeconds;
  const cost = settings.compression === 'on' ? compressionCost(settings) : 1;
  const most = MAX_MESSAGES_AND_POLLS / cost;
  return Math.max(1, Math.min(settings.durationSeconds, Math.floor(most / perSecond)));
}

function compressionCost({ messageSize }: ComparisonSettings): number {
  return COMPRESSION_COST.messages * Math.max(1, messageSize / COMPRESSION_COST.bytes);
}
