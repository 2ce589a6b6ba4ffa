/** Conduct in recorded and simulated connections, and in what is left of them without a frame. */

import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { brokenBy } from '#core/conduct/conduct-finding.ts';
import { CONDUCT_RULES } from '#core/conduct/conduct-rules.ts';
import { findConduct } from '#core/conduct/conduct.ts';
import { readConversation, type Conversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { OPCODE, type Opcode } from '#core/protocol/framing/opcode.ts';
import { shiftRange } from '#core/bytes/bit-range.ts';
import { readStream, streamOf, type Trace } from '#core/trace/trace.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { readFixture, readOnlyTrace } from '../captures/oracle.ts';
import { SESSIONS, traceOfRecorded } from '../recorded-session.ts';
import { VARIANTS } from '../scenarios/variants.ts';
import { connectionsOf } from '../scenarios/tampered-stories.ts';
import { idsOf } from './captured.ts';

describe('the endpoints of a lesson', () => {
  test.each(VARIANTS)('break no rule across frames: $name', ({ trace }) => {
    const findings = connectionsOf(trace).flatMap((each) =>
      findConduct(readInflatedConversation(each)),
    );
    expect(idsOf(findings)).toEqual([]);
  });
});

/** One Ping, answered, and a Close of the client. */
const recorded = readOnlyTrace(readFixture('captures/base.pcapng'));

/** The server's only Ping comes 8 s before the client closes. */
const lesson = VARIANTS.find(({ name }) => name === 'hello-and-goodbye')!.trace;

const frameOf = ({ units }: Conversation, opcode: Opcode, skip = 0): FrameUnit =>
  units.filter((unit) => unit.kind === 'frame' && unit.header.opcode === opcode)[skip] as FrameUnit;

/** As if the sender had never sent it: later bytes of its stream move forward. */
function withoutFrame(trace: Trace, { direction, range }: FrameUnit): Trace {
  const bytes = readStream(trace, direction);
  const size = range.end - range.start;
  const moved = (at: number) => (at <= range.start ? at : Math.max(range.start, at - size));
  return {
    ...trace,
    streams: {
      ...trace.streams,
      [direction]: streamOf(
        concatBytes([bytes.subarray(0, range.start), bytes.subarray(range.end)]),
      ),
    },
    events: trace.events.map((event) =>
      event.direction === direction
        ? { ...event, range: { start: moved(event.range.start), end: moved(event.range.end) } }
        : event,
    ),
  };
}

describe('a recorded connection', () => {
  const conversation = readConversation(recorded);

  test('breaks no rule across frames', () => {
    expect(findConduct(conversation)).toEqual([]);
  });

  test('without its last Close frame has one that wasn’t answered', () => {
    const changed = withoutFrame(recorded, frameOf(conversation, OPCODE.close, 1));
    expect(idsOf(findConduct(readConversation(changed)))).toEqual(['close.without-reply?']);
  });

  test('without its Ping has a Pong that nothing asked for', () => {
    const changed = withoutFrame(recorded, frameOf(conversation, OPCODE.ping));
    expect(idsOf(findConduct(readConversation(changed)))).toEqual(['pong.without-ping']);
  });

  test('with its masking keys set to zero is known by them', () => {
    const bytes = readStream(recorded, 'client-to-server').slice();
    for (const unit of conversation.units) {
      if (unit.kind !== 'frame' || unit.header.maskingKey === null) continue;
      const { start, end } = shiftRange(
        { start: unit.headerSize - 4, end: unit.headerSize },
        unit.range.start,
      );
      bytes.fill(0, start, end);
    }
    const streams = { ...recorded.streams, 'client-to-server': streamOf(bytes) };
    const ids = idsOf(findConduct(readConversation({ ...recorded, streams })));
    expect(ids).toContain('masking-key.zero');
  });
});

test('a client that answers nothing is known by the Ping and the Close that it got', () => {
  const curl = readOnlyTrace(readFixture('recorded/curl-ws-upgrade/capture.pcapng'));
  expect(findConduct(readConversation(curl))).toMatchObject([
    { id: 'ping.without-pong', side: 'client', doubt: 'unread', until: 'fin' },
    { id: 'close.without-reply', side: 'client', doubt: 'unread', until: 'own-fin' },
  ]);
});

test('a lesson without its Pong has a Ping that wasn’t answered', () => {
  const changed = withoutFrame(lesson, frameOf(readConversation(lesson), OPCODE.pong));
  const findings = findConduct(readConversation(changed));
  expect(findings).toMatchObject([
    { id: 'ping.without-pong', side: 'client', doubt: 'unread', until: 'close' },
  ]);
});

describe('sessions whose times and TCP aren’t known', () => {
  const connections = SESSIONS.flatMap(({ name, connections: all }) =>
    all.map((connection, index) => ({ name: `${name} ${index}`, connection })),
  );

  test('break at most rules about masking keys', () => {
    const broken = connections.flatMap(({ name, connection }) =>
      findConduct(readInflatedConversation(traceOfRecorded(connection)))
        .filter((finding) => brokenBy(finding) !== null)
        .map(({ id }) => `${name}: ${id}`),
    );
    expect(broken).toEqual([]);
  });
});

test('a rule that breaks nothing is known to be broken by nothing', () => {
  const common = { side: 'client', unitIndices: [0] } as const;
  const finding = {
    id: 'peer.silent',
    ...common,
    intervalMs: 1,
    silentMs: 1,
    acknowledges: false,
    until: 'bytes',
  } as const;
  expect(CONDUCT_RULES['peer.silent'].breaks).toBeNull();
  expect(brokenBy({ ...finding, doubt: null })).toBeNull();
  const zero = { id: 'masking-key.zero', ...common, compared: 1, chance: 0 } as const;
  expect(brokenBy({ ...zero, doubt: null })).toBe('must');
  expect(brokenBy({ ...zero, doubt: 'excerpt' })).toBeNull();
});
