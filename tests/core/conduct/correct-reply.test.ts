import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { correctReply } from '#core/conduct/correct-reply.ts';
import { rekeyedFrame } from '#core/conduct/rekeyed-frame.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { directionFrom } from '#core/trace/direction.ts';
import { readFixture, readOnlyTrace } from '../captures/oracle.ts';
import { VARIANTS } from '../scenarios/variants.ts';
import { capturedTrace, close, joined, OPENING, ping, text, type Passed } from './captured.ts';

const KEY = fromHex('01020304');

function replyTo(passed: readonly Passed[], unitIndex: number) {
  const reply = correctReply(readConversation(capturedTrace(passed)), unitIndex, KEY);
  return reply && { ...reply, bytes: toHex(reply.bytes) };
}

describe('a correct endpoint', () => {
  test('replies to a Ping with its payload, masked by a client', () => {
    expect(replyTo([...OPENING, ping('s', 'abc', 10)], 2)).toEqual({
      side: 'client',
      frames: [{ kind: 'pong' }],
      bytes: '8a8301020304606060',
      endsTcp: false,
    });
    expect(replyTo([...OPENING, ping('c', 'abc', 10)], 2)).toEqual({
      side: 'server',
      frames: [{ kind: 'pong' }],
      bytes: '8a03616263',
      endsTcp: false,
    });
  });

  test('echoes the code of a Close, and a server ends TCP', () => {
    expect(replyTo([...OPENING, close('c', 1001, 10)], 2)).toEqual({
      side: 'server',
      frames: [{ kind: 'close', code: 1001 }],
      bytes: '880203e9',
      endsTcp: true,
    });
    expect(replyTo([...OPENING, close('s', null, 10)], 2)).toEqual({
      side: 'client',
      frames: [{ kind: 'close', code: null }],
      bytes: '888001020304',
      endsTcp: false,
    });
  });

  test('fails the connection at a broken rule', () => {
    expect(replyTo([...OPENING, text('c'), ['c', fromHex('81 00'), 11]], 3)).toMatchObject({
      bytes: '880203ea',
      endsTcp: true,
    });
  });

  test('sends nothing for what it ignores or has no answer to', () => {
    expect(replyTo([...OPENING, text('s')], 2)).toMatchObject({ bytes: '', endsTcp: false });
    const late = [...OPENING, close('c', 1000, 10), text('c', 'late', 11)];
    expect(replyTo(late, 3)).toMatchObject({ bytes: '', endsTcp: false });
  });

  test('that has begun to close sends no second Close', () => {
    const crossed = [...OPENING, close('c', 1000, 10), close('s', 1000, 11)];
    expect(replyTo(crossed, 3)).toMatchObject({ side: 'client', bytes: '', endsTcp: false });
  });

  test('is unknown after a broken rule, and with missing bytes', () => {
    const broken = [...OPENING, ['s', fromHex('c1 00'), 9], ping('s', 'a', 10)] as const;
    expect(replyTo(broken, 3)).toBeNull();
    expect(replyTo([...OPENING, ['s', fromHex('89 05 61'), 9]], 2)).toBeNull();
    expect(replyTo(OPENING, 7)).toBeNull();
  });

  test('is asked only for what follows earlier exchanges of HTTP', () => {
    const curl = readConversation(
      readOnlyTrace(readFixture('recorded/curl-ws-upgrade/capture.pcapng')),
    );
    const reply = correctReply(curl, 7, KEY);
    expect(reply && toHex(reply.bytes.subarray(0, 6))).toBe('8a8e01020304');
  });

  test('reads several frames of one segment', () => {
    const passed = [...OPENING, joined(text('s'), ping('s', 'x', 10), text('s'))];
    expect(replyTo(passed, 3)).toMatchObject({ bytes: '8a810102030479' });
  });

  test.each(VARIANTS)('sends what the endpoints of a lesson sent: $name', ({ trace }) => {
    const conversation = readInflatedConversation(trace);
    conversation.units.forEach((unit, index) => {
      const isPing = unit.kind === 'frame' && unit.header.opcode === OPCODE.ping;
      if (!isPing || conversation.findings.length > 0) return;
      const reply = correctReply(conversation, index, KEY);
      const pong = conversation.units.find(
        (each) =>
          each.kind === 'frame' &&
          each.header.opcode === OPCODE.pong &&
          each.direction !== unit.direction,
      );
      expect(reply?.bytes.length).toBeGreaterThan(0);
      if (pong?.kind !== 'frame') return;
      const sent = correctReply(conversation, index, pong.header.maskingKey ?? KEY)!;
      const stream = trace.streams[directionFrom(sent.side)];
      expect(toHex(sent.bytes)).toBe(toHex(stream.read(pong.range.start, pong.range.end)));
    });
  });
});

test('compressed messages before are inflated as negotiated', () => {
  const compressed = VARIANTS.filter(({ scenarioId }) => scenarioId === 'compressed');
  expect(compressed.length).toBeGreaterThan(1);
  for (const { trace } of compressed) {
    const conversation = readInflatedConversation(trace);
    const index = conversation.units.findIndex(
      (unit) => unit.kind === 'frame' && unit.header.opcode === OPCODE.close,
    );
    expect(correctReply(conversation, index, KEY)?.bytes.length).toBeGreaterThan(0);
  }
});

describe('a frame with another key', () => {
  test('has the same header and payload', () => {
    const trace = capturedTrace([...OPENING, ['c', fromHex('8185 37fa213d 7f9f4d5158'), 10]]);
    const unit = readConversation(trace).units[2]!;
    if (unit.kind !== 'frame') throw new Error('expected a frame');
    expect(toHex(rekeyedFrame(unit, trace, fromHex('00000000')))).toBe('81850000000048656c6c6f');
  });

  test('is none if it isn’t masked', () => {
    const trace = capturedTrace([...OPENING, ['s', fromHex('8100'), 10]]);
    const unit = readConversation(trace).units[2]!;
    if (unit.kind !== 'frame') throw new Error('expected a frame');
    expect(() => rekeyedFrame(unit, trace, KEY)).toThrow('expected a masked frame');
  });
});
