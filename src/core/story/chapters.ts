/** The chapters of a story: which step belongs to which. */

import type { Unit } from '#core/conversation/unit.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Trace } from '#core/trace/trace.ts';
import { signalsOf, type DraftStep } from './draft-step.ts';
import { CHAPTER_IDS, type Chapter, type ChapterId, type Step } from './step.ts';

/** Chapters only go forward: a step that comes late stays in the chapter that has begun. */
export function chapterOfEach(drafts: readonly DraftStep[], trace: Trace): ChapterId[] {
  let reached = 0;
  return drafts.map((draft) => {
    reached = Math.max(reached, CHAPTER_IDS.indexOf(ownChapter(draft, trace)));
    return CHAPTER_IDS[reached] ?? 'data';
  });
}

export function chaptersOf(steps: readonly Step[]): Chapter[] {
  return CHAPTER_IDS.flatMap((id) => {
    const firstStep = steps.findIndex((step) => step.chapter === id);
    if (firstStep === -1) return [];
    const endStep = steps.findLastIndex((step) => step.chapter === id) + 1;
    return [{ id, firstStep, endStep }];
  });
}

/** Bytes that were not captured, or that can't be read after those, begin no chapter. */
const BEFORE_FRAMES: readonly Unit['kind'][] = [
  'request',
  'response',
  'cut-head',
  'empty-line',
  'body',
  'http2',
  'not-captured',
  'unplaced',
];

function ownChapter(draft: DraftStep, trace: Trace): ChapterId {
  const { kind, unit } = draft;
  const signals = signalsOf(draft, trace);
  if (kind === 'open') return 'connection';
  if (kind === 'gave-up' || kind === 'tcp-end-ack' || kind === 'tcp-last-ack') return 'closure';
  if (signals.includes('fin') || signals.includes('rst')) return 'closure';
  if (unit === null) return 'tcp';
  if (unit.kind === 'frame') return unit.header.opcode === OPCODE.close ? 'closure' : 'data';
  if (unit.kind === 'after-close') return 'closure';
  return BEFORE_FRAMES.includes(unit.kind) ? 'handshake' : 'data';
}
