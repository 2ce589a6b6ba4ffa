/**
 * Clients with one connection each, on several servers behind a load balancer: what is added stays
 * empty, and what restarts comes back empty, until clients connect again.
 *
 * A step costs one look at each client, and for each client that connects one at each server.
 */

import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { Balancer, type Balancing, type ServerLoad } from './balancing.ts';
import { nearestWithin, SEED_BOUNDS, withinBounds, type BoundsOf } from './setting-bounds.ts';

export type FleetSettings = {
  readonly clients: number;
  readonly servers: number;
  readonly balancing: Balancing;
  readonly seed: number;
};

export const FLEET_BOUNDS: BoundsOf<FleetSettings> = {
  clients: { min: 0, max: 20_000, isWhole: true },
  servers: { min: 1, max: 50, isWhole: true },
  seed: SEED_BOUNDS,
};

export type FleetChange =
  | { readonly kind: 'add' }
  /** The server stops, its clients connect to others, and it comes back. */
  | { readonly kind: 'restart'; readonly server: number }
  /** Each server restarts, in order. The next one stops when the last one is back. */
  | { readonly kind: 'rolling-restart' }
  /** A share of the clients, from 0 to 1, chosen at random, connect again, one after another. */
  | { readonly kind: 'reconnect'; readonly share: number };

export type FleetStep = {
  readonly kind: 'opened' | 'added' | 'stopped' | 'started' | 'reconnected';
  /** The server that was added, stopped or started. */
  readonly server: number | null;
  /** After the step, in the order in which they were added. */
  readonly servers: readonly ServerLoad[];
  /** Clients without a connection, because no server is up. */
  readonly waiting: number;
  /** Connections that were opened again in this step. */
  readonly reconnects: number;
  /** The server with most connections, the first of these. */
  readonly mostLoaded: number;
};

export type FleetRun = {
  /** Within `FLEET_BOUNDS`. */
  readonly settings: FleetSettings;
  /** First `opened`, when every client has connected. */
  readonly steps: readonly FleetStep[];
  readonly reconnects: number;
};

/** Throws a `RangeError` for a server that doesn't exist, and for one too many. */
export function runFleet(wanted: FleetSettings, changes: readonly FleetChange[]): FleetRun {
  const settings = withinBounds(wanted, FLEET_BOUNDS);
  const fleet = new ServerFleet(settings);
  for (const change of changes) {
    switch (change.kind) {
      case 'add':
        fleet.add();
        break;
      case 'restart':
        fleet.restart(change.server);
        break;
      case 'rolling-restart':
        fleet.restartAll();
        break;
      case 'reconnect':
        fleet.reconnect(nearestWithin(change.share, { min: 0, max: 1 }));
        break;
    }
  }
  const { steps } = fleet;
  return { settings, steps, reconnects: steps.reduce((sum, each) => sum + each.reconnects, 0) };
}

const NONE = -1;

class ServerFleet {
  readonly steps: FleetStep[] = [];
  readonly #balancer: Balancer;
  readonly #random: SeededRandom;
  readonly #servers: { isUp: boolean; connections: number }[];
  /** The server of each client, or `NONE`. */
  readonly #serverOf: Int32Array;
  #reconnects = 0;

  constructor({ clients, servers, balancing, seed }: FleetSettings) {
    this.#balancer = new Balancer(balancing, seed);
    this.#random = new SeededRandom(seed);
    this.#servers = Array.from({ length: servers }, () => ({ isUp: true, connections: 0 }));
    this.#serverOf = new Int32Array(clients).fill(NONE);
    this.#connectWaiting();
    this.#reconnects = 0;
    this.#end('opened', null);
  }

  add(): void {
    const { max } = FLEET_BOUNDS.servers;
    const server = this.#servers.length;
    if (server >= max) throw new RangeError(`expected at most ${max} servers, got one more`);
    this.#servers.push({ isUp: true, connections: 0 });
    this.#end('added', server);
  }

  restart(server: number): void {
    const load = this.#servers[server];
    if (load === undefined) {
      const most = this.#servers.length - 1;
      throw new RangeError(`expected a server from 0 to ${most}, got ${server}`);
    }
    load.isUp = false;
    load.connections = 0;
    for (const [client, its] of this.#serverOf.entries()) {
      if (its === server) this.#serverOf[client] = NONE;
    }
    this.#connectWaiting();
    this.#end('stopped', server);
    load.isUp = true;
    this.#connectWaiting();
    this.#end('started', server);
  }

  restartAll(): void {
    for (const server of this.#servers.keys()) this.restart(server);
  }

  reconnect(share: number): void {
    const clients = this.#serverOf.length;
    let wanted = Math.round(share * clients);
    for (const [client, server] of this.#serverOf.entries()) {
      // Each of the remaining clients is equally likely to be among those still wanted.
      if (this.#random.next() * (clients - client) >= wanted) continue;
      wanted--;
      const load = this.#servers[server];
      if (load !== undefined) load.connections--;
      this.#connect(client);
    }
    this.#end('reconnected', null);
  }

  #connectWaiting(): void {
    for (const [client, server] of this.#serverOf.entries()) {
      if (server === NONE) this.#connect(client);
    }
  }

  #connect(client: number): void {
    const chosen = this.#balancer.choose(client, this.#servers);
    this.#serverOf[client] = chosen ?? NONE;
    if (chosen === null) return;
    this.#servers[chosen]!.connections++;
    this.#reconnects++;
  }

  #end(kind: FleetStep['kind'], server: number | null): void {
    const servers = this.#servers.map((load) => ({ ...load }));
    const counts = servers.map(({ connections }) => connections);
    this.steps.push({
      kind,
      server,
      servers,
      waiting: this.#serverOf.length - counts.reduce((sum, each) => sum + each, 0),
      reconnects: this.#reconnects,
      mostLoaded: counts.indexOf(Math.max(...counts)),
    });
    this.#reconnects = 0;
  }
}
