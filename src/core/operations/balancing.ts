/**
 * How a load balancer chooses the server of a new connection. It chooses once: a WebSocket stays
 * with its server until it ends.
 */

export const BALANCINGS = ['round-robin', 'least-connections', 'hash'] as const;

/**
 * - `round-robin`: one server after the other;
 * - `least-connections`: the one with the fewest connections, the first of these;
 * - `hash`: the same server for the same client, as long as it is up. A client whose server is down
 *   gets another, and the others keep theirs (rendezvous hashing: Thaler and Ravishankar, 1998).
 */
export type Balancing = (typeof BALANCINGS)[number];

export type ServerLoad = {
  readonly isUp: boolean;
  readonly connections: number;
};

export class Balancer {
  readonly #balancing: Balancing;
  readonly #seed: number;
  /** The server that is asked first for the next connection. */
  #turn = 0;

  /** The seed decides which client goes to which server with `hash`, and nothing else. */
  constructor(balancing: Balancing, seed: number) {
    this.#balancing = balancing;
    this.#seed = seed;
  }

  /** The index of the server for a client; null if none is up. Looks at each server once. */
  choose(client: number, servers: readonly ServerLoad[]): number | null {
    switch (this.#balancing) {
      case 'round-robin':
        return this.#nextInTurn(servers);
      case 'least-connections':
        return lowest(servers, ({ connections }) => connections);
      case 'hash':
        return lowest(servers, (_, server) => mixed(client, mixed(server, this.#seed)));
    }
  }

  #nextInTurn(servers: readonly ServerLoad[]): number | null {
    for (let step = 0; step < servers.length; step++) {
      const server = (this.#turn + step) % servers.length;
      if (servers[server]?.isUp !== true) continue;
      this.#turn = (server + 1) % servers.length;
      return server;
    }
    return null;
  }
}

/** The first server that is up and has the lowest score. */
function lowest(
  servers: readonly ServerLoad[],
  scoreOf: (load: ServerLoad, server: number) => number,
): number | null {
  let best: number | null = null;
  let bestScore = Infinity;
  for (const [server, load] of servers.entries()) {
    if (!load.isUp) continue;
    const score = scoreOf(load, server);
    if (score >= bestScore) continue;
    best = server;
    bestScore = score;
  }
  return best;
}

/** 32 bits that depend on all bits of both: MurmurHash3's last step (Austin Appleby). */
function mixed(one: number, other: number): number {
  let bits = Math.imul(one + 1, 0x9e37_79b1) ^ other;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
