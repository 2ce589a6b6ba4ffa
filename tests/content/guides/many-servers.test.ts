import { describe, expect, test } from 'vitest';
import {
  BACK_PLANE_NAMES,
  FLEET_CHANGES,
  fleetCaption,
  fleetOutcome,
  serverResult,
  serverRow,
  shownFleet,
  type BackPlane,
  type FleetChangeId,
  type FleetChoice,
} from '#content/guides/many-servers-figure.ts';
import { BALANCINGS } from '#core/operations/balancing.ts';
import { expectSentences } from './expect-sentences.ts';

const outcomeOf = (choice: FleetChoice) => fleetOutcome(choice, shownFleet(choice));

test.each([
  {
    choice: { change: 'add', balancing: 'round-robin', backPlane: 'none' } as const,
    outcome:
      /^The new server has 0 connections, because the others keep theirs\. A message at server 1 reaches \d+ of 300 subscribers, because no copy reaches the other servers\.$/,
  },
  {
    choice: { change: 'add', balancing: 'hash', backPlane: 'every-server' } as const,
    outcome:
      /reaches 300 of 300 subscribers\. That is 3 copies between servers \(600 B\), and 300 frames \(61 kB\)\. Of the copies, 1 finds no subscriber\.$/,
  },
  {
    choice: {
      change: 'add-and-reconnect',
      balancing: 'least-connections',
      backPlane: 'subscribed-servers',
    } as const,
    outcome: /^750 clients connect again\. The new server now has 748 connections\./,
  },
  {
    choice: { change: 'restart', balancing: 'round-robin', backPlane: 'none' } as const,
    outcome:
      /^1,000 clients move to other servers\. Server 1 comes back with 0 connections\. A message at server 1 reaches 0 of 300 subscribers/,
  },
  {
    choice: {
      change: 'rolling-restart',
      balancing: 'least-connections',
      backPlane: 'none',
    } as const,
    outcome:
      /^3,000 clients connect again 4,000 times, all together\. In the end, servers have from 0 to 1,500 connections\./,
  },
])('$choice.change, $choice.balancing, $choice.backPlane', ({ choice, outcome }) => {
  expect(outcomeOf(choice)).toMatch(outcome);
});

const choices: FleetChoice[] = (Object.keys(FLEET_CHANGES) as FleetChangeId[]).flatMap((change) =>
  BALANCINGS.flatMap((balancing) =>
    (Object.keys(BACK_PLANE_NAMES) as BackPlane[]).map((backPlane) => ({
      change,
      balancing,
      backPlane,
    })),
  ),
);

describe.each(choices)('$change, $balancing, copies to $backPlane', (choice) => {
  const fleet = shownFleet(choice);

  test('has grammatical sentences', () => {
    const text = `${fleetOutcome(choice, fleet)} ${fleetCaption(fleet)}`;
    expectSentences(text);
  });

  test('counts every client and every subscriber once', () => {
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    expect(sum(fleet.servers.map(({ after }) => after))).toBe(3000);
    expect(sum(fleet.servers.map(({ subscribers }) => subscribers))).toBe(300);
    expect(sum(fleet.servers.map(({ reached }) => reached))).toBe(fleet.publication.frames);
    expect(fleet.publication.missed > 0).toBe(choice.backPlane === 'none');
  });

  test('has rows of the model', () => {
    for (const server of fleet.servers) {
      expect(serverRow(server)[2]).toBe(server.after.toLocaleString('en'));
      expect(serverResult(server)).toContain(`${server.reached} of ${server.subscribers}`);
    }
  });
});
