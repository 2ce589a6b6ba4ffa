/**
 * Fan-out: one message published to subscribers whose connections are on several servers. The
 * server that it comes to knows its own clients only. A back-plane, such as Redis or NATS, passes a
 * copy to the other servers.
 *
 * Counting costs an operation per server; choosing subscribers one per client.
 */

import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';

export type Publication = {
  /** The subscribers that are connected to each server. */
  readonly subscribers: readonly number[];
  /** The server that the message comes to. */
  readonly publishedAt: number;
  /** Bytes of the message. */
  readonly payloadSize: number;
  /** Which servers get a copy: every one, those with subscribers, or none for want of one. */
  readonly backPlane: 'every-server' | 'subscribed-servers' | 'none';
};

export type FanOut = {
  /** The servers that get a copy from the back-plane, in order. The first server needs none. */
  readonly copiesTo: readonly number[];
  /** Copies for servers without subscribers. */
  readonly uselessCopies: number;
  /** Bytes of the copies' payloads. What a back-plane adds depends on its protocol. */
  readonly copiedBytes: number;
  /** Frames that each server sends to its clients: one for each subscriber that is reached. */
  readonly framesPerServer: readonly number[];
  readonly frames: number;
  /** Bytes of an unmasked frame, header included, without TLS, TCP and IP. */
  readonly frameSize: number;
  readonly frameBytes: number;
  /** Subscribers that the message doesn't reach. */
  readonly missed: number;
};

/** Throws a `RangeError` unless there is such a server, and sizes and counts are 0 or more. */
export function fanOut({ subscribers, publishedAt, payloadSize, backPlane }: Publication): FanOut {
  if (!(publishedAt in subscribers)) {
    const most = subscribers.length - 1;
    throw new RangeError(`expected a server from 0 to ${most}, got ${publishedAt}`);
  }
  for (const count of [payloadSize, ...subscribers]) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`expected a whole number of 0 or more, got ${count}`);
    }
  }
  const copiesTo = [...subscribers.keys()].filter(
    (server) =>
      server !== publishedAt &&
      (backPlane === 'every-server' || (backPlane !== 'none' && subscribers[server]! > 0)),
  );
  const framesPerServer = subscribers.map((count, server) =>
    server === publishedAt || copiesTo.includes(server) ? count : 0,
  );
  const frames = sumOf(framesPerServer);
  const frameSize = frameHeaderSize(minimalLengthForm(payloadSize), false) + payloadSize;
  return {
    copiesTo,
    uselessCopies: copiesTo.filter((server) => subscribers[server] === 0).length,
    copiedBytes: copiesTo.length * payloadSize,
    framesPerServer,
    frames,
    frameSize,
    frameBytes: frames * frameSize,
    missed: sumOf(subscribers) - frames,
  };
}

/**
 * How many of `subscribers` clients, chosen at random among all, are connected to each server.
 * With fewer clients than that, all subscribe.
 */
export function chooseSubscribers(
  clientsPerServer: readonly number[],
  subscribers: number,
  seed: number,
): number[] {
  const random = new SeededRandom(seed);
  let rest = sumOf(clientsPerServer);
  let wanted = Math.max(0, Math.min(rest, Math.round(subscribers)));
  return clientsPerServer.map((clients) => {
    let chosen = 0;
    for (let client = 0; client < clients; client++, rest--) {
      if (random.next() * rest < wanted - chosen) chosen++;
    }
    wanted -= chosen;
    return chosen;
  });
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
