import { describe, expect, test } from 'vitest';
import { actOutHeard, listCrossings } from '#core/scenes/crossing-list.ts';
import { abnormalClosure } from '#core/scenarios/abnormal-closures.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';

const crossedIn = (script: Parameters<typeof actOutHeard>[0]) =>
  listCrossings(actOutHeard(script)).flatMap((entry) => (entry.kind === 'crossing' ? [entry] : []));

describe('hello and goodbye', () => {
  const crossed = crossedIn(helloAndGoodbye.script());

  test('has each head, frame and FIN once, in order', () => {
    const kinds = crossed.map(({ carried }) => {
      if (carried.kind === 'frame') return `${carried.opcode} ${carried.size}`;
      return carried.kind === 'signal' ? carried.signal : carried.kind;
    });
    expect(kinds).toEqual([
      'request',
      'response',
      'text 5',
      'text 5',
      'ping 12',
      'pong 12',
      'close 6',
      'close 6',
      'fin',
      'fin',
    ]);
  });

  test('knows masks and close codes', () => {
    const frames = crossed.flatMap(({ carried, direction }) =>
      carried.kind === 'frame' ? [{ ...carried, direction }] : [],
    );
    for (const { isMasked, direction } of frames) {
      expect(isMasked).toBe(direction === 'client-to-server');
    }
    const codes = frames.filter(({ opcode }) => opcode === 'close');
    expect(codes.map(({ closeCode }) => closeCode)).toEqual([1000, 1000]);
  });

  test('is ordered by time, events included', () => {
    const times = listCrossings(actOutHeard(helloAndGoodbye.script())).map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });
});

test('a lost frame is listed once, however often it is sent again', () => {
  const lost = crossedIn(abnormalClosure('unanswered')).filter(({ isLost }) => isLost);
  const pings = lost.filter(({ carried }) => carried.kind === 'frame' && carried.opcode === 'ping');
  expect(pings).toHaveLength(1);
});

test('of a server that can’t be reached, only the first SYN is listed', () => {
  const crossed = crossedIn(abnormalClosure('unreachable'));
  expect(crossed.map(({ carried, isLost }) => ({ carried, isLost }))).toEqual([
    { carried: { kind: 'signal', signal: 'syn' }, isLost: true },
  ]);
});

test('a large frame is listed with its whole size', () => {
  const binary = crossedIn(abnormalClosure('too-big')).filter(
    ({ carried }) => carried.kind === 'frame' && carried.opcode === 'binary',
  );
  expect(binary.map(({ carried }) => carried.kind === 'frame' && carried.size)).toEqual([4096]);
});
