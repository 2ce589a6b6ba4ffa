import { describe, expect, test } from 'vitest';
import { readPaste } from '#core/paste/read-paste.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { pastedBlocks, withSender } from '#core/workbench/pasted-blocks.ts';
import { swappedSides } from '#core/workbench/swapped-sides.ts';
import { DEFAULT_CHOICES, type DecodeChoices } from '#core/workbench/decoded.ts';
import { oppositeDirection } from '#core/trace/direction.ts';
import { DIRECTION_MODES } from '#core/paste/assembly/direction-mode.ts';
import { pasteFixture } from './inputs.ts';

function blocksOf(text: string) {
  const [connection] = readPaste(text)[0]!.connections;
  const { source } = pastedTrace(connection!);
  return pastedBlocks(text, connection!.chunks, source);
}

describe('blocks', () => {
  test('are lines of a log, with what each has', () => {
    const text = 'C: 89 00\nS: 8a 00\nC: 81 80 01 02 03 04';
    const blocks = blocksOf(text);
    expect(blocks.map(({ size, direction }) => [size, direction])).toEqual([
      [2, 'client-to-server'],
      [2, 'server-to-client'],
      [6, 'client-to-server'],
    ]);
    expect(blocks.map((block) => text.slice(block.text.start, block.text.end))).toEqual([
      expect.stringContaining('89 00'),
      expect.stringContaining('8a 00'),
      expect.stringContaining('81 80'),
    ]);
  });

  test('of packets are where their bytes are', () => {
    const text = pasteFixture('wireshark-four-packets.txt');
    const blocks = blocksOf(text);
    expect(blocks).toHaveLength(4);
    expect(blocks.every((block) => block.text.end > block.text.start)).toBe(true);
    expect(blocks.map((block) => block.text.start)).toEqual(
      blocks.map((block) => block.text.start).toSorted((one, other) => one - other),
    );
  });

  test('of one line and side are one', () => {
    const text = '[0x89, 0x00] [0x8a, 0x00]\n[0x89, 0x00]';
    const blocks = blocksOf(text);
    expect(blocks.map(({ from, to }) => [from, to])).toEqual([
      [0, blocks[0]!.to],
      [blocks[0]!.to, blocks[0]!.to + 1],
    ]);
    expect(blocks[0]!.size).toBe(4);
  });

  test('cover all chunks of each connection once', () => {
    for (const name of ['conn-n-interleaved-fragments', 'time-ms', 'har-file', 'socat-x']) {
      const text = pasteFixture(`${name}.txt`);
      for (const { chunks } of readPaste(text)[0]!.connections) {
        const blocks = pastedBlocks(text, chunks, null);
        expect(blocks[0]?.from).toBe(0);
        expect(blocks.at(-1)?.to).toBe(chunks.length);
        for (const [index, { from }] of blocks.slice(1).entries()) {
          expect(from).toBe(blocks[index]!.to);
        }
      }
    }
  });
});

test('a sender is set for all chunks of a block, and reset', () => {
  const set = withSender({ 0: 'client-to-server' }, { from: 1, to: 3 }, 'server-to-client');
  expect(set).toEqual({ 0: 'client-to-server', 1: 'server-to-client', 2: 'server-to-client' });
  expect(withSender(set, { from: 0, to: 2 }, null)).toEqual({ 2: 'server-to-client' });
});

test.each(DIRECTION_MODES.filter((mode) => mode !== 'by-masks'))(
  'swapping the sides of %s gives each block its other side',
  (mode) => {
    const [connection] = readPaste('recv 89 00\nsend 8a 80 01 02 03 04\n81 01 61')[0]!.connections;
    const sidesOf = ({ directions, senders }: Pick<DecodeChoices, 'directions' | 'senders'>) =>
      pastedTrace(connection!, directions, senders).trace.events.map(({ direction }) => direction);
    const choices: DecodeChoices = {
      ...DEFAULT_CHOICES,
      directions: mode,
      senders: { 1: 'server-to-client' },
    };
    const swapped = swappedSides(choices);
    expect(swapped.senders).toEqual({ 1: 'client-to-server' });
    expect(sidesOf(swapped)).toEqual(sidesOf(choices).map(oppositeDirection));
  },
);

test('swapping the sides twice changes nothing', () => {
  const swapped = swappedSides(DEFAULT_CHOICES);
  expect(swappedSides({ ...DEFAULT_CHOICES, ...swapped })).toEqual({
    directions: 'as-told',
    senders: {},
  });
});
