/** What was read in a recorded connection, by others and by us, in the same words. */

import { fromLatin1 } from '#core/bytes/text.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import { messageData, payloadOf } from '#core/conversation/message.ts';
import { isHeadUnit, type FrameUnit, type Unit } from '#core/conversation/unit.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { isControlOpcode, isDefinedOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import { streamOf, type ByteStream } from '#core/trace/trace.ts';
import {
  directionOf,
  bytesSummary,
  type Dir,
  type RecordedConnection,
  type RecordedFrame,
} from './recorded-session.ts';

export const DIRS = ['c2s', 's2c'] as const;

export function dirOf(direction: Direction): Dir {
  return direction === 'client-to-server' ? 'c2s' : 's2c';
}

/**
 * A frame in the form that both readers share. The payload is in the form of `bytesSummary`; null
 * if it is incomplete.
 */
type FrameSummary = {
  readonly dir: Dir;
  readonly fin: number;
  readonly rsv: string;
  readonly opcode: number;
  readonly maskKey: string | null;
  readonly isMasked: boolean;
  readonly lengthForm: number;
  readonly payloadLength: string;
  readonly headerLength: number;
  readonly payload: string | null;
  readonly closeCode: number | null;
  readonly closeReason: string;
};

export function summarizeRecordedFrame(frame: RecordedFrame): FrameSummary {
  return {
    dir: frame.dir,
    fin: frame.fin,
    rsv: `${frame.rsv1}${frame.rsv2}${frame.rsv3}`,
    opcode: frame.opcode,
    maskKey: frame.maskKey ?? null,
    isMasked: frame.masked === 1,
    lengthForm: frame.lengthForm,
    payloadLength: String(frame.payloadLength),
    headerLength: frame.headerLength,
    payload: frame.incomplete ? null : (frame.payloadSha256 ?? frame.payloadHex ?? ''),
    closeCode: frame.closeCode ?? null,
    closeReason: frame.closeReason ?? '',
  };
}

export function summarizeFrame(unit: FrameUnit, stream: ByteStream): FrameSummary {
  const { header, headerSize, direction, missing } = unit;
  const { form, value, exact } = header.payloadLength;
  const payload = payloadOf(unit, stream);
  const isClose = header.opcode === OPCODE.close;
  const { code, reason } = isClose ? decodeClosePayload(payload) : { code: null, reason: '' };
  return {
    dir: dirOf(direction),
    fin: Number(header.isFinal),
    rsv: [header.rsv1, header.rsv2, header.rsv3].map(Number).join(''),
    opcode: header.opcode,
    maskKey: header.maskingKey && bytesSummary(header.maskingKey),
    isMasked: header.maskingKey !== null,
    lengthForm: form,
    payloadLength: String(exact ?? value),
    headerLength: headerSize,
    payload: missing > 0 ? null : bytesSummary(payload),
    closeCode: code,
    closeReason: reason,
  };
}

/**
 * The frames recorded, by what a reader who stops at a Close and at the end of the bytes makes of
 * them.
 */
type SortedFrames = {
  /** Those that we read as well, each with its index in the recording. */
  readonly read: readonly { readonly frame: RecordedFrame; readonly index: number }[];
  readonly afterClose: Readonly<Record<Dir, readonly RecordedFrame[]>>;
};

/**
 * If a frame declares more bytes than there are, TShark continues with the next segment as if the
 * frame had ended there. The second parser does not, and neither does this project: what follows is
 * its payload.
 */
export function sortFrames({ frames }: RecordedConnection): SortedFrames {
  const states: Record<Dir, 'open' | 'closed' | 'cut'> = { c2s: 'open', s2c: 'open' };
  const afterClose: Record<Dir, RecordedFrame[]> = { c2s: [], s2c: [] };
  const read = frames.flatMap((frame, index) => {
    const { dir } = frame;
    if (states[dir] === 'closed') afterClose[dir].push(frame);
    if (states[dir] !== 'open') return [];
    if (frame.incomplete) states[dir] = 'cut';
    else if (frame.opcode === OPCODE.close) states[dir] = 'closed';
    return [{ frame, index }];
  });
  return { read, afterClose };
}

/**
 * Our frames. One that no oracle lists is cut, and the last of its direction: `cutUnitOf` has it.
 */
export function framesOf(conversation: Conversation, connection: RecordedConnection): FrameUnit[] {
  const unlisted = DIRS.map((dir) => cutUnitOf(conversation, connection, dir));
  return conversation.units.filter(
    (unit) => unit.kind === 'frame' && !unlisted.includes(unit),
  ) as FrameUnit[];
}

/**
 * The last unit of a direction, if bytes after the last complete frame were recorded that no reader
 * took for a frame.
 */
export function cutUnitOf(
  { units }: Conversation,
  { frames, trailingBytes }: RecordedConnection,
  dir: Dir,
): Unit | null {
  const isListed = frames.some((frame) => frame.dir === dir && frame.incomplete);
  if (trailingBytes?.[dir] === undefined || isListed) return null;
  return units.findLast(({ direction }) => direction === directionOf(dir)) ?? null;
}

/** The frames after a Close, which receivers ignore. */
export function framesAfterClose(conversation: Conversation, dir: Dir): FrameSummary[] {
  const direction = directionOf(dir);
  return conversation.units
    .filter((unit) => unit.kind === 'after-close' && unit.direction === direction)
    .flatMap((unit) => readAll(direction, unitBytes(conversation.trace, unit)));
}

function readAll(direction: Direction, bytes: Uint8Array): FrameSummary[] {
  return readUnits(direction, bytes).flatMap((unit) => {
    if (unit.kind === 'frame') return [summarizeFrame(unit, streamOf(bytes))];
    return readAll(direction, bytes.subarray(unit.range.start, unit.range.end));
  });
}

export function headTexts({ units, trace }: Conversation, dir: Dir): string[] {
  return units
    .filter((unit) => isHeadUnit(unit) && dirOf(unit.direction) === dir)
    .map((unit) => fromLatin1(unitBytes(trace, unit)));
}

/** Our frames that others list as well, each with its index in the recording. */
export function listedFrames(
  conversation: Conversation,
  connection: RecordedConnection,
): ReadonlyMap<Unit, number> {
  const frames = framesOf(conversation, connection);
  const { read } = sortFrames(connection);
  const pairs = DIRS.flatMap((dir) => {
    const recorded = read.filter(({ frame }) => frame.dir === dir);
    const ours = frames.filter(({ direction }) => dirOf(direction) === dir);
    return ours.map((unit, at) => [unit, recorded[at]?.index ?? NaN] as const);
  });
  return new Map(pairs);
}

/** Bytes of one direction's heads and bodies, before the first frame. */
export function bytesBeforeFrames({ handshake, http }: RecordedConnection, dir: Dir): number {
  if (http) {
    return http
      .filter((each) => each.dir === dir)
      .reduce((sum, { head, bodyLength }) => sum + head.length + bodyLength, 0);
  }
  if (dir === 'c2s') return handshake?.requestBytes ?? 0;
  return (handshake?.responseBytes ?? 0) + (handshake?.responseBodyBytes ?? 0);
}

/** The heads of one direction as recorded. */
export function recordedHeads({ handshake, http }: RecordedConnection, dir: Dir): string[] {
  if (http) return http.filter((each) => each.dir === dir).map(({ head }) => head);
  const head = dir === 'c2s' ? handshake?.request : handshake?.response;
  return head ? [head] : [];
}

type ToldMessage = {
  readonly opcode: number;
  readonly frames: readonly number[];
  readonly isFinished: boolean;
  /** Undefined where it is not finished, null where it cannot be inflated. */
  readonly data: string | null | undefined;
};

export function ourMessages(
  conversation: Conversation,
  connection: RecordedConnection,
  dir: Dir,
): ToldMessage[] {
  const { units, trace } = conversation;
  const direction = directionOf(dir);
  const listed = listedFrames(conversation, connection);
  const lastFrame = [...listed.keys()].findLast(
    (unit) =>
      unit.kind === 'frame' && unit.direction === direction && !isControlOpcode(unit.header.opcode),
  );
  return conversation.messages.flatMap((message) => {
    if (message.direction !== direction) return [];
    const parts = message.unitIndices.flatMap((index) => {
      const unit = units[index];
      return unit?.kind === 'frame' ? [unit] : [];
    });
    // Others list no message of a reserved opcode, none that is cut within a frame, none that
    // another one interrupts.
    const isListed = parts.every(
      (unit) =>
        listed.has(unit) &&
        unit.missing === 0 &&
        unit.messageOpcode !== null &&
        isDefinedOpcode(unit.messageOpcode),
    );
    if (!isListed || (!message.isFinished && parts.at(-1) !== lastFrame)) return [];
    const isBroken = parts.some(({ inflation }) => inflation?.violation);
    const data = bytesSummary(messageData(message, units, trace.streams[direction]));
    return [
      {
        opcode: message.type === 'text' ? OPCODE.text : OPCODE.binary,
        frames: parts.map((unit) => listed.get(unit) ?? NaN),
        isFinished: message.isFinished,
        data: message.isFinished ? (isBroken ? null : data) : undefined,
      },
    ];
  });
}

export function recordedMessages(connection: RecordedConnection, dir: Dir): ToldMessage[] {
  const { read } = sortFrames(connection);
  const whole = read.filter(({ frame }) => !frame.incomplete);
  const known = new Set(whole.map(({ index }) => index));
  return (connection.messages ?? [])
    .filter((message) => message.dir === dir && message.frames.every((index) => known.has(index)))
    .map((message) => ({
      opcode: message.opcode,
      frames: message.frames,
      isFinished: message.unfinished !== true,
      data: message.inflateError === undefined ? (message.dataSha256 ?? message.dataHex) : null,
    }));
}
