/** The stages of a lesson with their bytes, out of its story: for a picture without a player. */

import { fromLatin1 } from '#core/bytes/text.ts';
import { unitBytes } from '#core/conversation/conversation.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { isControlOpcode } from '#core/protocol/framing/opcode.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { senderOf, type Side } from '#core/trace/direction.ts';
import { kindedRuns, type KindedRun } from './kinded-bytes.ts';

/** A head or frame of a stage. */
export type StageUnit = {
  /** The id of its step. */
  readonly step: string;
  readonly sender: Side;
  /** Bytes on the wire. */
  readonly size: number;
  /** The lines of a head, without the last, empty one; none for a frame. */
  readonly lines: readonly string[];
  /** The bytes of a frame; none for a head. */
  readonly runs: readonly KindedRun[];
};

export type LessonStages = {
  readonly handshake: readonly StageUnit[];
  /** When `readyState` becomes OPEN, in milliseconds since the lesson began; null if it doesn't. */
  readonly openAtMs: Readonly<Record<Side, number | null>>;
  /** The first data frame of each side. */
  readonly data: readonly StageUnit[];
  readonly closure: readonly StageUnit[];
};

export function lessonStages(story: Story): LessonStages {
  const { steps, moments } = story;
  const openAtMs = (side: Side) =>
    moments.find(({ states }) => states[side].readyState === 'OPEN')?.atMs ?? null;
  const inChapter = (chapter: Step['chapter']) =>
    steps.filter((step) => step.chapter === chapter && step.unit !== null);
  const data = inChapter('data').filter(
    ({ unit }) => unit?.kind === 'frame' && !isControlOpcode(unit.header.opcode),
  );
  return {
    handshake: inChapter('handshake').map((step) => stageUnit(step, story)),
    openAtMs: { client: openAtMs('client'), server: openAtMs('server') },
    data: (['client', 'server'] as const).flatMap((side) =>
      data
        .filter(({ direction }) => direction !== null && senderOf(direction) === side)
        .slice(0, 1)
        .map((step) => stageUnit(step, story)),
    ),
    closure: inChapter('closure').map((step) => stageUnit(step, story)),
  };
}

function stageUnit({ id, unit }: Step, { conversation: { trace } }: Story): StageUnit {
  if (unit === null) throw new Error(`expected a step with a unit, got ${id}`);
  const bytes = unitBytes(trace, unit);
  const isHead = isHeadUnit(unit);
  return {
    step: id,
    sender: senderOf(unit.direction),
    size: bytes.length,
    lines: isHead ? fromLatin1(bytes).trimEnd().split('\r\n') : [],
    runs: isHead ? [] : kindedRuns(dissectUnit(trace, unit)),
  };
}
