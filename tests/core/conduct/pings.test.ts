import { describe, expect, test } from 'vitest';
import { findConduct } from '#core/conduct/conduct.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { fromHex } from '#core/bytes/hex.ts';
import {
  capturedTrace,
  close,
  conductIn,
  fin,
  idsOf,
  joined,
  OPENING,
  pastedTrace,
  ping,
  pong,
  rst,
  text,
  type Passed,
} from './captured.ts';

const ending = (atMs: number): Passed[] => [
  close('s', 1000, atMs),
  close('c', 1000, atMs + 2),
  fin('s', atMs + 3),
  fin('c', atMs + 4),
];

describe('a Ping without a Pong', () => {
  test('is certain if its receiver replied to a later Close', () => {
    const [finding, ...others] = conductIn([...OPENING, ping('s', 'a', 10), ...ending(50)]);
    expect(others).toEqual([]);
    expect(finding).toEqual({
      id: 'ping.without-pong',
      side: 'client',
      unitIndices: [2],
      doubt: null,
      until: 'close',
      waitedMs: 42,
    });
  });

  test('names all Pings after the last answered one', () => {
    const pings = [ping('s', 'a', 10), pong('c', 'a', 11), ping('s', 'b', 20), ping('s', 'c', 30)];
    const [finding] = conductIn([...OPENING, ...pings, ...ending(50)]);
    expect(finding?.unitIndices).toEqual([4, 5]);
  });

  test.each([
    ['its own end of TCP', [fin('c', 3000)], 'fin'],
    ['its own Close', [close('c', 1000, 3000), close('s', 1000, 3001)], 'close'],
    ['frames', [text('c', 'Hi', 3000)], 'last-frame'],
  ] as const)('is in doubt if its receiver had a second before %s', (_, rest, until) => {
    const [finding] = conductIn([...OPENING, ping('s', 'a', 10), ...rest]);
    expect(finding).toMatchObject({
      id: 'ping.without-pong',
      doubt: 'unread',
      until,
      waitedMs: 2990,
    });
  });

  test('is in doubt if the Close frames can have crossed', () => {
    const crossed = [close('s', 1000, 50), close('c', 1000, 50.5), fin('s', 51), fin('c', 52)];
    expect(idsOf(conductIn([...OPENING, ping('s', 'a', 10), ...crossed]))).toEqual([]);
    expect(idsOf(conductIn([...OPENING, ping('s', 'a', -2000), ...crossed]))).toEqual([
      'ping.without-pong?',
    ]);
  });

  test.each<readonly [string, readonly Passed[]]>([
    ['answered', [ping('s', 'a', 10), pong('c', 'a', 12), ...ending(50)]],
    [
      'answered late',
      [
        ping('s', 'a', 10),
        ping('s', 'b', 20),
        pong('c', 'a', 40),
        ping('s', 'b', 41),
        pong('c', 'b', 45),
        ...ending(50),
      ],
    ],
    [
      'excused by a newer one',
      [ping('s', 'a', 10), ping('s', 'b', 20), pong('c', 'b', 21), ...ending(50)],
    ],
    ['empty, and answered', [ping('s', '', 10), pong('c', '', 12), ...ending(50)]],
    [
      'in the segment of the Close',
      [
        joined(ping('s', 'a', 50), close('s', 1000, 50)),
        close('c', 1000, 52),
        fin('s', 53),
        fin('c', 54),
      ],
    ],
    [
      'after its receiver’s Close',
      [close('c', 1000, 50), ping('s', 'a', 51), close('s', 1000, 60), fin('s', 61), fin('c', 62)],
    ],
    ['just before its receiver’s FIN', [ping('s', 'a', 10), fin('c', 500)]],
    ['before its receiver resets', [ping('s', 'a', 10), rst('c', 5000)]],
    ['the last of a capture', [ping('s', 'a', 10)]],
    [
      'of a side that broke a rule',
      [['s', fromHex('c1 00'), 9], ping('s', 'a', 10), ...ending(5000)],
    ],
    [
      'answered after its receiver’s Close',
      [
        ping('s', 'a', 10),
        close('c', 1000, 2000),
        pong('c', 'a', 2001),
        close('s', 1000, 2002),
        fin('s', 2003),
        fin('c', 2004),
      ],
    ],
  ])('is not stated if it is %s', (_, passed) => {
    expect(idsOf(conductIn([...OPENING, ...passed]))).toEqual([]);
  });

  test('is not stated if bytes of its receiver are missing', () => {
    const trace = capturedTrace([
      ...OPENING,
      ping('s', 'a', 10),
      text('c', 'Hello', 12),
      ...ending(50),
    ]);
    const sent = trace.streams['client-to-server'];
    const gap = { start: sent.length - 16, end: sent.length - 8 };
    const streams = { ...trace.streams, 'client-to-server': { ...sent, gaps: [gap] } };
    expect(findConduct(readConversation({ ...trace, streams }))).toEqual([]);
  });

  test('is not stated if only one direction was captured', () => {
    const passed = [...OPENING, ping('s', 'a', 10), ...ending(50)].filter(([from]) => from === 's');
    expect(conductIn(passed)).toEqual([]);
  });

  test('is not stated of bytes that the network altered', () => {
    const trace = capturedTrace([...OPENING, ping('s', 'a', 10), ...ending(50)]);
    const events = trace.events.map((event, index) =>
      index === 5 ? { ...event, alteredBytes: fromHex('89 01 62') } : event,
    );
    expect(findConduct(readConversation({ ...trace, events }))).toEqual([]);
  });

  test('is not stated of frames that were made here', () => {
    const conversation = readConversation(
      capturedTrace([...OPENING, ping('s', 'a', 10), ...ending(50)]),
    );
    expect(findConduct(conversation, ({ kind }) => kind === 'frame')).toEqual([]);
  });

  test('in changed bytes is in doubt', () => {
    const trace = capturedTrace([...OPENING, ping('s', 'a', 10), ...ending(50)]);
    const provenance = { ...trace.provenance, isEdited: true } as const;
    const [finding] = findConduct(readConversation({ ...trace, provenance }));
    expect(finding).toMatchObject({ id: 'ping.without-pong', doubt: 'changed' });
  });

  test.each<readonly [string, readonly Passed[], readonly string[]]>([
    [
      'the whole conversation',
      [...OPENING, ping('s', 'a', 1), close('s', 1000, 1), close('c', 1000, 1)],
      ['ping.without-pong?'],
    ],
    [
      'an answered Ping before',
      [
        ping('s', 'a', 1),
        pong('c', 'a', 1),
        ping('s', 'b', 1),
        close('s', 1000, 1),
        close('c', 1000, 1),
      ],
      ['ping.without-pong?'],
    ],
    ['an excerpt', [ping('s', 'a', 1), close('s', 1000, 1), close('c', 1000, 1)], []],
    ['no end', [...OPENING, ping('s', 'a', 1)], []],
    [
      'its Pong elsewhere',
      [pong('c', 'a', 1), ...OPENING, ping('s', 'a', 1), close('s', 1000, 1), close('c', 1000, 1)],
      [],
    ],
  ])('in a text with %s', (_, passed, expected) => {
    expect(idsOf(findConduct(readConversation(pastedTrace(passed))))).toEqual(expected);
  });
});

describe('a Pong without a Ping', () => {
  test('breaks nothing, and names the Ping that waits', () => {
    const passed = [ping('s', 'abc', 10), pong('c', 'abd', 12), pong('c', 'abc', 13), text('s')];
    expect(conductIn([...OPENING, ...passed])).toEqual([
      { id: 'pong.without-ping', side: 'client', unitIndices: [3], waiting: [2], doubt: null },
    ]);
  });

  test('is each one above the number of such Pings', () => {
    const passed = [
      pong('c', '', 9),
      ping('s', '', 10),
      pong('c', '', 12),
      pong('c', '', 13),
      text('s'),
    ];
    const [finding] = conductIn([...OPENING, ...passed]);
    expect(finding).toMatchObject({ unitIndices: [2, 5], waiting: [null, null] });
  });

  test.each<readonly [string, readonly Passed[]]>([
    [
      'the capture begins later',
      [['c', 'ack', 0], ['s', 'ack', 0], pong('c', 'a', 12), fin('c', 13)],
    ],
    ['its Ping can be missing at the end', [...OPENING, pong('c', 'a', 12), text('c')]],
    [
      'it answers an older Ping',
      [...OPENING, ping('s', 'a', 10), ping('s', 'b', 11), pong('c', 'a', 12), pong('c', 'b', 13)],
    ],
    [
      'its Ping can be after a Close',
      [...OPENING, close('s', 1000, 10), ping('s', 'a', 11), pong('c', 'a', 12)],
    ],
  ])('is not stated if %s', (_, passed) => {
    expect(idsOf(conductIn(passed))).toEqual([]);
  });

  test('is not stated of an excerpt in a text', () => {
    expect(findConduct(readConversation(pastedTrace([pong('c', 'a', 1)])))).toEqual([]);
    const [finding] = findConduct(readConversation(pastedTrace([...OPENING, pong('c', 'a', 1)])));
    expect(finding).toMatchObject({ id: 'pong.without-ping', doubt: 'excerpt' });
  });
});
