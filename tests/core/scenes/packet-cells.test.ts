import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { packetCells } from '#core/scenes/packet-cells.ts';
import { stepByteKind } from '#core/scenes/step-kind.ts';
import { cellTexts, packetCenter, packetRoom, placePacket } from '#core/scenes/packet-place.ts';
import type { PacketMark } from '#core/scenes/mark.ts';
import type { PacketSlot } from '#core/scenes/sequence-slots.ts';
import { readStory } from '#core/story/story.ts';
import { VARIANTS } from '../scenarios/variants.ts';

function cellsOf(hex: string): string[] {
  const story = readStory(rawTrace(fromHex(hex)));
  const step = story.steps.find(({ unit }) => unit !== null)!;
  return packetCells(step, story).map(({ kind, slot }) => {
    const { id, ...facts } = slot;
    return id === 'step-label' ? `${kind} ${id}` : `${kind} ${id} ${JSON.stringify(facts)}`;
  });
}

const first = (kind: string, byte: number) => `${kind} header-byte {"index":0,"byte":${byte}}`;
const second = (byte: number) => `length header-byte {"index":1,"byte":${byte}}`;

test.each([
  [
    'a masked text',
    '818537fa213d7f9f4d5158',
    [
      first('flag', 0x81),
      second(0x85),
      'mask masking-key {}',
      'data payload-text {"text":"Hello"}',
    ],
  ],
  ['binary data', '8202ffff', [first('flag', 0x82), second(2), 'data payload-size {"bytes":2}']],
  ['an empty ping', '8900', [first('flag', 0x89), second(0)]],
  ['a pong', '8a0161', [first('flag', 0x8a), second(1), 'flag payload-text {"text":"a"}']],
  [
    'a Close frame',
    '880503e8627965',
    [first('close', 0x88), second(5), 'close close-payload {"code":1000,"reason":"bye"}'],
  ],
  [
    'a 16-bit length',
    `827e0080${'00'.repeat(128)}`,
    [
      first('flag', 0x82),
      second(126),
      'length payload-length {"bytes":128}',
      'data payload-size {"bytes":128}',
    ],
  ],
  ['what is no frame', '474554202f20485454502f312e310d0a0d0a', ['http step-label']],
])('%s', (_, hex, expected) => {
  expect(cellsOf(hex)).toEqual(expected);
});

test('a part of a frame has only the bytes that it carries', () => {
  const { story } = VARIANTS.find(({ name }) => name === 'boundaries')!;
  const cellsAt = (id: string) =>
    packetCells(
      story.steps.find((step) => step.id === id)!,
      story,
    ).map(({ slot }) => slot);
  expect(cellsAt('server-text-2')).toEqual([
    { id: 'header-byte', index: 0, byte: 0x81 },
    { id: 'header-byte', index: 1, byte: 7 },
    { id: 'part-size', bytes: 3 },
  ]);
  expect(cellsAt('server-text-2-part-2')).toEqual([{ id: 'part-size', bytes: 4 }]);
});

test('a signal without payload has the kind of TCP', () => {
  expect(stepByteKind({ unit: null })).toBe('tcp');
  const [unit] = readConversation(rawTrace(fromHex('8900'))).units;
  expect(stepByteKind({ unit: unit! })).toBe('flag');
});

const packet: PacketMark<PacketSlot> = {
  shape: 'packet',
  kind: 'data',
  emphasis: 'current',
  cells: [
    { kind: 'flag', slot: { id: 'header-byte', index: 0, byte: 0x81 } },
    { kind: 'mask', slot: { id: 'masking-key' } },
    { kind: 'data', slot: { id: 'payload-size', bytes: 5 } },
  ],
  fewerCells: [
    [{ kind: 'data', slot: { id: 'payload-size', bytes: 5 } }],
    [{ kind: 'data', slot: { id: 'part-size', bytes: 5 } }],
  ],
  size: 13,
  isTornStart: false,
  isTornEnd: false,
  from: { x: 100, y: 20 },
  to: { x: 500, y: 60 },
  area: [
    { x: 114, y: 0 },
    { x: 486, y: 400 },
  ],
};
const words = ({ id }: PacketSlot) => (id === 'masking-key' ? '' : id);
const size = { width: 120, height: 30 };

test('cells without words are omitted, and long ones are cut', () => {
  expect(cellTexts(packet, words)).toEqual([
    { kind: 'flag', text: 'header-byte' },
    { kind: 'data', text: 'payload-size' },
  ]);
  const longWords = ({ id }: PacketSlot) => (id === 'part-size' ? 'part' : 'x'.repeat(40));
  const narrow = { ...packet, area: [packet.area[0], { x: 200, y: 400 }] as const };
  expect(cellTexts(narrow, longWords)).toEqual([{ kind: 'data', text: 'part' }]);
  const [cell, ...others] = cellTexts(packet, () => 'x'.repeat(40));
  expect(others).toEqual([]);
  expect(cell?.text).toBe(`${'x'.repeat(27)}…`);
});

test.each([0, 0.3, 1])(
  'after %d of its way it is on its arrow, clear of both lifelines',
  (progress) => {
    const { x, y } = packetCenter(packet, size, progress);
    expect(x - 60).toBeGreaterThanOrEqual(114);
    expect(x + 60).toBeLessThanOrEqual(486);
    expect(y).toBeCloseTo(20 + 40 * progress);
  },
);

test('it leaves from one lifeline and rests at the other, or in the middle if it has no room', () => {
  expect(packetCenter(packet, size, 0).x).toBeCloseTo(174);
  expect(packetCenter(packet, size, 0.5).x).toBeCloseTo(300);
  expect(packetCenter(packet, size, 1).x).toBeCloseTo(426);
  const back = { ...packet, from: packet.to, to: packet.from };
  expect(packetCenter(back, size, 1).x).toBeCloseTo(174);
  expect(packetCenter(packet, { ...size, width: 900 }, 1).x).toBeCloseTo(300);
  expect(packetRoom(packet)).toBe(372);
});

test('its cells are side by side within its frame', () => {
  const { frame, cells } = placePacket(packet, words, 1);
  expect(cells.map(({ text }) => text)).toEqual(['header-byte', 'payload-size']);
  expect(cells[0]?.box.x).toBeCloseTo(frame.x + 4);
  const [left, right] = cells.map(({ box }) => box);
  expect(right!.x - (left!.x + left!.width)).toBeCloseTo(2);
  expect(frame.x + frame.width - (right!.x + right!.width)).toBeCloseTo(4);
});

test('the frame of a lost packet is dashed', () => {
  expect(placePacket(packet, words, 1).frame.stroke?.dashes).toBeUndefined();
  const lost = placePacket({ ...packet, emphasis: 'lost' }, words, 1);
  expect(lost.frame.stroke?.dashes).toBeDefined();
});
