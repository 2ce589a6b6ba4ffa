/**
 * The pages of recorded connections: what our story tells of each is what the page noted, event by
 * event. Ends of TCP are those that TShark read.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { INFLATION } from '#core/conversation/inflation.ts';
import type { PageEvent } from '#core/story/step.ts';
import { readStory } from '#core/story/story.ts';
import type { Trace, TraceEvent } from '#core/trace/trace.ts';
import {
  directionOf,
  SESSIONS,
  traceOfRecorded,
  type Dir,
  type RecordedConnection,
} from './recorded-session.ts';

/** What a client noted; see tests/fixtures/README.md. */
type Noted =
  | { readonly ev: 'open'; readonly protocol: string; readonly extensions: string }
  | {
      readonly ev: 'recv';
      readonly type: 'text' | 'binary';
      readonly n: number;
      readonly text?: string;
      readonly hex?: string;
      readonly sha256?: string;
    }
  | { readonly ev: 'error' }
  | {
      readonly ev: 'close';
      readonly code: number;
      readonly reason: string;
      /** `ws` notes none. */
      readonly wasClean?: boolean;
    };

const NOTED = JSON.parse(
  readFileSync(new URL('../fixtures/page-events.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly (readonly Noted[] | null)[]>>;

type Recording = RecordedConnection & {
  readonly end?: readonly (readonly [Dir, 'FIN' | 'RST', seconds: number])[];
};

/** The segments at their times, with the FINs and RSTs. Over TLS those come last. */
function traceOf(connection: Recording): Trace {
  const { streams, end = [] } = connection;
  const trace = traceOfRecorded(connection);
  const isTimed = streams.note === undefined;
  const data = trace.events.map((event, index): TraceEvent => {
    const seconds = isTimed ? streams.segments?.[index]?.[1] : undefined;
    return { ...event, sentAtMs: seconds === undefined ? index : seconds * 1000 };
  });
  const ends = end.map(([dir, signal, seconds], index): TraceEvent => ({
    direction: directionOf(dir),
    signals: signal === 'FIN' ? ['fin', 'ack'] : ['rst', 'ack'],
    range: {
      start: trace.streams[directionOf(dir)].length,
      end: trace.streams[directionOf(dir)].length,
    },
    sentAtMs: isTimed ? seconds * 1000 : data.length + index,
    arrival: { kind: 'unknown' },
  }));
  const events = [...data, ...ends].sort((a, b) => (a.sentAtMs ?? 0) - (b.sentAtMs ?? 0));
  return { ...trace, events };
}

/** Our event in the form in which the client noted its own. */
function noteOf(event: PageEvent, noted: Noted | undefined): unknown {
  switch (event.kind) {
    case 'open':
      return { ev: 'open', protocol: event.protocol, extensions: event.extensions };
    case 'message': {
      const { type, data } = event;
      const has = (key: 'text' | 'hex' | 'sha256') => noted?.ev === 'recv' && key in noted;
      return {
        ev: 'recv',
        type,
        n: data.length,
        ...(has('text') && { text: fromUtf8(data) }),
        ...(has('hex') && { hex: toHex(data) }),
        ...(has('sha256') && { sha256: createHash('sha256').update(data).digest('hex') }),
      };
    }
    case 'close': {
      const { code, reason, wasClean } = event;
      const isNoted = noted?.ev !== 'close' || noted.wasClean !== undefined;
      return { ev: 'close', code, reason, ...(isNoted && { wasClean }) };
    }
    default:
      return { ev: event.kind };
  }
}

const CASES = Object.entries(NOTED).flatMap(([session, connections]) => {
  const recorded = SESSIONS.find(({ name }) => name === session)!.connections;
  return connections.flatMap((noted, index) =>
    noted === null
      ? []
      : [{ name: `${session}/${index}`, noted, connection: recorded[index] as Recording }],
  );
});

function toldOf(connection: Recording, noted: readonly Noted[]): unknown[] {
  const { steps } = readStory(traceOf(connection), { parts: { inflation: INFLATION } });
  return steps
    .flatMap(({ pageEvents }) => pageEvents)
    .filter(({ side }) => side === 'client')
    .map(({ event }, index) => noteOf(event, noted[index]));
}

const AFTER_CLOSE =
  'Chromium fails on any frame after a Close frame, which RFC 6455 §1.4 discards.';

const NOT_MINIMAL =
  'Chromium fails on a length that is longer than necessary. Our readers accept it.';

/** Where the story tells something else: the reason, and how its events begin to differ. */
const EXCEPTIONS: Readonly<
  Record<string, { readonly reason: string; readonly told: readonly Noted[] }>
> = {
  ...Object.fromEntries(
    [
      [15, 999],
      [16, 2999],
      [17, 5000],
      [25, 1000],
      [26, 1000],
      [27, 1000],
    ].map(([index, code]) => [
      `chromium-ws-invalid-server-frames/${index}`,
      { reason: AFTER_CLOSE, told: [{ ev: 'close', code: code!, reason: '', wasClean: true }] },
    ]),
  ),
  ...Object.fromEntries(
    [20, 21].map((index) => [
      `chromium-ws-invalid-server-frames/${index}`,
      {
        reason: NOT_MINIMAL,
        told: [
          { ev: 'recv', type: 'text', n: 5 },
          { ev: 'close', code: 1002, reason: 'WebSocket Protocol Error', wasClean: true },
        ],
      },
    ]),
  ),
  'chromium-ws-invalid-server-frames/23': {
    reason: 'A page’s message may have any size in Chromium. Ours has a limit, and fails.',
    told: [{ ev: 'error' }, { ev: 'close', code: 1006, reason: '', wasClean: false }],
  },
  'chromium-ws-subprotocol/1': {
    reason:
      'A recorded client need not be a browser, so it is told by the RFC, which accepts a response without a subprotocol.',
    told: [
      { ev: 'open', protocol: '', extensions: '' },
      { ev: 'recv', type: 'text', n: 14 },
      { ev: 'close', code: 1006, reason: '', wasClean: false },
    ],
  },
};

/** What can't be told, because the order of the two directions was not recorded. */
const LEFT_OUT = ['chromium-node-h2-rfc8441/0'];

const TOLD = CASES.filter(({ name }) => !LEFT_OUT.includes(name));

test('there are the notes of 104 clients', () => {
  expect(CASES).toHaveLength(104);
  const names = CASES.map(({ name }) => name);
  expect(Object.keys(EXCEPTIONS).filter((name) => !names.includes(name))).toEqual([]);
  const overHttp2 = CASES.filter(({ connection }) => connection.h2Stream !== undefined);
  expect(overHttp2.map(({ name }) => name)).toEqual(LEFT_OUT);
});

test.each(TOLD)('the page of $name heard what its story tells', ({ name, noted, connection }) => {
  const told = toldOf(connection, noted);
  const { [name]: exception } = EXCEPTIONS;
  if (exception === undefined) return expect(told).toEqual(noted);
  const same = told.length - exception.told.length;
  expect(told.slice(0, same)).toEqual(noted.slice(0, same));
  expect(told.slice(same)).toEqual(exception.told);
  expect(exception.told).not.toEqual(noted.slice(same));
});
