import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { frameDiagramWithin, layoutFrameDiagram } from '#core/scenes/frame-diagram.ts';
import {
  bitNumberMarks,
  boxMarks,
  fitNamed,
  frameWidth,
  keyMarks,
  rowsBottom,
} from '#core/scenes/frame-marks.ts';

const HELLO = '818537fa213d7f9f4d5158';
const diagramOf = (hex: string, maxRows = 8) =>
  layoutFrameDiagram(dissectFrame(fromHex(hex)), { bitsPerRow: 32, maxRows });
const marksOf = (hex: string, maxRows = 8) => diagramOf(hex, maxRows).rows.flat().map(boxMarks);

describe('the boxes of a bit diagram', () => {
  test('are of the kinds of their fields, in the order of the wire', () => {
    const kinds = marksOf(HELLO).map(({ box }) => box.kind);
    expect(kinds).toEqual([
      ...['flag', 'flag', 'flag', 'flag', 'flag'],
      ...['mask', 'length', 'mask', 'mask', 'data', 'data'],
    ]);
  });

  test('touch neither each other nor the edge, and their texts are within them', () => {
    const marks = marksOf(HELLO);
    marks.forEach(({ box, text }, index) => {
      const next = marks[index + 1]?.box;
      if (next?.y === box.y) expect(next.x).toBeCloseTo(box.x + box.width + 2);
      expect(box.x + box.width).toBeLessThan(frameWidth(32));
      expect(text.at.x).toBeCloseTo(box.x + box.width / 2);
      expect(text.maxWidth).toBeLessThan(box.width);
      expect([text.kind, text.emphasis]).toEqual([box.kind, box.emphasis]);
    });
  });

  test('what is missing or folded has an outline alone', () => {
    const folded = marksOf(`827e0100${'00'.repeat(256)}`, 4).at(-1)!.box;
    const missing = marksOf('810548656c').at(-1)!.box;
    expect([folded.emphasis, folded.stroke?.dashes]).toEqual(['folded', undefined]);
    expect([missing.emphasis, missing.stroke?.dashes]).toEqual(['missing', '4 3']);
    expect(missing.kind).toBe('note');
    expect(marksOf(HELLO).every(({ box }) => box.stroke === undefined)).toBe(true);
  });

  test('each bit of a row has its number above it', () => {
    const numbers = bitNumberMarks(16);
    expect(numbers.map(({ slot }) => slot.bit)).toEqual(
      Array.from({ length: 16 }, (_, bit) => bit),
    );
    const [fin] = marksOf(HELLO);
    expect(numbers[0]?.at.x).toBe(fin!.text.at.x);
    expect(numbers[0]?.at.y).toBeLessThan(fin!.box.y);
  });
});

test('a name is written if it has room beside the value, and the value is cut if it has none', () => {
  const text = { maxWidth: 100, size: 10 };
  expect(fitNamed({ name: 'key', value: '37 fa' }, text)).toBe('key 37 fa');
  expect(fitNamed({ name: 'masking key', value: '37 fa 21' }, text)).toBe('37 fa 21');
  expect(fitNamed({ name: '', value: '37 fa 21 3d 7f 9f 4d' }, text)).toBe('37 fa 21 3d 7f …');
});

test('a key has each kind once, below the rows, and wraps', () => {
  const dissection = dissectFrame(fromHex(HELLO));
  const diagram = diagramOf(HELLO);
  const { entries, bottom } = keyMarks(dissection, diagram, ({ id }) => id);
  expect(entries.map(({ swatch }) => swatch.kind)).toEqual(['flag', 'mask', 'length', 'data']);
  expect(entries[0]?.text.slot.labels).toContain('frame.opcode');
  for (const { swatch } of entries) expect(swatch.y).toBeGreaterThan(rowsBottom(diagram));
  const long = keyMarks(dissection, diagram, ({ id }) => id.repeat(4));
  expect(new Set(long.entries.map(({ swatch }) => swatch.y)).size).toBeGreaterThan(1);
  expect(long.bottom).toBeGreaterThan(bottom);
});

test('a narrow diagram folds at the same byte as a wide one', () => {
  const dissection = dissectFrame(fromHex(`827e0100${'00'.repeat(256)}`));
  const [wide, narrow] = [62, 61].map((width) => frameDiagramWithin(dissection, width, 4));
  expect([wide?.bitsPerRow, narrow?.bitsPerRow]).toEqual([32, 16]);
  expect([wide?.rows.length, narrow?.rows.length]).toEqual([4, 8]);
});
