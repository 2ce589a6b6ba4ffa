import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseSubscribers, fanOut, type Publication } from '#core/operations/fan-out.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';

const BACK_PLANES: readonly Publication['backPlane'][] = [
  'every-server',
  'subscribed-servers',
  'none',
];
const sum = (counts: readonly number[]) => counts.reduce((total, each) => total + each, 0);

const PUBLISHED = { subscribers: [10, 0, 5, 0, 1], publishedAt: 0, payloadSize: 48 } as const;

test.each([
  { backPlane: 'every-server', copiesTo: [1, 2, 3, 4], uselessCopies: 2, frames: 16, missed: 0 },
  { backPlane: 'subscribed-servers', copiesTo: [2, 4], uselessCopies: 0, frames: 16, missed: 0 },
  { backPlane: 'none', copiesTo: [], uselessCopies: 0, frames: 10, missed: 6 },
] as const)('a message goes by $backPlane', ({ backPlane, ...expected }) => {
  const result = fanOut({ ...PUBLISHED, backPlane });
  expect(result).toMatchObject(expected);
  expect(result.copiedBytes).toBe(expected.copiesTo.length * 48);
  expect(result.frameBytes).toBe(expected.frames * 50);
});

test.each([0, 1, 125, 126, 65_535, 65_536])('a frame of %i bytes is as long as encoded', (size) => {
  const payload = new Uint8Array(size);
  const frame = encodeFrame({ opcode: OPCODE.binary, maskingKey: null, payload });
  const published = { subscribers: [1], publishedAt: 0, backPlane: 'none' } as const;
  expect(fanOut({ ...published, payloadSize: size }).frameSize).toBe(frame.length);
});

test('every subscriber is reached or missed, and none is missed with a back-plane', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(50), { minLength: 1, maxLength: 20 }),
      fc.nat(),
      fc.nat(70_000),
      fc.constantFrom(...BACK_PLANES),
      (subscribers, at, payloadSize, backPlane) => {
        const publishedAt = at % subscribers.length;
        const result = fanOut({ subscribers, publishedAt, payloadSize, backPlane });
        expect(result.frames + result.missed).toBe(sum(subscribers));
        expect(sum(result.framesPerServer)).toBe(result.frames);
        expect(result.copiesTo).not.toContain(publishedAt);
        if (backPlane !== 'none') expect(result.missed).toBe(0);
        if (backPlane === 'subscribed-servers') expect(result.uselessCopies).toBe(0);
      },
    ),
  );
});

test('what isn’t a server, a size or a count is refused', () => {
  const fits = { ...PUBLISHED, backPlane: 'none' } as const;
  for (const changed of [
    { publishedAt: 5 },
    { publishedAt: -1 },
    { payloadSize: -1 },
    { payloadSize: NaN },
    { payloadSize: Infinity },
    { subscribers: [1, -1] },
    { subscribers: [] },
  ]) {
    expect(() => fanOut({ ...fits, ...changed })).toThrow(RangeError);
  }
});

describe('subscribers', () => {
  test('are as many as wanted, and never more than there are clients', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(60), { maxLength: 10 }),
        fc.integer({ min: -5, max: 800 }),
        fc.nat(),
        (clients, wanted, seed) => {
          const chosen = chooseSubscribers(clients, wanted, seed);
          expect(sum(chosen)).toBe(Math.max(0, Math.min(wanted, sum(clients))));
          expect(chosen.every((count, server) => count <= clients[server]!)).toBe(true);
          expect(chooseSubscribers(clients, wanted, seed)).toEqual(chosen);
        },
      ),
    );
  });

  test('are chosen from each server in proportion, as a hypergeometric mean', () => {
    const clients = [100, 300, 600];
    const runs = 2000;
    const totals = [0, 0, 0];
    for (let seed = 0; seed < runs; seed++) {
      for (const [server, count] of chooseSubscribers(clients, 50, seed).entries()) {
        totals[server] = totals[server]! + count;
      }
    }
    for (const [server, mean] of [5, 15, 30].entries()) {
      expect(Math.abs(totals[server]! / runs - mean)).toBeLessThan(5 * Math.sqrt(mean / runs));
    }
  });
});
