/** What Compare shows for random settings and answers: the figures, and every sentence on them. */

import fc from 'fast-check';
import { claimsOf } from '#content/compare/claims.ts';
import { compareNotes } from '#content/compare/counting-notes.ts';
import { countedWith, ratioRange } from '#content/compare/counted-with.ts';
import { criteriaOf } from '#content/compare/criteria-words.ts';
import { breakEvenSentences, stalenessSentence } from '#content/compare/curve-words.ts';
import { textOfLinked } from '#content/compare/linked-text.ts';
import { figureCaption, fleetCaption, sampleNote } from '#content/compare/section-words.ts';
import {
  delayCaption,
  delaySentence,
  headline,
  laneDescription,
  pollingSentence,
} from '#content/compare/sentences.ts';
import { settingRemarks } from '#content/compare/setting-remarks.ts';
import {
  alternativeText,
  NO_VERDICT,
  NO_VERDICT_TITLE,
  verdictReasons,
  verdictTitle,
} from '#content/compare/verdict-words.ts';
import { plainText } from '#content/phrasing/prose.ts';
import { comparedIn, entriesOf } from '#core/traffic/methods/by-method.ts';
import { compareMethods, reportOf } from '#core/traffic/results/comparison.ts';
import { makeCurves, type Curves } from '#core/traffic/results/curves.ts';
import {
  DEFAULT_SETTINGS,
  NUMBER_LIMITS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { evidenceOf } from '#core/traffic/verdict/evidence.ts';
import {
  ALLOWED_DELAYS_MS,
  BETWEENS,
  type Requirements,
} from '#core/traffic/verdict/requirements.ts';
import { verdictOf } from '#core/traffic/verdict/verdict.ts';
import { samplesOf } from '../../core/traffic/random-runs.ts';
import { anyAllowedSettings } from '../../core/traffic/sample-settings.ts';

export type ComparePage = ReturnType<typeof pageOf>;

const anyCase = fc.record({
  // The sample is short, because how long it is changes no expected figure.
  settings: anyAllowedSettings.map((settings) => ({
    ...settings,
    durationSeconds: NUMBER_LIMITS.durationSeconds.min,
  })),
  clients: fc.constantFrom(1, 100, 10_000, 123_456, 100_000_000),
  requirements: fc.record({
    allowedDelayMs: fc.oneof(
      fc.constantFrom(...ALLOWED_DELAYS_MS),
      fc.integer({ min: 1, max: 120_000 }),
    ),
    between: fc.constantFrom(...BETWEENS),
  }),
});

/** Made once, for all the tests of a file. */
export function randomPages(usual: number): ComparePage[] {
  return samplesOf(anyCase, usual).map(({ settings, clients, requirements }) =>
    pageOf({ ...settings, clients }, requirements),
  );
}

export function pageOf(settings: ComparisonSettings, requirements: Requirements) {
  const report = reportOf(compareMethods(settings));
  const evidence = evidenceOf(report, requirements);
  const verdict = verdictOf(evidence);
  let curves: Curves | null = null;
  return {
    settings,
    requirements,
    report,
    evidence,
    verdict,
    /** Made when they are asked for, because they take as long as everything else. */
    get curves() {
      return (curves ??= makeCurves(settings));
    },
    criteria: criteriaOf(report, evidence),
    claims: Object.fromEntries(claimsOf(report).map((claim) => [claim.id, claim])),
    title: verdict === null ? NO_VERDICT_TITLE : verdictTitle(verdict, evidence),
    headline: headline(report),
    reasons: verdict === null ? [] : verdictReasons(verdict, evidence, settings).map(textOfLinked),
    alternatives:
      verdict === null ? [] : verdict.alternatives.map(alternativeText).map(textOfLinked),
    remarks: settingRemarks(report),
    delays: delaySentence(report),
    polling: pollingSentence(report),
    ratio: ratioRange(report, verdict),
  };
}

/** Every sentence that a page has, but those on pairs, which are lists. */
export function sentencesOf(page: ComparePage): string[] {
  const { report, verdict, claims } = page;
  const { counted } = compareNotes(report);
  return [
    ...page.reasons,
    ...page.alternatives,
    ...page.remarks,
    ...(verdict === null ? [textOfLinked(NO_VERDICT)] : []),
    page.delays,
    delayCaption(report),
    page.polling,
    page.ratio,
    ...Object.values(claims).map(({ figure }) => figure),
    sampleNote(report.sample),
    ...counted.map(plainText),
  ].filter((text) => text !== '');
}

export const pairSentencesOf = ({ curves }: ComparePage): string[] => breakEvenSentences(curves);

export const freshnessOf = ({ curves }: ComparePage): string => stalenessSentence(curves);

/** Titles, captions and labels, which need no verb. */
export function labelsOf(page: ComparePage): string[] {
  const { report } = page;
  return [
    figureCaption(report),
    fleetCaption(report),
    ...comparedIn(report.results).map((method) => laneDescription(report.sample, method)),
    page.title,
    page.headline,
    ...countedWith(report),
    ...page.criteria.flatMap(({ label, note, cells }) => [
      label,
      note,
      ...entriesOf(cells).flatMap(([, cell]) => [cell.text, cell.note]),
    ]),
  ];
}

/** The settings that differ from the first ones, for a failed test. */
export function named({ settings, requirements }: ComparePage): string {
  const changed = Object.entries(settings).filter(
    ([name, value]) => DEFAULT_SETTINGS[name as keyof ComparisonSettings] !== value,
  );
  return JSON.stringify({ ...Object.fromEntries(changed), ...requirements });
}
