/**
 * The address of a place in Learn: `#/learn/<lesson>/<place>?<changes>`. A place is a step, a fold,
 * or what comes before or after them. The query also has the depth, and `embed` if another page
 * shows the lesson.
 */

import { foldsOf, type Fold } from '#core/story/folds.ts';
import { DEFAULT_DEPTH, DEPTHS, type Depth } from '#core/story/depth.ts';
import { nearestStep } from '#core/story/nearest-step.ts';
import type { Story } from '#core/story/story.ts';
import type { Address } from './address.ts';

/** The query key that hides everything but the lesson, for slides and articles. */
export const EMBED = 'embed';

/** The query key of the depth. */
export const DEPTH = 'depth';

/** The lesson that plays the reader's own connection. */
export const YOURS = 'yours';

/** The names of the places before the first step and after the last one. */
export const VIRTUAL_NAMES = { opening: 'why', ending: 'end' } as const;

export type VirtualPlace = keyof typeof VIRTUAL_NAMES;

/** A lesson, and which places it has besides its steps. */
export type LessonPlaces = {
  readonly id: string;
  readonly hasOpening: boolean;
  readonly hasEnding: boolean;
};

/** A lesson or step in an address that doesn't exist. */
export type MissingPlace =
  | { readonly kind: 'lesson'; readonly name: string }
  /** `nearest` is the id of the step that is shown instead; null for the first one. */
  | { readonly kind: 'step'; readonly name: string; readonly nearest: string | null }
  /** What follows the name of a place. */
  | { readonly kind: 'rest'; readonly name: string };

export type LessonPlace =
  | { readonly kind: VirtualPlace }
  /** Wherever the steps begin. */
  | { readonly kind: 'first' }
  | { readonly kind: 'step'; readonly stepIndex: number }
  | { readonly kind: 'fold'; readonly fold: Fold };

/** The place within a lesson that an address leads to. */
export type Destination = {
  readonly place: LessonPlace;
  readonly missing: MissingPlace | null;
};

export function destinationOf(
  { path: [namedLesson, name, ...rest] }: Pick<Address, 'path'>,
  lesson: LessonPlaces,
  story: Pick<Story, 'steps'>,
): Destination {
  const place = name === undefined ? beginningOf(lesson) : placeNamed(name, lesson, story);
  if (namedLesson !== undefined && namedLesson !== lesson.id) {
    const missing = { kind: 'lesson', name: namedLesson } as const;
    return { place: place ?? beginningOf(lesson), missing };
  }
  if (place !== null || name === undefined) {
    const missing = rest.length > 0 ? ({ kind: 'rest', name: rest.join('/') } as const) : null;
    return { place: place ?? beginningOf(lesson), missing };
  }
  const stepIndex = nearestStep(name, story.steps);
  const nearest = story.steps[stepIndex ?? -1]?.id ?? null;
  return {
    place: stepIndex === null ? { kind: 'first' } : { kind: 'step', stepIndex },
    missing: { kind: 'step', name, nearest },
  };
}

function beginningOf({ hasOpening }: LessonPlaces): LessonPlace {
  return { kind: hasOpening ? 'opening' : 'first' };
}

/** Null if the lesson has no such place. */
function placeNamed(
  name: string,
  { hasOpening, hasEnding }: LessonPlaces,
  story: Pick<Story, 'steps'>,
): LessonPlace | null {
  if (hasOpening && name === VIRTUAL_NAMES.opening) return { kind: 'opening' };
  if (hasEnding && name === VIRTUAL_NAMES.ending) return { kind: 'ending' };
  const stepIndex = story.steps.findIndex((step) => step.id === name);
  if (stepIndex !== -1) return { kind: 'step', stepIndex };
  const fold = foldsOf(story).find((each) => each.name === name);
  return fold ? { kind: 'fold', fold } : null;
}

/**
 * `place` is the id of a step, the name of a fold, or a virtual name. `query` contains what the
 * reader changed, the depth, and whether the lesson is embedded.
 */
export function lessonAddress(
  lessonId: string,
  place: string | undefined,
  query: Address['query'] = new Map(),
): Address {
  const path = place === undefined ? [lessonId] : [lessonId, place];
  return { page: 'learn', path, query };
}

export function isEmbedded({ query }: Pick<Address, 'query'>): boolean {
  return query.has(EMBED);
}

/** Null if the query has no depth, or an unknown one. */
export function depthIn(query: Address['query']): Depth | null {
  return DEPTHS.find((depth) => depth === query.get(DEPTH)) ?? null;
}

export function asksForUnknownDepth(query: Address['query']): boolean {
  return query.has(DEPTH) && depthIn(query) === null;
}

export function withoutDepth(query: Address['query']): Address['query'] {
  return new Map([...query].filter(([key]) => key !== DEPTH));
}

/**
 * The query with a depth. It is written unless the recipient would see that depth without it: the
 * default one, if `preferred` doesn't differ from that for this reader.
 */
export function withDepth(
  query: Address['query'],
  depth: Depth,
  preferred: Depth,
): Address['query'] {
  const isWritten = depth !== DEFAULT_DEPTH || preferred !== DEFAULT_DEPTH;
  const pairs = [...withoutDepth(query)];
  const isEmbed = ([key]: readonly [string, string]) => key === EMBED;
  return new Map([
    ...pairs.filter((pair) => !isEmbed(pair)),
    ...(isWritten ? [[DEPTH, depth] as const] : []),
    ...pairs.filter(isEmbed),
  ]);
}

/** Whether the query contains changes to the lesson, or something that has to be explained. */
export function hasChanges({ query, repeated = [] }: Pick<Address, 'query' | 'repeated'>): boolean {
  const isView = (key: string) => key === EMBED || (key === DEPTH && depthIn(query) !== null);
  return [...query.keys()].some((key) => !isView(key)) || repeated.some(([key]) => key !== EMBED);
}

export function embeddedAddress(address: Address): Address {
  return { ...address, query: new Map([...address.query, [EMBED, '']]) };
}

/** The same place, not embedded. */
export function plainAddress(address: Address): Address {
  return { ...address, query: new Map([...address.query].filter(([key]) => key !== EMBED)) };
}
