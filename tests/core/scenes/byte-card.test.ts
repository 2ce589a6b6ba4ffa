import { ownStory } from '#core/story/own-story.ts';
import { expect, test } from 'vitest';
import { BITS_PER_BYTE, lengthOfRange } from '#core/bytes/bit-range.ts';
import { unitBytes } from '#core/conversation/conversation.ts';
import { payloadOf } from '#core/conversation/message.ts';
import { layoutByteCard, violationsAt } from '#core/scenes/byte-card.ts';
import { carrierOf } from '#core/story/flipped-bit.ts';
import type { Story } from '#core/story/story.ts';
import { VARIANTS } from '../scenarios/variants.ts';

/** The first bytes of every unit, and its last. */
function* bytesOf({ steps }: Story) {
  for (const step of steps) {
    const { unit } = step;
    if (unit === null) continue;
    const size = lengthOfRange(unit.range);
    for (const byteIndex of [0, 1, 2, 5, 6, 7, 11, 20, size - 1]) {
      if (byteIndex < size) yield { step, unit, byteIndex };
    }
  }
}

test('the card shows the byte that was sent, and with a flip one bit of it differs', () => {
  for (const { name, story } of VARIANTS) {
    for (const { step, unit, byteIndex } of bytesOf(story)) {
      const { trace } = ownStory(story, step).conversation;
      const sent = unitBytes(trace, unit)[byteIndex] ?? -1;
      const carrier = carrierOf(byteIndex, step, story);
      const flip = byteIndex % BITS_PER_BYTE;
      const plain = layoutByteCard(trace, unit, byteIndex, carrier, null);
      const flipped = layoutByteCard(trace, unit, byteIndex, carrier, flip);
      // Bytes that arrive changed have tests of their own.
      if (!step.isAltered) expect(plain.byte, name).toBe(sent);
      expect(flipped.byte ^ plain.byte, name).toBe(0x80 >> flip);
      expect(plain.groups.flatMap(({ bits }) => bits)).toHaveLength(BITS_PER_BYTE);
      expect(plain.groups.every(({ field }) => field !== null)).toBe(true);
    }
  }
});

test('a masked byte is unmasked to the payload’s', () => {
  let count = 0;
  for (const { story } of VARIANTS) {
    for (const { step, unit, byteIndex } of bytesOf(story)) {
      const { trace } = ownStory(story, step).conversation;
      const { unmasking } = layoutByteCard(trace, unit, byteIndex, null, null);
      const isMasked = unit.kind === 'frame' && unit.header.maskingKey !== null;
      const isPayload = isMasked && byteIndex >= unit.headerSize;
      expect(unmasking !== null).toBe(isPayload);
      if (!isPayload || unmasking === null) continue;
      count++;
      const payload = payloadOf(unit, trace.streams[unit.direction]);
      expect(unmasking.plain).toBe(payload[byteIndex - unit.headerSize]);
      expect(unmasking.masked ^ unmasking.key).toBe(unmasking.plain);
      expect(unmasking.field?.buffer).toBe('unmasked');
      expect(step.unit).toBe(unit);
    }
  }
  expect(count).toBeGreaterThan(50);
});

test('every violation of a story is at some byte of its step', () => {
  for (const { name, story } of VARIANTS) {
    for (const { unitIndex, violation, buffer } of story.conversation.findings) {
      const step = story.steps.find((each) => each.unitIndex === unitIndex);
      if (!step?.unit || buffer === 'inflated' || lengthOfRange(violation.range) === 0) continue;
      const found = Array.from({ length: lengthOfRange(step.unit.range) }, (_, byte) =>
        violationsAt(step, byte, story).map(({ id }) => id),
      );
      expect(found.flat(), name).toContain(violation.id);
    }
  }
});
