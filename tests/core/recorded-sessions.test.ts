/**
 * Every recorded session, read by us from its real segments: the same heads, frames, messages and
 * ends as others read, and the same complaints.
 */

import { describe, expect, test } from 'vitest';
import { isControlOpcode } from '#core/protocol/framing/opcode.ts';
import { bytesEqual, concatBytes } from '#core/bytes/byte-array.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { senderOf } from '#core/trace/direction.ts';
import { ListingReader } from './protocol/received-list.ts';
import {
  complaintsOf,
  ourComplaints,
  refusals,
  TSHARK_COMPLAINTS,
  type Complaint,
} from './recorded-complaints.ts';
import {
  bytesBeforeFrames,
  cutUnitOf,
  dirOf,
  DIRS,
  framesAfterClose,
  framesOf,
  headTexts,
  listedFrames,
  ourMessages,
  recordedHeads,
  recordedMessages,
  sortFrames,
  summarizeFrame,
  summarizeRecordedFrame,
} from './recorded-reading.ts';
import { expectedOf, RECEIVERS_COMPLAINTS, tellReceived } from './recorded-receiving.ts';
import {
  bytesOf,
  deliveredChunks,
  deliveries,
  directionOf,
  SESSIONS,
  traceOfRecorded,
  type RecordedConnection,
} from './recorded-session.ts';

/**
 * Never opened: the bytes beside the heads were not WebSocket, and only this project reads them as
 * frames.
 */
const NEVER_OPENED: Readonly<Record<string, string>> = {
  'chromium-ws-rejected-handshakes/10': 'the server answers with bytes that are not HTTP',
  'ws-ws-rejected-handshakes/10': 'the server answers with bytes that are not HTTP',
  'raw-gorilla-bad-requests/19': 'a frame in the segment of the request, to which no answer came',
  'raw-gorilla-bad-requests/20': 'the request begins like a TLS record',
  'raw-ws-bad-requests/20': 'the request begins like a TLS record',
  'socketio-node/1': 'the body of a POST',
};

/** Heads that we read and others do not. */
const MORE_HEADS: Readonly<Record<string, string>> = {
  'raw-ws-invalid-client-frames/22': 'an HTTP request where frames should be',
};

type Case = {
  readonly name: string;
  readonly session: string;
  readonly index: number;
  readonly connection: RecordedConnection;
};

const CASES: readonly Case[] = SESSIONS.flatMap(({ name: session, connections }) =>
  connections.map((connection, index) => ({
    name: `${session}/${index}`,
    session,
    index,
    connection,
  })),
);

/**
 * Whether the list of frames is in the order of their last bytes, by packets whose bytes we have.
 */
function isInOrderOfTime({ connection: { streams, frames } }: Case): boolean {
  return (
    streams.segments !== undefined &&
    streams.note === undefined &&
    !frames.some(({ source }) => source)
  );
}

const conversations = new Map<RecordedConnection, Conversation>();
function conversationOf(connection: RecordedConnection): Conversation {
  const known =
    conversations.get(connection) ?? readInflatedConversation(traceOfRecorded(connection));
  conversations.set(connection, known);
  return known;
}

test('there are 49 sessions with 319 connections', () => {
  expect(SESSIONS).toHaveLength(49);
  expect(CASES).toHaveLength(319);
});

test.each(CASES)('the segments of $name carry its streams', ({ connection }) => {
  const bytes = bytesOf(connection);
  for (const dir of DIRS) {
    expect(bytesEqual(concatBytes(deliveredChunks(connection, dir)), bytes[dir])).toBe(true);
  }
});

describe('a conversation has', () => {
  test.each(CASES)('the heads of $name', ({ name, connection }) => {
    const { handshake } = connection;
    const conversation = conversationOf(connection);
    for (const dir of DIRS) {
      const heads = headTexts(conversation, dir);
      const recorded = connection.h2Stream === undefined ? recordedHeads(connection, dir) : [];
      if (name in MORE_HEADS) expect(heads.slice(0, recorded.length)).toEqual(recorded);
      else expect(heads).toEqual(recorded);
    }
    const responses = conversation.units.filter((unit) => unit.kind === 'response');
    const last = responses.at(-1);
    if (connection.http === undefined) {
      const request = conversation.units.find((unit) => unit.kind === 'request');
      expect(request?.head.size).toBe(handshake?.requestBytes);
      const bodies = conversation.units.filter(
        ({ kind, direction }) => kind === 'body' && direction === 'server-to-client',
      );
      const bodySize = bodies.reduce((sum, { range }) => sum + range.end - range.start, 0);
      expect(bodySize).toBe(handshake?.responseBodyBytes ?? 0);
    }
    expect(last?.head.startLine.status).toBe(handshake?.status);
    expect(last?.head.size).toBe(handshake?.responseBytes);
  });

  test.each(CASES)('the frames of $name', ({ name, connection }) => {
    const conversation = conversationOf(connection);
    if (name in NEVER_OPENED) return expect(connection.frames).toEqual([]);
    const { read, afterClose } = sortFrames(connection);
    const { streams } = conversation.trace;
    const frames = framesOf(conversation, connection);
    for (const dir of DIRS) {
      const told = frames
        .filter(({ direction }) => dirOf(direction) === dir)
        .map((unit) => summarizeFrame(unit, streams[unit.direction]));
      const recorded = read.filter(({ frame }) => frame.dir === dir);
      expect(told).toEqual(
        recorded.map(({ frame }, index) => ({
          ...summarizeRecordedFrame(frame),
          // TShark gives up on one, and lists no key for it.
          ...(frame.maskKey === null ? { maskKey: told[index]?.maskKey } : {}),
        })),
      );
      expect(framesAfterClose(conversation, dir)).toEqual(
        afterClose[dir].map(summarizeRecordedFrame),
      );
    }
  });

  test.each(CASES)(
    'nothing but heads and frames in $name, but for what is cut',
    ({ name, connection }) => {
      if (name in NEVER_OPENED) return;
      const conversation = conversationOf(connection);
      for (const dir of DIRS) {
        const direction = directionOf(dir);
        const cut = cutUnitOf(conversation, connection, dir);
        const others = conversation.units.filter(
          (unit) =>
            unit.direction === direction &&
            unit !== cut &&
            !isHeadUnit(unit) &&
            unit.kind !== 'frame' &&
            unit.kind !== 'body' &&
            unit.kind !== 'after-close',
        );
        expect(others).toEqual([]);
        const trailing = connection.trailingBytes?.[dir];
        const last = conversation.units.findLast((unit) => unit.direction === direction);
        const isCut =
          last?.kind === 'cut-header' ||
          (last?.kind === 'frame' && last.missing > 0) ||
          name in MORE_HEADS;
        if (trailing === undefined) continue;
        expect(last && last.range.end - last.range.start).toBe(trailing.length);
        expect(isCut).toBe(true);
      }
    },
  );

  test.each(CASES.filter(isInOrderOfTime))(
    'the frames of $name in their order',
    ({ name, connection }) => {
      if (name in NEVER_OPENED) return;
      const conversation = conversationOf(connection);
      const chunks = { c2s: deliveries(connection, 'c2s'), s2c: deliveries(connection, 's2c') };
      const isWhole = (index: number) => !connection.frames[index]?.incomplete;
      const ended = [...listedFrames(conversation, connection)]
        .map(([{ direction, range }, index]) => ({
          index,
          segment: chunks[dirOf(direction)].find(({ end }) => end >= range.end)?.segment ?? NaN,
        }))
        .filter(({ index }) => isWhole(index))
        .sort((one, other) => one.segment - other.segment || one.index - other.index);
      expect(ended.map(({ index }) => index)).toEqual(
        sortFrames(connection).read.flatMap(({ index }) => (isWhole(index) ? [index] : [])),
      );
    },
  );

  test.each(CASES.filter(({ connection }) => connection.messages))(
    'the messages of $name',
    ({ name, connection }) => {
      if (name in NEVER_OPENED) return expect(connection.messages).toEqual([]);
      const conversation = conversationOf(connection);
      for (const dir of DIRS) {
        expect(ourMessages(conversation, connection, dir)).toEqual(
          recordedMessages(connection, dir),
        );
      }
    },
  );

  test.each(CASES)('the complaints about $name', ({ name, session, index, connection }) => {
    const conversation = conversationOf(connection);
    const complaints = ourComplaints(conversation, connection);
    const { afterClose } = sortFrames(connection);
    const expected: Complaint[] = [
      ...complaintsOf(session, index, connection.label),
      ...refusals(connection),
      ...DIRS.flatMap((dir) =>
        // Control frames may follow a Close (§5.5.1): here, a Ping or a second Close.
        afterClose[dir].some(({ opcode }) => !isControlOpcode(opcode))
          ? (['close.bytes-after@after-close'] as const)
          : [],
      ),
    ];
    const isHeadComplaint = (complaint: Complaint) => /@(request|response)$/.test(complaint);
    const compared = name in NEVER_OPENED ? complaints.filter(isHeadComplaint) : complaints;
    expect(compared.sort()).toEqual(expected.sort());
  });

  test('a finding wherever TShark complains', () => {
    for (const { name, connection } of CASES) {
      const complaints = ourComplaints(conversationOf(connection), connection);
      connection.frames.forEach(({ tsharkExpert = [] }, index) => {
        for (const words of tsharkExpert) {
          const known = TSHARK_COMPLAINTS.find(([start]) => words.startsWith(start));
          expect(known, `${name}: ${words}`).toBeDefined();
          const rules = known?.[1] ?? [];
          const isFound = rules.some((rule) => complaints.includes(`${rule}@${index}`));
          expect(isFound, `${name}: ${words}`).toBe(rules.length > 0);
        }
      });
    }
  });

  test('the first byte that is not UTF-8 in the character where others find it', () => {
    let checked = 0;
    for (const { connection } of CASES) {
      const conversation = conversationOf(connection);
      const listed = listedFrames(conversation, connection);
      for (const { frames, invalidUtf8At } of connection.messages ?? []) {
        if (invalidUtf8At === undefined) continue;
        const { violation, unitIndex, buffer } = conversation.findings.find(
          (finding) => finding.violation.id === 'message.text-not-utf8',
        )!;
        const unit = conversation.units[unitIndex]!;
        const before = frames
          .slice(0, frames.indexOf(listed.get(unit) ?? NaN))
          .reduce((sum, frame) => sum + Number(connection.frames[frame]!.payloadLength), 0);
        const headerSize = unit.kind === 'frame' && buffer === 'wire' ? unit.headerSize : 0;
        const at = before + violation.range.start / 8 - headerSize;
        // We name the byte that cannot follow; they, the first of its character.
        expect(at).toBeGreaterThanOrEqual(invalidUtf8At);
        expect(at - invalidUtf8At).toBeLessThan(4);
        checked++;
      }
    }
    expect(checked).toBe(11);
  });
});

describe('a receiver fed with the segments of', () => {
  test.each(CASES)('$name accepts what was sent, up to the first violation', (each) => {
    const { name, session, index, connection } = each;
    if (name in NEVER_OPENED) return;
    const { compression } = conversationOf(connection);
    for (const dir of DIRS) {
      const sender = senderOf(directionOf(dir));
      const reader = new ListingReader({ sender, compression: compression?.[sender] ?? null });
      let skipped = bytesBeforeFrames(connection, dir);
      const received = deliveredChunks(connection, dir).flatMap((chunk) => {
        const rest = chunk.subarray(Math.min(skipped, chunk.length));
        skipped -= chunk.length - rest.length;
        return [...reader.feed(rest)];
      });
      const complaints = complaintsOf(session, index, connection.label);
      const expected = expectedOf(connection, dir, [
        ...complaints,
        ...(RECEIVERS_COMPLAINTS[name] ?? []),
      ]);
      expect(received.map(tellReceived), dir).toEqual(expected);
    }
  });
});
