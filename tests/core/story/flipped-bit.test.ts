import { describe, expect, test } from 'vitest';
import { bytesEqual } from '#core/bytes/byte-array.ts';
import { INFLATION } from '#core/conversation/inflation.ts';
import { payloadOf } from '#core/conversation/message.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import {
  alteredReading,
  carrierOf,
  readAltered,
  withFlippedBit,
  type AlteredReading,
} from '#core/story/flipped-bit.ts';
import { ownStory } from '#core/story/own-story.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { directionFrom } from '#core/trace/direction.ts';
import { tell, VARIANTS, type Variant } from '../scenarios/variants.ts';

const READINGS = { parts: { inflation: INFLATION } };

/** The header bits of a frame, and some of the rest. */
function sampledBits(size: number, random: SeededRandom): (readonly [byte: number, bit: number])[] {
  const header = [0, 1].flatMap((byte) => [0, 1, 4, 7].map((bit) => [byte, bit] as const));
  const rest = Array.from(
    { length: 2 },
    () => [Math.floor(random.next() * size), Math.floor(random.next() * 8)] as const,
  );
  return [...header, ...rest].filter(([byte]) => byte < size);
}

type Flip = {
  readonly name: string;
  readonly step: Step;
  readonly reading: AlteredReading;
  readonly actedOut: Story;
};

function* flipsOf({ name, story, script }: Variant): Generator<Flip> {
  const random = new SeededRandom(14);
  for (const step of story.steps) {
    const size = step.unit === null ? 0 : step.unit.range.end - step.unit.range.start;
    for (const [byte, bit] of sampledBits(size, random)) {
      const carrier = carrierOf(byte, step, story);
      // A byte of a later segment belongs to the step of that segment.
      if (!carrier?.segmentName || !step.eventIndices.includes(carrier.eventIndex)) continue;
      const bytes = withFlippedBit(carrier, bit);
      const replacing: Alteration = { kind: 'replace', bytes };
      yield {
        name: `${name}, ${step.id}, bit ${8 * byte + bit}`,
        step,
        reading: readAltered(carrier, bytes, step, story, READINGS),
        actedOut: tell(actOut(script, new Map([[carrier.segmentName, replacing]]))),
      };
    }
  }
}

/** Everything about a reading that words can show. */
function summary(reading: AlteredReading): unknown {
  if (reading.kind === 'fails') return [reading.kind, reading.side, reading.violation.id];
  if (reading.kind === 'waits') return [reading.kind, reading.side, reading.didWait];
  if (reading.kind !== 'reads') return [reading.kind];
  const stream =
    reading.story.received[reading.side].trace.streams[
      directionFrom(reading.side === 'client' ? 'server' : 'client')
    ];
  const contentOf = (unit: Unit) =>
    unit.kind === 'frame'
      ? [unit.header, payloadOf(unit, stream)]
      : stream.read(unit.range.start, unit.range.end);
  return ['reads', reading.units.map(contentOf), reading.tolerated?.violation.id];
}

describe.each(VARIANTS.map((variant) => [variant.name, variant] as const))('%s', (_, variant) => {
  test('what the card predicts is what happens when the flip is acted out', () => {
    let count = 0;
    for (const { name, step, reading, actedOut } of flipsOf(variant)) {
      count++;
      // What a proxy sends on is only known when it is acted out, and the card says so.
      if (reading.kind === 'proxied' || step.segmentName?.startsWith('proxy-') === true) continue;
      const happened = alteredReading(step, variant.story, actedOut);
      expect(summary(happened), name).toEqual(summary(reading));
      if (reading.kind === 'fails') expectFailure(name, step, reading, actedOut);
    }
    // Without a TCP connection there are no bytes.
    const hasBytes = variant.story.steps.some(({ unit }) => unit !== null);
    expect(count >= 10).toBe(hasBytes);
  });
});

/** The bytes that the receiver's own connection sends after it failed. */
function expectFailure(
  name: string,
  step: Step,
  { side, violation }: Extract<AlteredReading, { kind: 'fails' }>,
  { steps, conversation }: Story,
): void {
  const at = steps.findIndex(({ id }) => id === step.id);
  const { readyState } = steps[at]?.statesBefore[side] ?? {};
  if (readyState !== 'OPEN' || violation.closeCode === null) return;
  const stream = conversation.trace.streams[directionFrom(side)];
  const codes = steps.slice(at + 1).flatMap(({ unit, direction }) => {
    const isClose = unit?.kind === 'frame' && unit.header.opcode === OPCODE.close;
    if (!isClose || direction !== directionFrom(side)) return [];
    return [decodeClosePayload(payloadOf(unit, stream)).code];
  });
  expect(codes, name).toEqual([violation.closeCode]);
}

test('a byte is found in the segment that carries it', () => {
  for (const { story } of VARIANTS) {
    for (const step of story.steps) {
      const { unit, direction } = step;
      if (unit === null || direction === null) continue;
      const size = unit.range.end - unit.range.start;
      const stream = ownStory(story, step).conversation.trace.streams[direction];
      for (const byte of [0, size >> 1, size - 1]) {
        const carrier = carrierOf(byte, step, story);
        if (carrier === null) continue;
        const at = unit.range.start + byte;
        expect(carrier.sent[carrier.offset]).toBe(stream.read(at, at + 1)[0]);
        const flipped = withFlippedBit(carrier, 7);
        expect(flipped).toHaveLength(carrier.arriving.length);
        expect(bytesEqual(flipped, carrier.arriving)).toBe(false);
      }
      expect(carrierOf(size, step, story)).toBeNull();
      expect(carrierOf(-1, step, story)).toBeNull();
    }
  }
});
