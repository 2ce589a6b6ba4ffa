import { describe, expect, test } from 'vitest';
import { storedIn } from '#core/bytes/stored-bytes.ts';
import { PacketTable } from '#core/captures/packet-table.ts';

const storage = storedIn(Uint8Array.from({ length: 100 }, (_, index) => index));
const ethernet = { linkType: 1, index: 0 };
const loopback = { linkType: 0, index: 3 };

function tableOf(...times: (bigint | null)[]): PacketTable {
  const table = new PacketTable(storage);
  for (const [index, time] of times.entries()) {
    table.push(index % 2 === 0 ? ethernet : loopback, time, { start: index, end: index + 2 });
  }
  return table;
}

test('packets are views of the file, with what their interface says', () => {
  const table = tableOf(5n, null);
  expect([...table]).toEqual([
    { linkType: 1, interfaceIndex: 0, seenAtNs: 5n, start: 0, bytes: Uint8Array.of(0, 1) },
    { linkType: 0, interfaceIndex: 3, seenAtNs: null, start: 1, bytes: Uint8Array.of(1, 2) },
  ]);
  expect(table.sources).toEqual([ethernet, loopback]);
  expect([table.at(-1), table.at(2)]).toEqual([undefined, undefined]);
});

describe('the order of time', () => {
  test.each([
    { name: 'in order', times: [1n, 1n, 2n], order: null },
    { name: 'without a time', times: [2n, null, 1n], order: null },
    { name: 'out of order, equal ones as they are', times: [3n, 1n, 2n, 1n], order: [1, 3, 2, 0] },
    { name: 'of years far apart', times: [2n ** 80n, 0n], order: [1, 0] },
  ])('$name', ({ times, order }) => {
    const found = tableOf(...times).orderOfTime();
    expect(found && [...found]).toEqual(order);
  });
});

test('the first time is the least one', () => {
  expect(tableOf(3n, null, 2n).firstTimeNs()).toBe(2n);
  expect(tableOf(null).firstTimeNs()).toBeNull();
});
