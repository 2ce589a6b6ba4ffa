import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FragmentAssembly } from '#core/packets/ip-fragments.ts';
import type { Fragment, IpPacket } from '#core/packets/ip-packet.ts';

const packetOf = (payload: Uint8Array, source = '192.0.2.1'): IpPacket => ({
  source,
  destination: '198.51.100.2',
  protocol: 6,
  headerSize: 20,
  payload,
  size: 20 + payload.length,
  fragment: null,
});

/** A payload in fragments whose sizes are multiples of 8, except the last. */
function divide(payload: Uint8Array, cuts: readonly number[], id = 1): [IpPacket, Fragment][] {
  const starts = [...new Set([0, ...cuts.map((cut) => cut * 8)])].filter(
    (at) => at < payload.length,
  );
  return starts
    .toSorted((a, b) => a - b)
    .map((start, index, all) => {
      const end = all[index + 1] ?? payload.length;
      const fragment = { id, start, hasMore: end < payload.length };
      return [packetOf(payload.subarray(start, end)), fragment];
    });
}

const payloads = fc.uint8Array({ minLength: 1, maxLength: 200 });

test('fragments in any order, also repeated, become the packet that was divided', () => {
  fc.assert(
    fc.property(
      payloads,
      fc.array(fc.nat(24), { maxLength: 5 }),
      fc.nat(),
      fc.boolean(),
      (payload, cuts, seed, isRepeated) => {
        const parts = divide(payload, cuts);
        const order = parts.map((part, index) => ({ part, key: (seed * (index + 7)) % 101 }));
        const given = order.toSorted((a, b) => a.key - b.key).map(({ part }) => part);
        const assembly = new FragmentAssembly();
        const repeated = isRepeated && given.length > 1 ? [given[0]!, ...given] : given;
        const whole = repeated.map(([packet, fragment]) => assembly.add(packet, fragment));
        expect(whole.slice(0, -1).every((each) => each === null)).toBe(true);
        expect(whole.at(-1)?.payload).toEqual(payload);
        expect(assembly.pendingCount).toBe(0);
      },
    ),
  );
});

describe('what stays in parts', () => {
  const parts = divide(new Uint8Array(40), [1, 2]);

  test('is counted', () => {
    const assembly = new FragmentAssembly();
    for (const [packet, fragment] of parts.slice(1))
      expect(assembly.add(packet, fragment)).toBeNull();
    expect(assembly.pendingCount).toBe(2);
  });

  test('is given up if there is too much of it, and still counted', () => {
    const assembly = new FragmentAssembly();
    const [packet, fragment] = parts[0]!;
    for (let id = 0; id < 3000; id++) assembly.add(packet, { ...fragment, id });
    expect(assembly.pendingCount).toBe(3000);
    for (const [each, { start, hasMore }] of parts.slice(1)) {
      expect(assembly.add(each, { id: 0, start, hasMore })).toBeNull();
    }
  });

  test('isn’t joined with another sender’s', () => {
    const assembly = new FragmentAssembly();
    const [[first, one], [second, two], [last, three]] = parts as [
      [IpPacket, Fragment],
      [IpPacket, Fragment],
      [IpPacket, Fragment],
    ];
    assembly.add(first, one);
    assembly.add({ ...second, source: '192.0.2.9' }, two);
    expect(assembly.add(last, three)).toBeNull();
  });
});
