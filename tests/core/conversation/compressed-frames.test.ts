import { expect, test } from 'vitest';
import {
  compressedBefore,
  hasContextTakeover,
  isCompressedFrame,
} from '#core/conversation/compressed-frames.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { VARIANTS } from '../scenarios/variants.ts';

const conversationOf = (name: string) =>
  VARIANTS.find((variant) => variant.name === name)!.story.conversation;

test('earlier frames are those of the same side', () => {
  const conversation = conversationOf('compressed, takeover');
  const compressed = conversation.units.filter(isCompressedFrame);
  expect(compressed.length).toBeGreaterThan(2);
  for (const unit of compressed) {
    const expected = compressed
      .slice(0, compressed.indexOf(unit))
      .filter(({ direction }) => direction === unit.direction);
    expect(compressedBefore(unit, conversation)).toEqual(expected);
  }
});

test('frames without compression are not among them', () => {
  const conversation = conversationOf('hello-and-goodbye');
  const frames = conversation.units.filter((unit): unit is FrameUnit => unit.kind === 'frame');
  expect(frames.some(isCompressedFrame)).toBe(false);
  expect(compressedBefore(frames.at(-1)!, conversation)).toEqual([]);
});

test('context takeover is what the handshake agreed on', () => {
  const unit = { direction: 'server-to-client' } as FrameUnit;
  const agreed = (contextTakeover: boolean) => ({ contextTakeover, windowBits: 15 });
  const compression = { client: agreed(false), server: agreed(true) };
  expect(hasContextTakeover(unit, { compression })).toBe(true);
  expect(hasContextTakeover({ ...unit, direction: 'client-to-server' }, { compression })).toBe(
    false,
  );
  expect(hasContextTakeover(unit, { compression: null })).toBe(false);
});
