/** Where the site shows what a question asks. */

import type { ScenarioId } from '#core/scenarios/scenarios.ts';
import { printAddress } from '#core/sharing/address.ts';
import { exampleLink, type ExampleId } from '#core/sharing/example-ids.ts';
import { lessonAddress } from '#core/sharing/lesson-address.ts';

export type QuestionPlace =
  /** `changes` is the query that makes the lesson show it. */
  | {
      readonly kind: 'step';
      readonly lesson: ScenarioId;
      readonly step: string;
      readonly changes?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'example'; readonly example: ExampleId }
  | { readonly kind: 'compare' };

export function placeLink(place: QuestionPlace): string {
  switch (place.kind) {
    case 'step':
      return printAddress(
        lessonAddress(place.lesson, place.step, new Map(Object.entries(place.changes ?? {}))),
      );
    case 'example':
      return exampleLink({ id: place.example });
    case 'compare':
      return printAddress({ page: 'compare', path: [], query: new Map() });
  }
}

export function atStep(
  lesson: ScenarioId,
  step: string,
  changes?: Readonly<Record<string, string>>,
): QuestionPlace {
  return { kind: 'step', lesson, step, ...(changes && { changes }) };
}

export function atExample(example: ExampleId): QuestionPlace {
  return { kind: 'example', example };
}
