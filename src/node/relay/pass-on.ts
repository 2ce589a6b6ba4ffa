/** Passes one direction of a connection on, untouched, and records it. */

import type { Socket } from 'node:net';
import type { PeerIndex } from '#core/packets/segment-list.ts';
import type { LegRecorder, WallClock } from '#node/recording/leg-recorder.ts';

/**
 * A slow side slows the other.
 *
 * @param sender whose bytes they are, in each leg
 */
export function passOn(
  from: Socket,
  to: Socket,
  legs: readonly LegRecorder[],
  sender: PeerIndex,
  clock: WallClock,
): void {
  from.on('data', (chunk: Buffer) => {
    const atNs = clock();
    for (const leg of legs) leg.bytes(sender, chunk, { atNs });
    if (!to.write(chunk)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => {
    for (const leg of legs) leg.ended(sender);
    to.end();
  });
}
