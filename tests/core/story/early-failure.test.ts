import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { findEarlyFailure } from '#core/story/early-failure.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import { handOver } from '#core/trace/hand-over.ts';
import type { EndpointDescription } from '#core/trace/trace.ts';
import { client, CLIENT_HELLO, REQUEST, traceOf } from './traces.ts';

const DIRECTION = 'client-to-server';

function failureIn(
  segments: readonly Uint8Array[],
  server: Partial<EndpointDescription> = {},
  gaps = false,
) {
  const trace = traceOf(
    segments.map((bytes) => client(bytes)),
    { endpoints: { client: { name: 'Client' }, server: { name: 'Server', ...server } } },
  );
  const stream = trace.streams['server-to-client'];
  const streams = {
    ...trace.streams,
    'server-to-client': { ...stream, gaps: [{ start: 0, end: 1 }] },
  };
  const read = gaps ? { ...trace, streams } : trace;
  const conversation = { ...readConversation(trace), trace: read };
  return findEarlyFailure(conversation, DIRECTION, handOver(trace, DIRECTION).pieces, {});
}

const failureBy = (id: RuleId, position: number) => ({
  unitIndex: 0,
  position,
  violation: expect.objectContaining({ id }) as Violation,
});

const BAD_TEXT = fromHex('8185 00000000 41ff');

test('text that is not UTF-8 fails before its frame is complete', () => {
  expect(failureIn([BAD_TEXT])).toEqual(failureBy('message.text-not-utf8', 8));
});

test('the segment that the receiver fails by decides, not the end of the stream', () => {
  const segments = [BAD_TEXT.subarray(0, 7), BAD_TEXT.subarray(7), fromHex('42')];
  expect(failureIn(segments)).toEqual(failureBy('message.text-not-utf8', 8));
});

test('a header that announces more than the receiver takes is enough', () => {
  const header = fromHex('8185 00000000 41');
  expect(failureIn([header], { maxMessageSize: 4 })).toEqual(failureBy('message.too-big', 7));
  expect(failureIn([header], { maxMessageSize: 5 })).toBeNull();
});

test('what precedes the frames is not read as frames', () => {
  expect(failureIn([concatBytes([REQUEST, CLIENT_HELLO.subarray(0, 9)])])).toBeNull();
  expect(failureIn([concatBytes([REQUEST, BAD_TEXT])])?.unitIndex).toBe(1);
  expect(failureIn([REQUEST])).toBeNull();
});

test('whole frames and valid beginnings are no early failure', () => {
  expect(failureIn([CLIENT_HELLO])).toBeNull();
  expect(failureIn([CLIENT_HELLO.subarray(0, 9)])).toBeNull();
  expect(failureIn([CLIENT_HELLO.subarray(0, 1)])).toBeNull();
});

test('a trace with gaps is not fed to a reader', () => {
  expect(failureIn([BAD_TEXT], {}, true)).toBeNull();
});
