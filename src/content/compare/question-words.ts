/** The five questions, and what can be answered to them. */

import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { Sender, WorkloadId } from '#core/traffic/verdict/answers.ts';
import type { Between } from '#core/traffic/verdict/requirements.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { formatDecimal, formatDelay, formatRate } from './numbers.ts';

export const QUESTIONS = {
  sender: 'Who sends?',
  delay: 'How late may it be?',
  workload: 'How often, how large?',
  clients: 'How many clients?',
  between: 'What is in between?',
} as const;

export const QUESTIONS_LABEL = 'Your case in five answers';

export const SENDER_WORDS: Readonly<Record<Sender, string>> = {
  server: 'server',
  both: 'both',
  client: 'client',
};

export const WORKLOAD_WORDS: Readonly<Record<WorkloadId, string>> = {
  rare: 'rarely, 200 B',
  steady: '16/min, 48 B',
  fast: '10/s, 60 B',
};

export const BETWEEN_WORDS: Readonly<Record<Between, string>> = {
  nothing: 'nothing',
  proxy: 'proxy',
  cdn: 'CDN',
  serverless: 'serverless',
};

export function allowedDelayWords(ms: number): string {
  return formatDelay(ms);
}

export function clientsWords(clients: number): string {
  if (clients >= 1_000_000 && clients % 100_000 === 0) {
    return `${formatDecimal(clients / 1_000_000)} M`;
  }
  return formatCount(clients);
}

/** For a workload that isn't one of those offered: "37/min, 100 B", "0 messages". */
export function ownWorkloadWords({
  toClientPerMinute,
  fromClientPerMinute,
  messageSize,
}: Pick<ComparisonSettings, 'toClientPerMinute' | 'fromClientPerMinute' | 'messageSize'>): string {
  const perMinute = toClientPerMinute + fromClientPerMinute;
  if (perMinute === 0) return 'never';
  const often =
    perMinute >= 120 ? `${formatRate(perMinute / 60)}/s` : `${formatRate(perMinute)}/min`;
  return `${often}, ${formatCount(messageSize)} B`;
}

/** Chosen if nothing is sent. */
export const NOBODY_SENDS = 'neither';
