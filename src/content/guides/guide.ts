/** A guide: one question, answered in a minute, and then in detail. */

import type { GuideText } from './guide-text.ts';

export type GuideSection = {
  readonly title: string;
  readonly text: readonly GuideText[];
};

export type Misreading = {
  /** What readers often believe, as they would say it. */
  readonly claim: string;
  readonly correction: GuideText;
};

export type GuideTable = {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly GuideText[])[];
};

export type Guide = {
  /** The subtitle: what the question is about. */
  readonly topic: string;
  /** At most 200 words, which take a minute. */
  readonly answer: readonly GuideText[];
  readonly sections: readonly GuideSection[];
  readonly misreadings: readonly Misreading[];
  /** After the misreadings; most guides have none. */
  readonly tables?: readonly GuideTable[];
  /** Where to go on within the site. */
  readonly further: readonly GuideText[];
};

/** Every text of a guide, in the order in which it is read. */
export function guideTexts(guide: Guide): readonly GuideText[] {
  return [
    ...guide.answer,
    ...guide.sections.flatMap(({ text }) => text),
    ...guide.misreadings.map(({ correction }) => correction),
    ...(guide.tables ?? []).flatMap(({ rows }) => rows.flat()),
    ...guide.further,
  ];
}
