/**
 * The functions that get mutated inputs, and what has to be true of each result. A target throws if
 * it isn't.
 */

import { rangesOverlap, type ByteRange } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import type { Field } from '#core/dissection/field.ts';
import { messageData } from '#core/conversation/message.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import { decodeHttpHead, HeadReader } from '#core/protocol/http/http-head.ts';
import { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';
import {
  MessageReader,
  type MessageReaderOptions,
} from '#core/protocol/messages/message-reader.ts';
import type { Failure } from '#core/protocol/messages/message-sink.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import {
  isPureSignal,
  readStream,
  streamOf,
  type Trace,
  type TraceEvent,
} from '#core/trace/trace.ts';
import { Dice, mutate } from './mutation.ts';

export { Dice, mutate };

export type Seeds = {
  /** Streams of frames. */
  readonly frames: readonly Uint8Array[];
  /** Whole streams, which start with heads. */
  readonly streams: readonly Uint8Array[];
  readonly captures: readonly Uint8Array[];
  /** Pasted texts in UTF-8. */
  readonly texts: readonly Uint8Array[];
};

export type Target = {
  readonly name: string;
  readonly seeds: (seeds: Seeds) => readonly Uint8Array[];
  readonly run: (input: Uint8Array, dice: Dice) => void;
};

export const TARGETS: readonly Target[] = [
  { name: 'receiver', seeds: ({ frames }) => frames, run: receive },
  { name: 'conversation', seeds: ({ streams }) => streams, run: converse },
  { name: 'head', seeds: ({ streams }) => streams, run: readHead },
  { name: 'capture', seeds: ({ captures }) => captures, run: capture },
  { name: 'hex', seeds: ({ frames }) => frames, run: pasteHex },
  { name: 'text', seeds: ({ texts }) => texts, run: (input) => paste(fromUtf8(input)) },
];

function demand(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(`expected ${what}`);
}

const LIMITS = { maxFrameSize: 64 * 1024, maxMessageSize: 64 * 1024, maxFragments: 100 };

/** What a receiver delivers: the same however the bytes are cut, and nothing after its end. */
function receive(input: Uint8Array, dice: Dice): void {
  const options: MessageReaderOptions = {
    sender: dice.oneOf(['client', 'server']),
    limits: LIMITS,
    compression: dice.once(2)
      ? { contextTakeover: dice.once(2), windowBits: dice.oneOf([8, 9, 12, 15]) }
      : null,
  };
  const before = toHex(input);
  const whole = received(options, [input]);
  const inPieces = received(options, dice.cut(input));
  const inBytes = received(
    options,
    Array.from(input, (_, at) => input.subarray(at, at + 1)),
  );
  demand(whole === inPieces, `the same of pieces as of the whole:\n${whole}\n${inPieces}`);
  demand(whole === inBytes, `the same of single bytes as of the whole:\n${whole}\n${inBytes}`);
  demand(toHex(input) === before, 'the input unchanged');
}

function received(options: MessageReaderOptions, chunks: readonly Uint8Array[]): string {
  const items: string[] = [];
  let isOver = false;
  const take = (item: string) => {
    demand(!isOver, `nothing after the end, got ${item}`);
    items.push(item);
  };
  const reader = new MessageReader(
    { codecs: MESSAGE_CODECS, ...options },
    {
      takeMessage: (type, data) => {
        demand(data.length <= LIMITS.maxMessageSize, 'no message above the limit');
        if (type === 'text') demand(isWellEncoded(data), 'a text of UTF-8');
        take(`${type} ${toHex(data)}`);
      },
      takePing: (data) => take(`ping ${toHex(data)}`),
      takePong: (data) => take(`pong ${toHex(data)}`),
      takeClose: (code, reason) => {
        take(`close ${code} ${reason}`);
        isOver = true;
      },
      takeFailure: ({ violation, closeCode }: Failure) => {
        const { id, range } = violation;
        demand(range.start <= range.end, 'a range that does not end before its start');
        take(`failure ${id} ${range.start}-${range.end} ${closeCode}`);
        isOver = true;
      },
    },
  );
  for (const chunk of chunks) reader.feed(chunk);
  const { pending } = reader;
  if (!isOver) items.push(JSON.stringify(pending), String(reader.isInsideMessage));
  if (pending.part !== 'nothing' && !isOver) demand(pending.missing > 0, 'something missing');
  return items.join('\n');
}

function isWellEncoded(data: Uint8Array): boolean {
  return toHex(toUtf8(fromUtf8(data))) === toHex(data);
}

/** A trace of two streams, cut at random, one made of the end of the other, with gaps. */
function converse(input: Uint8Array, dice: Dice): void {
  const middle = dice.once(3) ? dice.below(input.length + 1) : dice.oneOf([0, input.length]);
  const halves = {
    'client-to-server': input.subarray(0, middle),
    'server-to-client': input.subarray(middle),
  };
  const pieces = DIRECTIONS.flatMap((direction) =>
    eventsOf(direction, dice.cut(halves[direction])),
  );
  const events = dice.once(2) ? pieces : pieces.filter(() => !dice.once(4));
  const streamFrom = (direction: Direction) => {
    const own = events.filter((event) => event.direction === direction && !isPureSignal(event));
    return streamOf(halves[direction], gapsBetween(own, halves[direction].length));
  };
  const trace: Trace = {
    provenance: { kind: 'pasted' },
    endpoints: { client: { name: 'client' }, server: { name: 'server' } },
    streams: {
      'client-to-server': streamFrom('client-to-server'),
      'server-to-client': streamFrom('server-to-client'),
    },
    events: events.sort((one, other) => (one.sentAtMs ?? 0) - (other.sentAtMs ?? 0)),
  };
  judgeTrace(trace);
}

/** The bytes that no event contains. Expects events in the order of their bytes, none empty. */
function gapsBetween(events: readonly TraceEvent[], length: number): ByteRange[] {
  const starts = [...events.map(({ range }) => range.start), length];
  return starts.flatMap((end, index) => {
    const start = index === 0 ? 0 : events[index - 1]!.range.end;
    return end > start ? [{ start, end }] : [];
  });
}

function eventsOf(direction: Direction, pieces: readonly Uint8Array[]): TraceEvent[] {
  let at = 0;
  return pieces.map((piece, index): TraceEvent => {
    const range = { start: at, end: (at += piece.length) };
    return { direction, signals: [], range, sentAtMs: index, arrival: { kind: 'unknown' } };
  });
}

/** Units tile their streams, fields tile their units, and findings are inside their buffers. */
function judgeTrace(trace: Trace): void {
  const conversation = readInflatedConversation(trace);
  const { units, messages, findings, deliveries } = conversation;
  demand(deliveries.length === units.length, 'a delivery for each unit');
  for (const direction of DIRECTIONS) {
    let reached = 0;
    for (const unit of units.filter((each) => each.direction === direction)) {
      demand(unit.range.start === reached, `a unit at ${reached}, got one at ${unit.range.start}`);
      demand(unit.range.end > reached, 'a unit with bytes');
      reached = unit.range.end;
      const { gaps } = trace.streams[direction];
      const isWithinGap = gaps.some((gap) => rangesOverlap(gap, unit.range));
      const mayBe = unit.kind === 'not-captured' || unit.kind === 'not-read';
      demand(!isWithinGap || mayBe, `no ${unit.kind} of bytes that were not captured`);
    }
    demand(reached === readStream(trace, direction).length, 'units up to the end of their stream');
  }
  const dissections = units.map((unit) => dissectUnit(trace, unit));
  for (const { buffers, fields } of dissections) {
    for (const [name, bytes] of Object.entries(buffers)) {
      const over = fields.filter(({ buffer }) => buffer === name);
      demandTiles(over, 0, bytes.length * 8);
    }
  }
  for (const { unitIndex, buffer, violation } of findings) {
    const size = (dissections[unitIndex]?.buffers[buffer]?.length ?? NaN) * 8;
    const { start, end } = violation.range;
    demand(
      start >= 0 && start <= end && end <= size,
      `${violation.id} within ${buffer}: ${start}-${end} of ${size}`,
    );
  }
  for (const message of messages) {
    const data = messageData(message, units, trace.streams[message.direction]);
    demand(data.length === message.size, `${message.size} bytes of a message, got ${data.length}`);
  }
}

function demandTiles(fields: readonly Field[], start: number, end: number): void {
  let next = start;
  for (const { id, range, children } of fields) {
    demand(
      range.start === next && range.end > next,
      `${id} at ${next}, got ${range.start}-${range.end}`,
    );
    if (children.length > 0) demandTiles(children, range.start, range.end);
    next = range.end;
  }
  demand(next === end, `fields up to ${end}, got ${next}`);
}

/** A head in pieces reads like a head in one piece. */
function readHead(input: Uint8Array, dice: Dice): void {
  const whole = decodeHttpHead(input);
  const reader = new HeadReader();
  let inPieces = reader.feed(new Uint8Array(0));
  for (const piece of dice.cut(input)) {
    if (inPieces.kind === 'incomplete') inPieces = reader.feed(piece);
  }
  demand(
    JSON.stringify(whole) === JSON.stringify(inPieces),
    `the same head of pieces as of the whole:\n${JSON.stringify(whole)}\n${JSON.stringify(inPieces)}`,
  );
  if (whole.kind !== 'head') return;
  const { size, fields, startLineRange } = whole.head;
  demand(size <= input.length && startLineRange.end <= size, 'a head within its bytes');
  for (const { nameRange, valueRange, range } of fields) {
    demand(nameRange.start >= range.start && nameRange.end <= valueRange.start, 'name, then value');
    demand(valueRange.end <= range.end && range.end <= size, 'a value within its head');
  }
}

/** A capture file: all its connections can be read. */
function capture(input: Uint8Array): void {
  const reading = readCapture(input);
  if (reading.kind !== 'capture') return;
  const notes = {
    recordedOn: '',
    tool: '',
    client: { name: 'client' },
    server: { name: 'server' },
  };
  for (const connection of listConnections(reading).connections) {
    judgeTrace(traceOf(connection, notes));
  }
}

const SEPARATORS = [
  '',
  ' ',
  ', ',
  '\n',
  ' 0x',
  '\\x',
  ':',
  '\t',
  '  |',
  ' // ',
  'zz',
  '\u2028',
  '…',
];

/** Hex with other characters between its bytes. */
function pasteHex(input: Uint8Array, dice: Dice): void {
  const digits = Array.from(input.subarray(0, 500), (byte) => toHex(Uint8Array.of(byte)));
  paste(digits.map((pair) => pair + (dice.once(5) ? dice.oneOf(SEPARATORS) : ' ')).join(''));
}

/**
 * The positions of each reading are in the text, its chunks tile its bytes, and these read as a
 * conversation.
 */
function paste(text: string): void {
  const readings = readPaste(text);
  demand(readings.length > 0, 'a reading of any text');
  for (const { form, connections, problems } of readings) {
    for (const { range } of problems)
      demand(range.end <= text.length, `${form}: a problem in the text`);
    for (const connection of connections) {
      const { bytes, positions, chunks } = connection;
      demand(positions.starts.length === bytes.length, `${form}: a place for each byte`);
      positions.starts.forEach((start, index) => {
        const end = positions.ends[index] ?? NaN;
        demand(start <= end && end <= text.length, `${form}: byte ${index} in the text`);
      });
      let reached = 0;
      for (const { range } of chunks) {
        demand(range.start === reached, `${form}: a chunk at ${reached}`);
        reached = range.end;
      }
      demand(reached === bytes.length, `${form}: chunks to the end`);
      judgeTrace(pastedTrace(connection).trace);
    }
  }
}
