/** The ways to read a whole text: for each block, which of its readings is taken. */

import type { BlockReading } from '#core/paste/block.ts';
import type { FormId } from '#core/paste/form.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { once } from '#core/paste/once.ts';
import { toldOpcode } from '#core/paste/ranking/payload-hints.ts';
import type { PastedBlocks, PlacedBlock } from '#core/paste/read-blocks.ts';
import type { ReadingVariant } from '#core/paste/reading.ts';
import { placePieces, type PlacedPiece, type PlacedReading } from './placed-piece.ts';

export type Choice = {
  /** One for each block. */
  readonly readings: readonly BlockReading[];
  /** Made when they are asked for. */
  readonly pieces: () => readonly PlacedPiece[];
  readonly variant: ReadingVariant | null;
};

/** The likeliest first. At least one block must be given. */
export function* choicesOf(lines: PastedLines, { blocks }: PastedBlocks): Generator<Choice> {
  const first = alikeReadings(blocks.map(({ block }) => block.readings));
  /** How many pieces there are before those of each block. */
  const starts = new Uint32Array(blocks.length + 1);
  const pieces: PlacedPiece[] = [];
  for (let index = 0; index < blocks.length; index++) {
    placePieces(lines, placedReading(blocks[index]!, first[index]!), pieces);
    starts[index + 1] = pieces.length;
  }
  const place = (readings: readonly BlockReading[]) => {
    const placed: PlacedPiece[] = [];
    for (let index = 0; index < blocks.length; index++) {
      const reading = readings[index]!;
      if (reading !== first[index]) {
        placePieces(lines, placedReading(blocks[index]!, reading), placed);
        continue;
      }
      for (let at = starts[index]!; at < starts[index + 1]!; at++) placed.push(pieces[at]!);
    }
    return placed;
  };
  yield { readings: first, pieces: () => pieces, variant: null };
  for (const form of otherForms(blocks)) {
    const readings = blocks.map(
      ({ block }, index) => block.readings.find((each) => each.form === form) ?? first[index]!,
    );
    yield { readings, pieces: once(() => place(readings)), variant: null };
  }
  if (!pieces.some(mayBePayload)) return;
  yield {
    readings: first,
    pieces: () => pieces.map((placed) => asPayload(lines.text, placed)),
    variant: 'payloads',
  };
}

function placedReading(
  { block, context, observer }: PlacedBlock,
  reading: BlockReading,
): PlacedReading {
  return { reading, from: block.from, context, observer };
}

/** The forms of all but the first readings. */
function otherForms(blocks: PastedBlocks['blocks']): ReadonlySet<FormId> {
  const others = new Set<FormId>();
  for (const { block } of blocks) {
    for (let index = 1; index < block.readings.length; index++)
      others.add(block.readings[index]!.form);
  }
  return others;
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
