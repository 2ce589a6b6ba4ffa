/** What a verdict is made from, and what it says. */

import type { ByMethod } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { Answers } from './answers.ts';

export type MethodFigures = {
  /** Up to the layer that is counted. */
  readonly bytes: number;
  /** Expected, of the direction that waits longest. */
  readonly delayMs: number;
};

export type CaseEvidence = {
  readonly answers: Answers;
  /** With plain requests if only the client sends. */
  readonly figures: ByMethod<MethodFigures>;
  readonly http: '1.1' | '2';
};

/** A reason states figures of the run, or a property of the method that a fact proves. */
export type Reason =
  /** No method is in time; this one is the soonest, or as soon as any. */
  | { readonly kind: 'soonest' }
  /** In time, unlike `late`. */
  | { readonly kind: 'in-time'; readonly late: readonly ComparedId[] }
  | { readonly kind: 'all-in-time' }
  /** `other` sends this many times as many bytes: more than once. */
  | { readonly kind: 'fewer-bytes'; readonly other: ComparedId; readonly ratio: number }
  /** This many times the bytes of `other`, which is less simple. At least 1. */
  | { readonly kind: 'few-more-bytes'; readonly other: ComparedId; readonly ratio: number }
  | { readonly kind: PropertyReason };

export type PropertyReason =
  | 'both-ways'
  | 'reconnects'
  | 'plain-http'
  | 'holds-nothing'
  | 'cacheable'
  | 'gateway-holds'
  | 'nothing-to-receive';

export const CONDITIONS = [
  /** The proxy doesn't pass the upgrade on. */
  'no-upgrade',
  /** Reconnecting should need no code. */
  'no-reconnect-code',
  /** No connection should be held open. */
  'nothing-held',
  /** The client sends often, too. */
  'client-sends',
  /** The proxy collects responses. */
  'proxy-buffers',
  /** Readers open many tabs, with HTTP/1.1. */
  'many-tabs',
  /** Messages have to be sooner. */
  'sooner',
  /** The server sends, too. */
  'server-sends',
  /** The server sends, too, or clearly fewer bytes matter. */
  'server-sends-or-bytes',
  /** A message may get lost, or must not wait for a lost one. */
  'may-be-lost',
] as const;

export type Condition = (typeof CONDITIONS)[number];

export type Alternative = {
  readonly method: ComparedId | 'webtransport';
  readonly when: Condition;
};

export type Verdict = {
  readonly recommended: ComparedId;
  /** Whether its expected delay is allowed. */
  readonly isInTime: boolean;
  readonly reasons: readonly Reason[];
  readonly alternatives: readonly Alternative[];
};
