/** The ways to read a whole text: for each block, which of its readings is taken. */

import type { BlockReading } from '#core/paste/block.ts';
import type { FormId } from '#core/paste/form.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { once } from '#core/paste/once.ts';
import { toldOpcode } from '#core/paste/ranking/payload-hints.ts';
import type { PastedBlocks } from '#core/paste/read-blocks.ts';
import type { ReadingVariant } from '#core/paste/reading.ts';
import { placePieces, type PlacedPiece } from './placed-piece.ts';

export type Choice = {
  /** One for each block. */
  readonly readings: readonly BlockReading[];
  /** Made when they are asked for. */
  readonly pieces: () => readonly PlacedPiece[];
  readonly variant: ReadingVariant | null;
};

/** The likeliest first. At least one block must be given. */
export function* choicesOf(lines: PastedLines, { blocks }: PastedBlocks): Generator<Choice> {
  const known = new Map<BlockReading, readonly PlacedPiece[]>();
  const place = (readings: readonly BlockReading[]) =>
    readings.flatMap((reading, index) => {
      const { block, context } = blocks[index]!;
      const placed =
        known.get(reading) ?? placePieces(lines, { reading, from: block.from, context });
      known.set(reading, placed);
      return placed;
    });
  const first = alikeReadings(blocks.map(({ block }) => block.readings));
  const pieces = place(first);
  yield { readings: first, pieces: () => pieces, variant: null };
  const others = new Set(
    blocks.flatMap(({ block }) => block.readings.slice(1).map(({ form }) => form)),
  );
  for (const form of others) {
    const chosen = blocks.map(
      ({ block }) => block.readings.find((each) => each.form === form) ?? null,
    );
    const readings = chosen.map((reading, index) => reading ?? first[index]!);
    yield { readings, pieces: once(() => place(readings)), variant: null };
  }
  if (!pieces.some(mayBePayload)) return;
  yield {
    readings: first,
    pieces: () => pieces.map((placed) => asPayload(lines.text, placed)),
    variant: 'payloads',
  };
}

/** The likeliest reading of each block. Dumps of one program all have the order of most bytes. */
function alikeReadings(all: readonly (readonly BlockReading[])[]): BlockReading[] {
  const sizes: Record<string, number> = {};
  const isDump = (readings: readonly BlockReading[]) =>
    readings.length === 2 && readings.every(({ form }) => DUMPS_OF_WORDS.has(form));
  for (const readings of all) {
    const [{ form, content }] = readings as [BlockReading];
    if (isDump(readings)) sizes[form] = (sizes[form] ?? 0) + content.length;
  }
  const [best] = Object.entries(sizes).sort(([, a], [, b]) => b - a);
  return all.map((readings) => {
    const alike = isDump(readings) ? readings.find(({ form }) => form === best?.[0]) : undefined;
    return alike ?? readings[0]!;
  });
}

const DUMPS_OF_WORDS: ReadonlySet<FormId> = new Set(['hexdump', 'od-hex']);

/** Whether its bytes could be a payload instead. Those with a position in a stream can't. */
function mayBePayload({ piece }: PlacedPiece): boolean {
  return piece.content.kind === 'wire' && piece.segment === undefined;
}

/** The same bytes taken as the payload of a frame. */
function asPayload(text: string, placed: PlacedPiece): PlacedPiece {
  if (!mayBePayload(placed)) return placed;
  const opcode = toldOpcode(text, placed.piece.textStart);
  const content = { kind: 'payload', opcode, isFinal: true, isCompressed: false } as const;
  return { ...placed, piece: { ...placed.piece, content } };
}
