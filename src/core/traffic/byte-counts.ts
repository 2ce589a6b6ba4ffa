/** Counting what a method sent, byte by byte and purpose by purpose, without making the bytes. */

import { frameHeaderSize } from '#core/protocol/frame-header.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/masking.ts';
import { minimalLengthForm } from '#core/protocol/payload-length.ts';
import { headSize } from './head-template.ts';
import type { HeaderProfile } from './header-profile.ts';
import type { Message } from './message.ts';
import { wrappingSize } from './message-list.ts';
import type { Exchange, MethodRun, SentFrame } from './method-run.ts';

/** What a byte is there for. The payload is the messages themselves; all else is overhead. */
export const BYTE_PURPOSES = [
  /** The opening request and the 101. */
  'handshake',
  'request-head',
  'response-head',
  /** Brackets, quotes and commas around messages in a body. */
  'body-wrapping',
  /** Without the masking key. */
  'frame-header',
  'masking-key',
  'payload',
] as const;

export type BytePurpose = (typeof BYTE_PURPOSES)[number];

export type ByteCounts = Readonly<Record<BytePurpose, number>>;

export function countBytes(run: MethodRun, profile: HeaderProfile): ByteCounts {
  const counts = noBytes();
  for (const exchange of run.exchanges) countExchange(exchange, profile, counts);
  for (const frame of run.frames) countFrame(frame, counts);
  return counts;
}

export function totalOf(counts: ByteCounts): number {
  return BYTE_PURPOSES.reduce((total, purpose) => total + counts[purpose], 0);
}

type Tally = Record<BytePurpose, number>;

function noBytes(): Tally {
  return {
    handshake: 0,
    'request-head': 0,
    'response-head': 0,
    'body-wrapping': 0,
    'frame-header': 0,
    'masking-key': 0,
    payload: 0,
  };
}

function countExchange(exchange: Exchange, { heads }: HeaderProfile, counts: Tally): void {
  const { purpose, posted, since, answer } = exchange;
  switch (purpose) {
    case 'opening':
      counts.handshake +=
        headSize(heads['opening-request'], { since, length: 0 }) +
        headSize(heads['opening-response'], { since, length: 0 });
      return;
    case 'post': {
      const length = posted?.size ?? 0;
      counts['request-head'] += headSize(heads['post-request'], { since, length });
      counts.payload += length;
      if (answer) counts['response-head'] += headSize(heads['post-response'], { since, length: 0 });
      return;
    }
    case 'poll':
    case 'long-poll':
      counts['request-head'] += headSize(heads[`${purpose}-request`], { since, length: 0 });
      if (answer) countNews(answer.messages, heads, counts);
  }
}

function countNews(
  messages: readonly Message[],
  heads: HeaderProfile['heads'],
  counts: Tally,
): void {
  if (messages.length === 0) {
    counts['response-head'] += headSize(heads['empty-response'], { since: 0, length: 0 });
    return;
  }
  const wrapping = wrappingSize(messages.length);
  let payload = 0;
  for (const message of messages) payload += message.size;
  const length = wrapping + payload;
  counts['response-head'] += headSize(heads['news-response'], { since: 0, length });
  counts['body-wrapping'] += wrapping;
  counts.payload += payload;
}

function countFrame({ message }: SentFrame, counts: Tally): void {
  const form = minimalLengthForm(message.size);
  counts['frame-header'] += frameHeaderSize(form, false);
  if (message.direction === 'client-to-server') counts['masking-key'] += MASKING_KEY_SIZE;
  counts.payload += message.size;
}
