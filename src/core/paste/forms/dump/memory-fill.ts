/** What a debugger shows of memory behind a buffer: zeros, or what the heap fills it with. */

import { SideOrders, wireUnitAt } from '#core/paste/ranking/wire-unit.ts';

/** Lower offsets can be those of a file. */
export const LEAST_ADDRESS = 0x10000;

/** Zeros, and the patterns of Microsoft's debug heap and of common allocators. */
const FILL: ReadonlySet<number> = new Set([
  0x00, 0xab, 0xba, 0xbe, 0xcc, 0xcd, 0xdd, 0xee, 0xef, 0xfd, 0xfe,
]);

/** Where whole frames end that nothing but a pattern follows; null if anything else does. */
export function fillStart(bytes: Uint8Array): number | null {
  const orders = new SideOrders();
  let at = 0;
  while (at < bytes.length) {
    const unit = wireUnitAt(bytes, at, at === 0);
    if (unit.kind === 'cut' || !unit.isLegal) break;
    if (unit.first !== null && unit.side !== null) {
      if (!orders.mayFollow(unit.side, unit.first)) break;
      orders.follow(unit.side, unit.first);
    }
    at = unit.end;
  }
  if (at === 0 || at === bytes.length) return null;
  return bytes.subarray(at).every((byte) => FILL.has(byte)) ? at : null;
}
