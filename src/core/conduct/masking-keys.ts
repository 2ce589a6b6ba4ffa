/**
 * Masking keys that a strong source of entropy doesn't make (RFC 6455 §5.3, §10.3): zero, repeated,
 * or counted up.
 *
 * A random key can be zero, or that of an earlier frame. So a finding needs a coincidence with a
 * probability below one in a million among so many frames, and contains that probability. One
 * repeated key among 93 frames is a finding, but not among 94: (93 · 92 / 2) / 2^32 is just
 * below. It can't be shown that keys are random.
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import { OrdinaryFrame } from '#core/conversation/ordinary-frame.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { keyWordAt } from '#core/protocol/framing/masking-words.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { chanceOfAtLeast } from './chance.ts';
import type { ConductDoubt, ConductFinding } from './conduct-finding.ts';

const ALL_KEYS = 2 ** 32;

/** What is less likely is taken as more than coincidence. */
const MAX_CHANCE = 1e-6;

/** Numbers in typed arrays, because there can be a million. */
type Keys = {
  /** Units of the masked frames, in order. */
  readonly unitIndices: Uint32Array;
  /** Beside each: its key as a number, the first byte being the least significant. */
  readonly values: Uint32Array;
};

/** @param isJudged whether a unit was sent as it is; frames made here have keys of ours */
export function judgeMaskingKeys(
  conversation: Conversation,
  isJudged: (unit: Unit) => boolean,
  doubt: ConductDoubt | null,
): ConductFinding[] {
  const keys = readKeys(conversation, isJudged);
  const common = { side: 'client', doubt, compared: keys.values.length } as const;
  const findings: ConductFinding[] = [];
  const zero = findZeros(keys);
  if (isNoCoincidence(zero)) findings.push({ id: 'masking-key.zero', ...common, ...zero });
  const repeated = findRepeats(keys);
  if (isNoCoincidence(repeated)) {
    findings.push({ id: 'masking-key.repeated', ...common, ...repeated });
  }
  const counted = findSteps(keys);
  if (isNoCoincidence(counted)) findings.push({ id: 'masking-key.counted', ...common, ...counted });
  return findings;
}

function isNoCoincidence({ chance }: { readonly chance: number }): boolean {
  return chance < MAX_CHANCE;
}

/** After a gap, what looks like a header is only assumed to be one. */
function readKeys({ units }: Conversation, isJudged: (unit: Unit) => boolean): Keys {
  const unitIndices = new Uint32Array(units.length);
  const values = new Uint32Array(units.length);
  let count = 0;
  for (let index = 0; index < units.length; index++) {
    const unit = units[index]!;
    if (unit.kind !== 'frame' || unit.direction !== 'client-to-server' || unit.isAssumed) continue;
    const value = keyOf(unit);
    if (value === null || !isJudged(unit)) continue;
    unitIndices[count] = index;
    values[count++] = value;
  }
  return { unitIndices: unitIndices.subarray(0, count), values: values.subarray(0, count) };
}

/** Of an ordinary frame without reading the rest of its header. */
function keyOf(frame: FrameUnit): number | null {
  if (frame instanceof OrdinaryFrame) {
    const at = frame.start + frame.headerSize - MASKING_KEY_SIZE;
    return frame.isMasked ? keyWordAt(frame.source.bytes, at) : null;
  }
  const { maskingKey } = frame.header;
  return maskingKey === null ? null : keyWordAt(maskingKey, 0);
}

type Coincidence = { readonly unitIndices: readonly number[]; readonly chance: number };

function findZeros({ unitIndices, values }: Keys): Coincidence {
  const zeros = values.includes(0) ? [...unitIndices.filter((_, at) => values[at] === 0)] : [];
  return { unitIndices: zeros, chance: chanceOfAtLeast(zeros.length, values.length / ALL_KEYS) };
}

/**
 * A frame repeats a key if an earlier one has it. Among n random keys, n(n - 1)/2 pairs are equal
 * with a probability of one in 2^32 each. Zero keys are another finding.
 */
function findRepeats({ unitIndices, values }: Keys): Coincidence & { differentKeys: number } {
  const repeated = repeatedIn(values);
  const shared =
    repeated.size === 0 ? [] : [...unitIndices.filter((_, at) => repeated.has(values[at]!))];
  const pairs = (values.length * (values.length - 1)) / 2;
  return {
    unitIndices: shared,
    differentKeys: repeated.size,
    chance: chanceOfAtLeast(shared.length - repeated.size, pairs / ALL_KEYS),
  };
}

/** Sorted rather than counted in a map, which takes longer. */
function repeatedIn(values: Uint32Array): Set<number> {
  const repeated = new Set<number>();
  const sorted = values.toSorted();
  for (let at = 1; at < sorted.length; at++) {
    const value = sorted[at]!;
    if (value === sorted[at - 1] && value !== 0) repeated.add(value);
  }
  return repeated;
}

/**
 * Three keys with the same difference twice, other than 0, read from their first or from their last
 * byte. Whatever the first two are, a random third one makes that with two of 2^32 keys at most.
 */
function findSteps({ unitIndices, values }: Keys): Coincidence & { step: number | null } {
  const swapped = values.map(swapBytes);
  const within = new Set<number>();
  const steps = new Set<number>();
  let count = 0;
  for (let at = 2; at < values.length; at++) {
    const step = stepAt(swapped, at) ?? stepAt(values, at);
    if (step === null) continue;
    count++;
    steps.add(step);
    for (const each of [at - 2, at - 1, at]) within.add(each);
  }
  const tries = Math.max(0, values.length - 2);
  return {
    unitIndices: within.size === 0 ? [] : [...unitIndices.filter((_, at) => within.has(at))],
    step: steps.size === 1 ? [...steps][0]! : null,
    chance: chanceOfAtLeast(count, (2 * tries) / ALL_KEYS),
  };
}

/** From -2^31 up to 2^31; null unless it is the one before, too. */
function stepAt(values: Uint32Array, at: number): number | null {
  const step = (values[at]! - values[at - 1]!) | 0;
  const before = (values[at - 1]! - values[at - 2]!) | 0;
  return step === before && step !== 0 ? step : null;
}

function swapBytes(value: number): number {
  return (
    ((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)
  );
}
