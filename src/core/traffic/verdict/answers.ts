/**
 * The five questions about someone's traffic, answered by settings, and the settings for an answer.
 */

import {
  NUMBER_LIMITS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { SETTING_STOPS } from '#core/traffic/settings/setting-stops.ts';
import type { Requirements } from './requirements.ts';

export const SENDERS = ['server', 'both', 'client'] as const;

export type Sender = (typeof SENDERS)[number];

/** How often messages are made, both ways together, and how large they are. */
const WORKLOADS = {
  rare: { messagesPerMinute: 0.1, messageSize: 200 },
  steady: { messagesPerMinute: 16, messageSize: 48 },
  fast: { messagesPerMinute: 600, messageSize: 60 },
} as const;

export type WorkloadId = keyof typeof WORKLOADS;

export const WORKLOAD_IDS = Object.keys(WORKLOADS) as readonly WorkloadId[];

export const CLIENT_COUNTS = [100, 10_000, 1_000_000] as const;

export type Answers = Requirements & {
  /** Null if no messages are sent. */
  readonly sender: Sender | null;
  /** Both ways together. */
  readonly messagesPerMinute: number;
  /** Bytes. */
  readonly messageSize: number;
  readonly clients: number;
};

export function answersOf(settings: ComparisonSettings, requirements: Requirements): Answers {
  const { messageSize, clients } = settings;
  return {
    ...requirements,
    sender: senderOf(settings),
    messagesPerMinute: totalOf(settings),
    messageSize,
    clients,
  };
}

/** The offered workload that the settings are, whoever sends; null for another. */
export function workloadOf(settings: ComparisonSettings): WorkloadId | null {
  const sender = senderOf(settings);
  if (sender === null) return null;
  const isSame = (other: Traffic) =>
    other.toClientPerMinute === settings.toClientPerMinute &&
    other.fromClientPerMinute === settings.fromClientPerMinute &&
    other.messageSize === settings.messageSize;
  return WORKLOAD_IDS.find((id) => isSame(trafficOf(id, sender))) ?? null;
}

/** The same number of messages, from another sender. */
export function withSender(settings: ComparisonSettings, sender: Sender): ComparisonSettings {
  const total = totalOf(settings);
  const messagesPerMinute = total === 0 ? WORKLOADS.steady.messagesPerMinute : total;
  return { ...settings, ...shared(messagesPerMinute, sender) };
}

/** Another workload, from the same sender. */
export function withWorkload(settings: ComparisonSettings, id: WorkloadId): ComparisonSettings {
  return { ...settings, ...trafficOf(id, senderOf(settings) ?? 'both') };
}

/**
 * Polls as rarely as a delay allows: polling is judged by what it costs to be just in time. If no
 * interval is short enough, polls as often as can be set.
 */
export function withAllowedDelay(
  settings: ComparisonSettings,
  allowedDelayMs: number,
): ComparisonSettings {
  const { roundTripMs, pollTiming } = settings;
  // RFC 6202 §1: a message waits half a period on average, then crosses once.
  const longestPeriodMs = 2 * (allowedDelayMs - roundTripMs / 2);
  const longestMs = longestPeriodMs - (pollTiming === 'after-answer' ? roundTripMs : 0);
  const stops = SETTING_STOPS.pollIntervalSeconds.filter((stop) => stop * 1000 <= longestMs);
  return {
    ...settings,
    pollIntervalSeconds: stops.at(-1) ?? NUMBER_LIMITS.pollIntervalSeconds.min,
  };
}

type Traffic = Pick<
  ComparisonSettings,
  'toClientPerMinute' | 'fromClientPerMinute' | 'messageSize'
>;

function trafficOf(id: WorkloadId, sender: Sender): Traffic {
  const { messagesPerMinute, messageSize } = WORKLOADS[id];
  return { ...shared(messagesPerMinute, sender), messageSize };
}

/** In a chat most messages are other people's, so of both ways a quarter is from the client. */
const CLIENT_SHARE = 1 / 4;

function shared(
  perMinute: number,
  sender: Sender,
): Pick<Traffic, 'toClientPerMinute' | 'fromClientPerMinute'> {
  switch (sender) {
    case 'server':
      return { toClientPerMinute: inLimits(perMinute), fromClientPerMinute: 0 };
    case 'client':
      return { toClientPerMinute: 0, fromClientPerMinute: inLimits(perMinute) };
    case 'both':
      return {
        toClientPerMinute: inLimits(perMinute * (1 - CLIENT_SHARE)),
        fromClientPerMinute: inLimits(perMinute * CLIENT_SHARE),
      };
  }
}

/** At least one step, because a sender that sends nothing is no sender. */
function inLimits(perMinute: number): number {
  const { max, step } = NUMBER_LIMITS.toClientPerMinute;
  const rounded = Number((Math.round(perMinute / step) * step).toPrecision(12));
  return Math.min(max, Math.max(step, rounded));
}

function totalOf({ toClientPerMinute, fromClientPerMinute }: Traffic): number {
  return toClientPerMinute + fromClientPerMinute;
}

function senderOf({ toClientPerMinute, fromClientPerMinute }: Traffic): Sender | null {
  if (toClientPerMinute > 0) return fromClientPerMinute > 0 ? 'both' : 'server';
  return fromClientPerMinute > 0 ? 'client' : null;
}
