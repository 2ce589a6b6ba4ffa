import { describe, expect, test } from 'vitest';
import {
  close,
  conductIn,
  fin,
  idsOf,
  OPENING,
  ping,
  pong,
  rst,
  text,
  type Passed,
} from './captured.ts';

const beat = (index: number): Passed[] => [
  ping('s', `${index}`, index * 20_000),
  pong('c', `${index}`, index * 20_000 + 5),
];
const BEATS = [1, 2, 3].flatMap(beat);

describe('silence beyond a heartbeat', () => {
  test('is reported with the usual interval of the Pings', () => {
    const [finding, ...others] = conductIn([
      ...OPENING,
      ...BEATS,
      ping('s', '4', 80_000),
      rst('s', 100_000),
    ]);
    expect(others).toEqual([]);
    expect(finding).toEqual({
      id: 'peer.silent',
      side: 'client',
      unitIndices: [8],
      doubt: null,
      intervalMs: 20_000,
      silentMs: 20_000,
      acknowledges: false,
      until: 'peer-end',
    });
  });

  test.each<readonly [string, readonly Passed[], object]>([
    [
      'the capture',
      [ping('s', '4', 80_000), ping('s', '5', 100_000)],
      { until: 'capture-end', silentMs: 20_000, unitIndices: [8] },
    ],
    [
      'bytes',
      [ping('s', '4', 80_000), ping('s', '5', 100_000), pong('c', '5', 130_000)],
      { until: 'bytes', silentMs: 50_000, unitIndices: [8, 9] },
    ],
    [
      'its own end',
      [ping('s', '4', 80_000), rst('c', 100_000)],
      { until: 'own-end', silentMs: 20_000 },
    ],
    [
      'acknowledgements of TCP alone',
      [ping('s', '4', 80_000), ['c', 'ack', 80_001], rst('s', 100_000)],
      { acknowledges: true },
    ],
  ])('is one until %s', (_, passed, facts) => {
    expect(conductIn([...OPENING, ...BEATS, ...passed])).toMatchObject([
      { id: 'peer.silent', ...facts },
    ]);
  });

  test.each<readonly [string, readonly Passed[]]>([
    ['each Ping is answered', BEATS],
    [
      'data arrives instead',
      [...BEATS, ping('s', '4', 80_000), text('c', 'Hi', 90_000), rst('s', 100_000)],
    ],
    ['the capture ends soon', [...BEATS, ping('s', '4', 80_000), text('s', 'Hi', 81_000)]],
    ['two Pings show no interval', [...beat(1), ping('s', '2', 40_000), rst('s', 60_000)]],
    [
      'the Pings have no rhythm',
      [
        ping('s', '1', 1000),
        pong('c', '1', 1001),
        ping('s', '2', 9000),
        pong('c', '2', 9001),
        ping('s', '3', 11_000),
        rst('s', 90_000),
      ],
    ],
    [
      'they are a burst',
      [ping('s', '1', 10), ping('s', '2', 20), ping('s', '3', 30), rst('s', 500)],
    ],
    [
      'a Close came before',
      [
        ...BEATS,
        close('s', 1000, 70_000),
        close('c', 1000, 70_002),
        fin('s', 70_003),
        fin('c', 95_000),
      ],
    ],
  ])('is none if %s', (_, passed) => {
    expect(idsOf(conductIn([...OPENING, ...passed]))).not.toContain('peer.silent');
  });

  test('is no finding of its own if those Pings lack a Pong', () => {
    const passed = [ping('s', '4', 80_000), ping('s', '5', 100_000), text('c', 'Hi', 110_000)];
    expect(idsOf(conductIn([...OPENING, ...BEATS, ...passed]))).toEqual(['ping.without-pong?']);
  });
});
