/**
 * Holds readings against what the corpus of pastes expects of them, by the rules of
 * tests/fixtures/pastes/README.md. The answer is a list of faults in plain words.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromLatin1, fromUtf8, toLatin1, toUtf8 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { payloadOf } from '#core/conversation/message.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { findHandshake } from '#core/handshake/handshake.ts';
import { directParts } from '#core/paste/assembly/directions.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import type { PasteProblem } from '#core/paste/problem.ts';
import type { Lost, ReadConnection, Reading } from '#core/paste/reading.ts';
import { opcodeName } from '#core/protocol/framing/opcode.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';

export type ExpectedChunk = {
  readonly direction: Direction | null;
  readonly hex?: string;
  readonly headText?: string;
  readonly head?: 'request' | 'response';
  readonly startLine?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly opcode?: string | null;
  readonly text?: string;
  readonly cut?: true;
  readonly total?: number;
  readonly rsv1?: true;
};

type ExpectedConnection = { readonly chunks: readonly ExpectedChunk[] };

export type ExpectedAnswer = {
  readonly connections?: readonly ExpectedConnection[];
  readonly payloadsOnly?: true;
  readonly heads?: { readonly request: boolean | null; readonly response: boolean | null };
  readonly noBytes?: true;
  readonly textMessageAllowed?: true;
  readonly lostBytes?: number | 'unknown';
  readonly problem?: 'any' | readonly string[];
  readonly restUnspecified?: true;
  readonly headsOptional?: true;
  readonly mustNotSay?: readonly string[];
};

export type ExpectedReadings = ExpectedAnswer & {
  readonly alternatives?: readonly (ExpectedAnswer & { readonly role: 'acceptable' | 'offer' })[];
};

/** Empty if the readings are what is expected. */
export function faultsOfReadings(
  readings: readonly Reading[],
  expected: ExpectedReadings,
): readonly string[] {
  const [first, ...others] = readings;
  if (first === undefined) return ['there is no reading'];
  const { alternatives = [] } = expected;
  const acceptable = alternatives.filter(({ role }) => role === 'acceptable');
  const answers = [expected, ...acceptable.map((answer) => withInherited(answer, expected))];
  const faults = answers.map((answer) => faultsOfReading(first, answer));
  return [
    ...(faults.some(({ length }) => length === 0) ? [] : faults[0]!),
    ...faultsOfSilence(first, expected),
    ...alternatives
      .filter(({ role }) => role === 'offer')
      .filter((offer) => others.every((other) => faultsOfBytes(other, offer).length > 0))
      .map((_, index) => `offer ${index + 1} is not among the other readings`),
  ];
}

function withInherited(answer: ExpectedAnswer, { lostBytes, problem }: ExpectedAnswer) {
  return {
    ...(lostBytes !== undefined && { lostBytes }),
    ...(problem !== undefined && { problem }),
    ...answer,
  };
}

function faultsOfReading(reading: Reading, expected: ExpectedAnswer): string[] {
  const bytes = expected.noBytes
    ? faultsOfNoBytes(reading, expected)
    : faultsOfBytes(reading, expected);
  return [
    ...bytes,
    ...faultsOfHeads(reading, expected),
    ...faultsOfLoss(reading, expected),
    ...faultsOfProblems(reading, expected),
  ];
}

function faultsOfNoBytes(reading: Reading, { textMessageAllowed }: ExpectedAnswer): string[] {
  const isText = ['text', 'json', 'socket-io'].includes(reading.form);
  if (textMessageAllowed && isText && reading.confidence !== 'sure') return [];
  if (filledConnections(reading).length > 0) return ['bytes were read of a text that has none'];
  return reading.problems.length > 0 ? [] : ['it is not said that the text has no bytes'];
}

/**
 * A reading without any remark lets the page say that no rule is broken. Of frames that were made
 * here it never says so.
 */
function faultsOfSilence(reading: Reading, { mustNotSay = [] }: ExpectedAnswer): string[] {
  if (!mustNotSay.includes('No rule is broken here')) return [];
  const says =
    reading.problems.length > 0 ||
    reading.lost.length > 0 ||
    hasFinding(reading) ||
    reading.isReconstructed;
  return says ? [] : ['no finding, no problem and no loss'];
}

function hasFinding({ connections }: Reading): boolean {
  return connections.some((connection) => {
    const { findings, units } = readConversation(pastedTrace(connection).trace);
    const handshake = findHandshake(units);
    const checks = [...(handshake?.request?.checks ?? []), ...(handshake?.response?.checks ?? [])];
    return findings.length > 0 || checks.some(({ state }) => state === 'broken');
  });
}

/** What a text is known to have lost although all of its bytes are there. */
const RESTORED: readonly Lost['kind'][] = ['carriage-returns', 'empty-line'];

function faultsOfLoss({ lost }: Reading, { lostBytes }: ExpectedAnswer): string[] {
  if (lostBytes === undefined) return [];
  const losses = lost.filter(({ kind }) => !RESTORED.includes(kind));
  if (losses.length === 0) return [`lost: expected ${lostBytes}, got nothing`];
  if (lostBytes === 'unknown') return [];
  const sum = losses.reduce((all, { shown, total }) => all + Math.abs((total ?? NaN) - shown), 0);
  return sum === lostBytes ? [] : [`lost: expected ${lostBytes}, got ${sum}`];
}

/** The corpus’ names of problems. */
const PROBLEM_KINDS: Readonly<Record<string, readonly PasteProblem['kind'][]>> = {
  'not-hex': ['not-hex'],
};

function faultsOfProblems({ problems, lost }: Reading, { problem }: ExpectedAnswer): string[] {
  if (problem === undefined) return [];
  if (problem === 'any') return problems.length + lost.length > 0 ? [] : ['nothing is told'];
  const kinds = problem.flatMap((name) => PROBLEM_KINDS[name] ?? []);
  if (kinds.length === 0) throw new Error(`expected a kind of problem, got ${problem.join(', ')}`);
  return problems.some(({ kind }) => kinds.includes(kind)) ? [] : [`none of ${problem.join(', ')}`];
}

function faultsOfHeads(reading: Reading, { heads, headsOptional }: ExpectedAnswer): string[] {
  if (heads === undefined || headsOptional === true) return [];
  const kinds = filledConnections(reading)
    .flatMap(unitsOf)
    .map(({ unit, bytes }) => headKind(unit, bytes));
  return (['request', 'response'] as const)
    .filter((kind) => heads[kind] !== null && kinds.includes(kind) !== heads[kind])
    .map((kind) => `${heads[kind] === true ? 'no' : 'a'} ${kind}`);
}

/** A head without its empty line is a head, too. */
function headKind({ kind }: Unit, bytes: Uint8Array): 'request' | 'response' | null {
  if (kind === 'request' || kind === 'response') return kind;
  if (kind !== 'cut-head') return null;
  return fromLatin1(bytes).startsWith('HTTP/') ? 'response' : 'request';
}

function faultsOfBytes(reading: Reading, expected: ExpectedAnswer): string[] {
  const connections = filledConnections(reading);
  const { connections: wanted = [] } = expected;
  if (connections.length !== wanted.length) {
    return [`expected ${wanted.length} connections, got ${connections.length}`];
  }
  return [
    ...wanted.flatMap(({ chunks }, index) => {
      const faults = faultsOfConnection(connections[index]!, chunks, expected);
      return wanted.length === 1 ? faults : faults.map((fault) => `${index + 1}: ${fault}`);
    }),
    ...(expected.payloadsOnly && !reading.isReconstructed ? ['is not called reconstructed'] : []),
  ];
}

function filledConnections({ connections }: Reading): ReadConnection[] {
  return connections.filter(({ chunks }) => chunks.length > 0);
}

function faultsOfConnection(
  connection: ReadConnection,
  chunks: readonly ExpectedChunk[],
  expected: ExpectedAnswer,
): string[] {
  if (expected.payloadsOnly) return faultsOfPayloads(connection, chunks, expected);
  if (chunks.some(({ head }) => head !== undefined)) {
    return faultsOfPartialHeads(connection, chunks, expected);
  }
  return faultsOfWire(connection, chunks, expected);
}

type Spoken = { readonly direction: Direction | null; readonly bytes: Uint8Array };

function faultsOfWire(
  connection: ReadConnection,
  chunks: readonly ExpectedChunk[],
  { restUnspecified }: ExpectedAnswer,
): string[] {
  const wanted = chunks.map(({ direction, hex, headText }): Spoken => {
    return { direction, bytes: headText === undefined ? fromHex(hex ?? '') : toLatin1(headText) };
  });
  const got = directParts(connection, 'as-told').map(({ direction, start, end }): Spoken => {
    return { direction, bytes: connection.bytes.subarray(start, end) };
  });
  const isTold = wanted.every(({ direction }) => direction !== null);
  const last = (direction: Direction | null) =>
    chunks.findLast((chunk) => direction === null || chunk.direction === direction);
  const compare = (direction: Direction | null) => {
    const isEndLoose = last(direction)?.headText !== undefined;
    const hexIn = (spoken: readonly Spoken[]) =>
      hexOfSpoken(spoken.filter((each) => direction === null || each.direction === direction));
    const [want, have] = [hexIn(wanted), hexIn(got)];
    if (want === have || (restUnspecified && have.startsWith(want))) return [];
    if (isEndLoose && want.replace(/0d0a$/, '') === have) return [];
    return [`${direction ?? 'bytes'}: expected ${want || 'none'}, got ${have || 'none'}`];
  };
  if (isTold) return DIRECTIONS.flatMap(compare);
  const faults = compare(null);
  return faults.length > 0 ? faults : faultsOfDirections(wanted, got);
}

function hexOfSpoken(spoken: readonly Spoken[]): string {
  return toHex(concatBytes(spoken.map(({ bytes }) => bytes)));
}

/** Of the same bytes. */
function faultsOfDirections(wanted: readonly Spoken[], got: readonly Spoken[]): string[] {
  const perByte = (spoken: readonly Spoken[]) =>
    spoken.flatMap(({ direction, bytes }) => Array.from(bytes, () => direction));
  const have = perByte(got);
  const astray = perByte(wanted).findIndex((each, at) => each !== null && each !== have[at]);
  return astray === -1 ? [] : [`byte ${astray} is ${have[astray] ?? 'missing'}`];
}

/** Heads of which the text has some fields. Nothing else may be read. */
function faultsOfPartialHeads(
  connection: ReadConnection,
  chunks: readonly ExpectedChunk[],
  { restUnspecified, heads: asked }: ExpectedAnswer,
): string[] {
  // A head of a kind that may be there or not isn't compared.
  const isAsked = (kind: 'request' | 'response' | null) =>
    kind === null || asked?.[kind] !== null || chunks.some(({ head }) => head === kind);
  const heads = unitsOf(connection).filter(({ unit, bytes }) => isAsked(headKind(unit, bytes)));
  if (heads.length < chunks.length || (heads.length > chunks.length && !restUnspecified)) {
    return [`expected ${chunks.length} heads, got ${heads.length} units`];
  }
  return chunks.flatMap((chunk, index): string[] => {
    const { unit, bytes } = heads[index]!;
    const kind = headKind(unit, bytes);
    if (kind !== chunk.head) return [`expected a ${chunk.head}, got ${kind ?? unit.kind}`];
    const told = chunk.direction === null || chunk.direction === unit.direction;
    return [...(told ? [] : [`a ${kind} ${unit.direction}`]), ...faultsOfHead(bytes, chunk)];
  });
}

function faultsOfHead(bytes: Uint8Array, { startLine, fields = {} }: ExpectedChunk): string[] {
  const [start = '', ...lines] = fromUtf8(bytes).split('\r\n');
  const got = lines.map((line) => {
    const colon = line.indexOf(':');
    return `${line.slice(0, colon).toLowerCase()}: ${line.slice(colon + 1).trim()}`;
  });
  return [
    ...(startLine === undefined || startLine === start ? [] : [`start line “${start}”`]),
    ...Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}`)
      .filter((field) => !got.includes(field))
      .map((field) => `no field “${field}”`),
  ];
}

/** Payloads in frames made around them. */
function faultsOfPayloads(
  connection: ReadConnection,
  chunks: readonly ExpectedChunk[],
  { headsOptional, restUnspecified }: ExpectedAnswer,
): string[] {
  const units = unitsOf(connection).filter(
    ({ unit, bytes }) => !headsOptional || headKind(unit, bytes) === null,
  );
  const unmade = connection.chunks.filter(({ isMade = false }) => !isMade);
  const faults = chunks.flatMap((chunk, index) => {
    const [want, got] = [describePayload(chunk), describeUnit(units[index], chunk)];
    return want === got ? [] : [`payload ${index + 1}: expected ${want}, got ${got}`];
  });
  return [
    ...faults,
    ...(units.length > chunks.length && !restUnspecified ? ['more than the payloads'] : []),
    ...(unmade.length > 0 ? ['a frame is not called made'] : []),
  ];
}

function describePayload(chunk: ExpectedChunk): string {
  const bytes = chunk.text === undefined ? fromHex(chunk.hex ?? '') : toUtf8(chunk.text);
  const { direction, opcode = null, cut, total, rsv1 } = chunk;
  return [
    direction ?? 'someone',
    opcode ?? 'any',
    ...(rsv1 ? ['compressed'] : []),
    ...(cut ? [`cut of ${total ?? '?'}`] : []),
    JSON.stringify(fromLatin1(bytes)),
  ].join(' ');
}

/** In the same words, as far as the chunk tells them. */
function describeUnit(read: ReadUnit | undefined, chunk: ExpectedChunk): string {
  if (read === undefined) return 'nothing';
  const { unit, payload } = read;
  if (unit.kind !== 'frame') return unit.kind;
  const { opcode, rsv1, payloadLength } = unit.header;
  return [
    chunk.direction === null ? 'someone' : unit.direction,
    (chunk.opcode ?? null) === null ? 'any' : opcodeName(opcode),
    ...(rsv1 ? ['compressed'] : []),
    ...(unit.missing > 0 ? [`cut of ${payloadLength.value}`] : []),
    JSON.stringify(fromLatin1(payload)),
  ].join(' ');
}

type ReadUnit = {
  readonly unit: Unit;
  readonly bytes: Uint8Array;
  /** Unmasked; of a frame. */
  readonly payload: Uint8Array;
};

/** In the order of the text, without what is missing. */
function unitsOf(connection: ReadConnection): ReadUnit[] {
  const { trace, units } = readConversation(pastedTrace(connection).trace);
  return units
    .filter(({ kind }) => kind !== 'not-captured')
    .map((unit) => {
      const stream = trace.streams[unit.direction];
      const bytes = stream.read(unit.range.start, unit.range.end);
      return { unit, bytes, payload: unit.kind === 'frame' ? payloadOf(unit, stream) : bytes };
    });
}
