/** The settings and sentences of the figure of several servers behind a load balancer. */

import { formatBytes, formatSize } from '#content/compare/numbers.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import type { Balancing } from '#core/operations/balancing.ts';
import {
  chooseSubscribers,
  fanOut,
  type FanOut,
  type Publication,
} from '#core/operations/fan-out.ts';
import { runFleet, type FleetChange, type FleetRun } from '#core/operations/server-fleet.ts';

export const FLEET_CHANGES = {
  add: 'Add a server',
  'add-and-reconnect': 'Add one, reconnect a quarter',
  restart: 'Restart server 1',
  'rolling-restart': 'Restart each in turn',
} as const;

export type FleetChangeId = keyof typeof FLEET_CHANGES;

const CHANGES: Readonly<Record<FleetChangeId, readonly FleetChange[]>> = {
  add: [{ kind: 'add' }],
  'add-and-reconnect': [{ kind: 'add' }, { kind: 'reconnect', share: 0.25 }],
  restart: [{ kind: 'restart', server: 0 }],
  'rolling-restart': [{ kind: 'rolling-restart' }],
};

export const BALANCING_NAMES: Readonly<Record<Balancing, string>> = {
  'round-robin': 'In turn',
  'least-connections': 'Fewest first',
  hash: 'By hash',
};

export type BackPlane = Publication['backPlane'];

export const BACK_PLANE_NAMES: Readonly<Record<BackPlane, string>> = {
  none: 'None',
  'every-server': 'Every server',
  'subscribed-servers': 'Only where subscribed',
};

export type FleetChoice = {
  readonly change: FleetChangeId;
  readonly balancing: Balancing;
  readonly backPlane: BackPlane;
};

const SEED = 101;
const SUBSCRIBERS = 300;
const PAYLOAD_SIZE = 200;

/** The server that a message is published at, after the change. */
const PUBLISHED_AT = 0;

export type FleetServer = {
  /** "Server 1". */
  readonly name: string;
  /** Connections; null if it was added. */
  readonly before: number | null;
  readonly after: number;
  readonly subscribers: number;
  /** Those of them that the message reaches. */
  readonly reached: number;
};

export type ShownFleet = {
  readonly run: FleetRun;
  readonly publication: FanOut;
  readonly servers: readonly FleetServer[];
};

export function shownFleet({ change, balancing, backPlane }: FleetChoice): ShownFleet {
  const run = runFleet({ clients: 3000, servers: 3, balancing, seed: SEED }, CHANGES[change]);
  const before = run.steps[0]!.servers;
  const after = run.steps.at(-1)!.servers.map(({ connections }) => connections);
  const subscribers = chooseSubscribers(after, SUBSCRIBERS, SEED);
  const publication = fanOut({
    subscribers,
    publishedAt: PUBLISHED_AT,
    payloadSize: PAYLOAD_SIZE,
    backPlane,
  });
  const servers = after.map((connections, server) => ({
    name: `Server ${server + 1}`,
    before: before[server]?.connections ?? null,
    after: connections,
    subscribers: subscribers[server]!,
    reached: publication.framesPerServer[server]!,
  }));
  return { run, publication, servers };
}

/** Where the connections are, and whom a message reaches. */
export function fleetOutcome(choice: FleetChoice, fleet: ShownFleet): string {
  return `${changeText(choice.change, fleet)} ${publicationText(choice.backPlane, fleet)}`;
}

function changeText(change: FleetChangeId, { run, servers }: ShownFleet): string {
  const counts = servers.map(({ after }) => after);
  const range = `from ${formatCount(Math.min(...counts))} to ${formatCount(Math.max(...counts))}`;
  switch (change) {
    case 'add':
      return `The new server has ${countOf(counts.at(-1)!, 'connection')}, because the others keep theirs.`;
    case 'add-and-reconnect':
      return `${countOf(run.reconnects, 'client')} connect again. The new server now has ${countOf(counts.at(-1)!, 'connection')}.`;
    case 'restart':
      return `${countOf(run.reconnects, 'client')} move to other servers. Server 1 comes back with ${countOf(counts[0]!, 'connection')}.`;
    case 'rolling-restart':
      return `${countOf(run.settings.clients, 'client')} connect again ${countOf(run.reconnects, 'time')}, all together. In the end, servers have ${range} connections.`;
  }
}

function publicationText(backPlane: BackPlane, { publication, servers }: ShownFleet): string {
  const { frames, frameBytes, copiesTo, copiedBytes, uselessCopies } = publication;
  const all = servers.reduce((sum, { subscribers }) => sum + subscribers, 0);
  if (backPlane === 'none') {
    return `A message at server 1 reaches ${formatCount(frames)} of ${countOf(all, 'subscriber')}, because no copy reaches the other servers.`;
  }
  const useless =
    uselessCopies === 0
      ? ''
      : ` Of the copies, ${formatCount(uselessCopies)} ${uselessCopies === 1 ? 'finds' : 'find'} no subscriber.`;
  return `A message at server 1 reaches ${formatCount(frames)} of ${countOf(all, 'subscriber')}. That is ${countOf(copiesTo.length, 'copy', 'copies')} between servers (${formatSize(copiedBytes)}), and ${countOf(frames, 'frame')} (${formatSize(frameBytes)}).${useless}`;
}

/** Beside a server's bar. */
export function serverResult({ after, reached, subscribers }: FleetServer): string {
  return `${countOf(after, 'connection')}, ${formatCount(reached)} of ${formatCount(subscribers)} reached`;
}

export function fleetCaption({ run, publication }: ShownFleet): string {
  return `Simulated: ${countOf(run.settings.clients, 'client')} on three servers, ${formatCount(SUBSCRIBERS)} of them subscribed, chosen at random. A message has ${formatBytes(PAYLOAD_SIZE)}, its frame ${formatBytes(publication.frameSize)}. Dashed: connections before. Solid: after.`;
}

export const FLEET_COLUMNS = ['Server', 'Before', 'After', 'Subscribers', 'Reached'] as const;

export function serverRow({ name, before, after, subscribers, reached }: FleetServer) {
  return [
    name,
    before === null ? 'not there' : formatCount(before),
    formatCount(after),
    formatCount(subscribers),
    formatCount(reached),
  ];
}
