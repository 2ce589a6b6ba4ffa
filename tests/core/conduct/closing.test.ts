import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { findConduct } from '#core/conduct/conduct.ts';
import { isFailureCode } from '#core/conduct/failure-code.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import {
  capturedTrace,
  close,
  conductIn,
  fin,
  idsOf,
  OPENING,
  pastedTrace,
  rst,
  text,
  type Passed,
} from './captured.ts';

type Row = readonly [string, readonly Passed[]];

describe('a Close without a reply', () => {
  test('is in doubt, because its receiver might not have read it', () => {
    const [finding, ...others] = conductIn([...OPENING, close('s', 1000, 10), fin('c', 15)]);
    expect(others).toEqual([]);
    expect(finding).toEqual({
      id: 'close.without-reply',
      side: 'client',
      unitIndices: [2],
      doubt: 'unread',
      until: 'own-fin',
      waitedMs: 5,
    });
  });

  test('is one if its sender waited for a second before it ended TCP', () => {
    const [finding] = conductIn([...OPENING, close('c', 1000, 10), rst('c', 4010)]);
    expect(finding).toMatchObject({ side: 'server', until: 'peer-end', waitedMs: 4000 });
  });

  test.each<Row>([
    ['it is answered', [close('s', 1000, 10), close('c', 1000, 12), fin('s', 13), fin('c', 14)]],
    ['a FIN can have crossed it', [close('s', 1000, 10), fin('c', 10.5)]],
    ['its sender ended TCP soon', [close('s', 1000, 10), fin('s', 11)]],
    ['its receiver reset TCP', [close('s', 1000, 10), rst('c', 2000)]],
    ['the capture ends', [close('s', 1000, 10), text('c', 'Hi', 3000)]],
    ['a rule was broken before', [['s', fromHex('c1 00'), 9], close('s', 1000, 10), fin('c', 15)]],
  ])('is not stated if %s', (_, passed) => {
    expect(idsOf(conductIn([...OPENING, ...passed]))).toEqual([]);
  });

  test('is not stated of a text', () => {
    const trace = pastedTrace([...OPENING, close('s', 1000, 10)]);
    expect(findConduct(readConversation(trace))).toEqual([]);
  });
});

describe('a client that ends TCP first', () => {
  test.each<readonly [string, readonly Passed[], object]>([
    [
      'after both Close frames',
      [close('c', 1000, 10), close('s', 1000, 12), fin('c', 13), fin('s', 14)],
      { unitIndices: [2, 3], hadClose: true, waitedMs: 1 },
    ],
    [
      'before the server’s Close frame',
      [close('c', 1001, 10), fin('c', 10.5), close('s', 1001, 12), fin('s', 14)],
      { unitIndices: [2], hadClose: false, waitedMs: 0.5 },
    ],
    [
      'as soon as it has replied',
      [close('s', null, 10), close('c', null, 12), fin('c', 12.5), fin('s', 14)],
      { unitIndices: [2, 3], hadClose: true, waitedMs: 0.5 },
    ],
  ])('is reported %s', (_, passed, facts) => {
    expect(conductIn([...OPENING, ...passed])).toEqual([
      { id: 'tcp.client-first', side: 'client', doubt: null, ...facts },
    ]);
  });

  test.each<Row>([
    [
      'the server was first',
      [close('c', 1000, 10), close('s', 1000, 12), fin('s', 13), fin('c', 14)],
    ],
    [
      'the server reset TCP',
      [close('c', 1000, 10), close('s', 1000, 12), rst('s', 13), fin('c', 14)],
    ],
    [
      'the FIN of the server isn’t there',
      [close('c', 1000, 10), close('s', 1000, 12), fin('c', 13)],
    ],
    [
      'it waited for a second',
      [close('c', 1000, 10), close('s', 1000, 12), fin('c', 1012), fin('s', 1013)],
    ],
    ['it failed the connection', [close('c', 1002, 10), fin('c', 11), fin('s', 12)]],
    ['it sent no Close frame', [text('c'), fin('c', 11), fin('s', 12)]],
    [
      'the server broke a rule',
      [['s', fromHex('c1 00'), 9], close('c', 1000, 10), fin('c', 11), fin('s', 12)],
    ],
  ])('is not reported if %s', (_, passed) => {
    expect(idsOf(conductIn([...OPENING, ...passed]))).not.toContain('tcp.client-first');
  });

  test('is not reported without times', () => {
    const passed: readonly Passed[] = [
      ...OPENING,
      close('c', 1000, 10),
      close('s', 1000, 12),
      fin('c', 13),
    ];
    const trace = capturedTrace(passed.map(([from, what]) => [from, what, null]));
    expect(findConduct(readConversation(trace))).toEqual([]);
  });

  test('is not reported of a stream of HTTP/2, which has no TCP of its own', () => {
    const passed: readonly Passed[] = [
      ...OPENING,
      close('c', 1000, 10),
      close('s', 1000, 12),
      fin('c', 13),
      fin('s', 14),
    ];
    const trace = capturedTrace(passed);
    expect(idsOf(findConduct(readConversation(trace)))).toEqual(['tcp.client-first']);
    const request = 'CONNECT / HTTP/2.0\r\nhost: a\r\n\r\n';
    const http2 = capturedTrace(
      passed.map(([from, what, atMs]) =>
        atMs === 3 ? [from, new TextEncoder().encode(request), atMs] : [from, what, atMs],
      ),
    );
    const events = http2.events.map((event, index) =>
      index === 3 ? { ...event, headLacks: [] } : event,
    );
    expect(findConduct(readConversation({ ...http2, events }))).toEqual([]);
  });
});

test.each([
  [null, false],
  [1000, false],
  [1001, false],
  [1002, true],
  [1011, true],
  [3000, false],
  [4999, false],
] as const)('close code %s is that of a failure: %s', (code, expected) => {
  expect(isFailureCode(code)).toBe(expected);
});
