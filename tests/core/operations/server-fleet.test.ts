import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BALANCINGS } from '#core/operations/balancing.ts';
import {
  FLEET_BOUNDS,
  runFleet,
  type FleetChange,
  type FleetRun,
  type FleetSettings,
} from '#core/operations/server-fleet.ts';
import { expectWithin } from './expect-within.ts';

const FLEET: FleetSettings = { clients: 1200, servers: 4, balancing: 'round-robin', seed: 5 };

const anyFleet: fc.Arbitrary<FleetSettings> = fc.record({
  clients: fc.oneof(fc.nat(500), fc.constantFrom(-1, 0, 1)),
  servers: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constantFrom(-3, 0)),
  balancing: fc.constantFrom(...BALANCINGS),
  seed: fc.nat(),
});

const anyChange: fc.Arbitrary<FleetChange> = fc.oneof(
  fc.constant<FleetChange>({ kind: 'add' }),
  fc.constant<FleetChange>({ kind: 'restart', server: 0 }),
  fc.constant<FleetChange>({ kind: 'rolling-restart' }),
  fc
    .double({ min: -1, max: 2, noNaN: true })
    .map((share): FleetChange => ({ kind: 'reconnect', share })),
);

const countsOf = ({ steps }: FleetRun) =>
  steps.map(({ servers }) => servers.map(({ connections }) => connections));

describe.each(['round-robin', 'least-connections'] as const)('%s', (balancing) => {
  const fleet = { ...FLEET, balancing };

  test('opens as many connections on each server', () => {
    expect(countsOf(runFleet(fleet, []))).toEqual([[300, 300, 300, 300]]);
  });

  test('leaves an added server empty until clients connect again', () => {
    const run = runFleet(fleet, [{ kind: 'add' }, { kind: 'reconnect', share: 1 }]);
    expect(countsOf(run).slice(1)).toEqual([
      [300, 300, 300, 300, 0],
      [240, 240, 240, 240, 240],
    ]);
    expect(run.reconnects).toBe(1200);
  });

  test('moves the clients of a restarted server to the others, and not back', () => {
    const run = runFleet(fleet, [{ kind: 'restart', server: 1 }]);
    expect(countsOf(run).slice(1)).toEqual([
      [400, 0, 400, 400],
      [400, 0, 400, 400],
    ]);
    expect(run.steps.map(({ kind, server, reconnects }) => [kind, server, reconnects])).toEqual([
      ['opened', null, 0],
      ['stopped', 1, 300],
      ['started', 1, 0],
    ]);
    expect(run.steps.at(-1)?.servers[1]).toEqual({ isUp: true, connections: 0 });
  });

  test('leaves the last of a rolling restart empty', () => {
    const last = countsOf(runFleet(fleet, [{ kind: 'rolling-restart' }])).at(-1)!;
    expect(last[3]).toBe(0);
    expect(Math.max(...last)).toBeGreaterThan(1200 / 4);
  });
});

test('a rolling restart moves each client about once for each server that has its turn', () => {
  const run = runFleet({ ...FLEET, servers: 2 }, [{ kind: 'rolling-restart' }]);
  // 600 move to the second server, then all 1,200 to the first.
  expect(countsOf(run).at(-1)).toEqual([1200, 0]);
  expect(run.reconnects).toBe(600 + 1200);
});

test('least connections fill an added server first', () => {
  const run = runFleet({ ...FLEET, balancing: 'least-connections' }, [
    { kind: 'add' },
    { kind: 'reconnect', share: 0.1 },
  ]);
  expect(countsOf(run).at(-1)![4]).toBe(120);
  // One server after the other: a fifth of them.
  const turns = runFleet(FLEET, [{ kind: 'add' }, { kind: 'reconnect', share: 0.1 }]);
  expect(countsOf(turns).at(-1)![4]).toBe(24);
});

describe('a hash', () => {
  const sticky = { ...FLEET, clients: 20_000, balancing: 'hash' } as const;

  test('spreads clients evenly at random', () => {
    for (const seed of [0, 1, 2, 3]) {
      const [counts] = countsOf(runFleet({ ...sticky, seed }, []));
      for (const count of counts!) {
        expect(Math.abs(count - 5000)).toBeLessThan(5 * Math.sqrt(20_000 * 0.25 * 0.75));
      }
    }
  });

  test('returns every client to its server when it connects again', () => {
    const run = runFleet(sticky, [
      { kind: 'restart', server: 2 },
      { kind: 'reconnect', share: 1 },
    ]);
    const [opened, stopped, , again] = countsOf(run);
    expect(again).toEqual(opened);
    expect(run.steps[1]?.reconnects).toBe(opened![2]);
    // The others keep their clients.
    expect(stopped!.every((count, server) => server === 2 || count >= opened![server]!)).toBe(true);
  });

  test('gives an added server its share of those that connect again, and moves no other', () => {
    const [opened, , again] = countsOf(
      runFleet(sticky, [{ kind: 'add' }, { kind: 'reconnect', share: 1 }]),
    );
    expect(again!.slice(0, 4).every((count, server) => count <= opened![server]!)).toBe(true);
    expect(Math.abs(again![4]! - 4000)).toBeLessThan(5 * Math.sqrt(20_000 * 0.2 * 0.8));
  });
});

test('other clients connect again each time', () => {
  const half = { kind: 'reconnect', share: 0.5 } as const;
  const fleet = { ...FLEET, clients: 20_000, servers: 1, balancing: 'hash' } as const;
  const moved = countsOf(runFleet(fleet, [{ kind: 'add' }, half, half])).at(-1)![1]!;
  // Three quarters did at least once, and half of these belong to the added server.
  expect(Math.abs(moved - 7500)).toBeLessThan(5 * Math.sqrt(20_000 * 0.375 * 0.625));
});

test('the clients of the only server wait until it is back', () => {
  const { steps } = runFleet({ ...FLEET, servers: 1 }, [{ kind: 'restart', server: 0 }]);
  expect(steps.map(({ waiting, reconnects }) => [waiting, reconnects])).toEqual([
    [0, 0],
    [1200, 0],
    [0, 1200],
  ]);
});

test('in every fleet, every client is somewhere', () => {
  fc.assert(
    fc.property(anyFleet, fc.array(anyChange, { maxLength: 6 }), (wanted, changes) => {
      const { settings, steps, reconnects } = runFleet(wanted, changes);
      expectWithin(settings, FLEET_BOUNDS);
      for (const { servers, waiting, mostLoaded } of steps) {
        const counts = servers.map(({ connections }) => connections);
        expect(counts.reduce((sum, each) => sum + each, waiting)).toBe(settings.clients);
        expect(counts[mostLoaded]).toBe(Math.max(...counts));
        expect(servers.every((each) => each.connections >= 0)).toBe(true);
        expect(servers.every((each) => each.isUp || each.connections === 0)).toBe(true);
        expect(waiting === 0 || servers.every(({ isUp }) => !isUp)).toBe(true);
      }
      expect(reconnects).toBe(steps.reduce((sum, each) => sum + each.reconnects, 0));
      expect(runFleet(wanted, changes)).toEqual({ settings, steps, reconnects });
    }),
    { numRuns: 200 },
  );
});

test('servers that don’t exist are refused', () => {
  for (const server of [-1, 4, 0.5, NaN]) {
    expect(() => runFleet(FLEET, [{ kind: 'restart', server }])).toThrow(
      new RangeError(`expected a server from 0 to 3, got ${server}`),
    );
  }
  const full = { ...FLEET, servers: FLEET_BOUNDS.servers.max };
  expect(() => runFleet(full, [{ kind: 'add' }])).toThrow(RangeError);
});
