/** The questions and sentences of the figure that recommends a method. */

import { idleLimitFor } from '#content/compare/idle-presets.ts';
import { textOfLinked } from '#content/compare/linked-text.ts';
import { nameOf } from '#content/compare/method-names.ts';
import { formatDelay } from '#content/compare/numbers.ts';
import { alternativeText, verdictReasons, verdictTitle } from '#content/compare/verdict-words.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import {
  layerOf,
  BYTE_PURPOSES,
  type ByteCounts,
  type Layer,
} from '#core/traffic/counting/byte-counts.ts';
import { entriesOf, valueOf } from '#core/traffic/methods/by-method.ts';
import { expectComparison, type ExpectedComparison } from '#core/traffic/results/comparison.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import {
  withAllowedDelay,
  withSender,
  withWorkload,
  type Sender,
  type WorkloadId,
} from '#core/traffic/verdict/answers.ts';
import { evidenceOf } from '#core/traffic/verdict/evidence.ts';
import type { CaseEvidence, Verdict } from '#core/traffic/verdict/recommendation.ts';
import type { Requirements } from '#core/traffic/verdict/requirements.ts';
import { verdictOf } from '#core/traffic/verdict/verdict.ts';
import { sizeText, totalSize, type SizedPart, type SizedRow } from './sized-row.ts';

export type Case = {
  readonly sender: Sender;
  readonly workload: WorkloadId;
  readonly allowedDelayMs: number;
};

const BETWEEN = 'proxy';
const HOUR_SECONDS = 3600;

/** The settings of Compare for a case. */
export function caseSettings({ sender, workload, allowedDelayMs }: Case): ComparisonSettings {
  const base = {
    ...DEFAULT_SETTINGS,
    sessionSeconds: HOUR_SECONDS,
    idleLimitSeconds: idleLimitFor(BETWEEN),
  };
  return withAllowedDelay(withWorkload(withSender(base, sender), workload), allowedDelayMs);
}

export function caseRequirements({ allowedDelayMs }: Case): Requirements {
  return { allowedDelayMs, between: BETWEEN };
}

export type JudgedCase = {
  readonly comparison: ExpectedComparison;
  readonly evidence: CaseEvidence;
  readonly verdict: Verdict;
};

export function judgeCase(asked: Case): JudgedCase {
  const comparison = expectComparison(caseSettings(asked));
  const evidence = evidenceOf(comparison, caseRequirements(asked));
  const verdict = verdictOf(evidence);
  if (verdict === null) throw new Error('expected a sender, got none');
  return { comparison, evidence, verdict };
}

/** Compare's verdict, with its first reasons. */
export function caseOutcome({ verdict, evidence, comparison }: JudgedCase): string {
  const reasons = verdictReasons(verdict, evidence, comparison.settings).slice(0, 2);
  return [`${verdictTitle(verdict, evidence)}.`, ...reasons.map(textOfLinked)].join(' ');
}

/** When another method would be the better choice. */
export function caseAlternatives({ verdict }: JudgedCase): readonly string[] {
  return verdict.alternatives.map((each) => textOfLinked(alternativeText(each)));
}

/** What each method sends in an hour, and how late its messages are. */
export function caseRows({ comparison, evidence, verdict }: JudgedCase): readonly SizedRow[] {
  const { allowedDelayMs } = evidence.answers;
  return entriesOf(evidence.figures).map(([method, { delayMs }]) => {
    return {
      name: nameOf(method),
      note: delayNote(delayMs, allowedDelayMs),
      isChosen: method === verdict.recommended,
      parts: partsOf(valueOf(comparison.results, method).bytes),
    };
  });
}

function delayNote(delayMs: number, allowedMs: number): string {
  if (delayMs === Infinity) return 'messages wait ever longer';
  return `${formatDelay(delayMs)} on average, ${delayMs <= allowedMs ? 'in time' : 'too late'}`;
}

const LAYER_PARTS: Readonly<
  Partial<Record<Layer, { readonly name: string; readonly kind: ByteKind }>>
> = {
  application: { name: 'headers and frames', kind: 'http' },
  tls: { name: 'TLS', kind: 'length' },
  tcp: { name: 'TCP and IP', kind: 'tcp' },
};

function partsOf(bytes: ByteCounts): readonly SizedPart[] {
  const overhead = (Object.entries(LAYER_PARTS) as [Layer, { name: string; kind: ByteKind }][]).map(
    ([layer, { name, kind }]): SizedPart => ({
      name,
      kind,
      size: BYTE_PURPOSES.filter(
        (purpose) => purpose !== 'payload' && layerOf(purpose) === layer,
      ).reduce((sum, purpose) => sum + bytes[purpose], 0),
      isPayload: false,
    }),
  );
  return [...overhead, { name: 'messages', kind: 'data', size: bytes.payload, isPayload: true }];
}

export const CASE_CAPTION =
  'Expected values for one client and one hour, by Compare’s model: 60 ms round trip, HTTP/1.1 over TLS 1.3, a proxy that closes after 60 s of silence, pings every 30 s. Polling has the longest interval of Compare’s slider that is in time. Hatched: everything but the messages.';

export const CASE_COLUMNS = ['Method', 'Mean delay', 'Bytes per hour'] as const;

export function caseTable(judged: JudgedCase): readonly (readonly string[])[] {
  return caseRows(judged).map((row) => [row.name, row.note ?? '', sizeText(totalSize(row))]);
}
