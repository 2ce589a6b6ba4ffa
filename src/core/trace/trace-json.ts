/** A trace as JSON, with its bytes in base64 (RFC 4648 §4). */

import { fromBase64, toBase64 } from '#core/bytes/base64.ts';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { HEAD_PARTS } from '#core/protocol/http/http-head.ts';
import { DIRECTIONS, type Direction, type Side } from './direction.ts';
import { JsonValue, type JsonProblem, type ProblemSlot } from './json-value.ts';
import {
  GIVING_UP_REASONS,
  hasGaps,
  readStream,
  streamOf,
  type Arrival,
  type ByteStream,
  type EndpointDescription,
  type GivingUp,
  type Provenance,
  type Signal,
  type Trace,
  type TraceEvent,
} from './trace.ts';

export const TRACE_FORMAT = 'ws-101-trace/1';

const KINDS = ['simulated', 'recorded', 'pasted', 'composed', 'modelled'] as const;

export type TraceJson = {
  /** Name and version of this format. */
  readonly format: typeof TRACE_FORMAT;
  readonly provenance: Provenance;
  readonly endpoints: Readonly<Record<Side, EndpointDescription>>;
  /** Base64. */
  readonly streams: Readonly<Record<Direction, string>>;
  /** The ranges that were not captured, if any. Their bytes are zeros. */
  readonly gaps?: Readonly<Record<Direction, readonly ByteRange[]>>;
  readonly events: readonly TraceEventJson[];
  readonly givenUp?: readonly GivingUp[];
};

export type TraceEventJson = Omit<TraceEvent, 'alteredBytes'> & {
  /** Base64. */
  readonly alteredBytes?: string;
};

export type TraceJsonReading =
  | { readonly kind: 'trace'; readonly trace: Trace }
  | { readonly kind: 'problem'; readonly problem: JsonProblem };

export function encodeTraceJson(trace: Trace): TraceJson {
  const { provenance, endpoints, streams, events, givenUp } = trace;
  return {
    format: TRACE_FORMAT,
    provenance,
    endpoints,
    streams: {
      'client-to-server': toBase64(readStream(trace, 'client-to-server')),
      'server-to-client': toBase64(readStream(trace, 'server-to-client')),
    },
    events: events.map(({ alteredBytes, ...event }) =>
      alteredBytes ? { ...event, alteredBytes: toBase64(alteredBytes) } : event,
    ),
    ...(hasGaps(trace) && {
      gaps: {
        'client-to-server': streams['client-to-server'].gaps,
        'server-to-client': streams['server-to-client'].gaps,
      },
    }),
    ...(givenUp && { givenUp }),
  };
}

/** The trace, or the first problem. */
export function decodeTraceJson(json: unknown): TraceJsonReading {
  const slot: ProblemSlot = { problem: null };
  const root = new JsonValue(json, slot);
  root.member('format').oneOf([TRACE_FORMAT]);
  const provenance = decodeProvenance(root.member('provenance'));
  const endpoints = {
    client: decodeEndpoint(root.member('endpoints').member('client')),
    server: decodeEndpoint(root.member('endpoints').member('server')),
  };
  const streams = {
    'client-to-server': decodeStream(root, 'client-to-server'),
    'server-to-client': decodeStream(root, 'server-to-client'),
  };
  const events = root
    .member('events')
    .elements()
    .map((event) => decodeEvent(event, streams));
  const givingUp = root.member('givenUp');
  const givenUp = givingUp.isAbsent ? null : givingUp.elements().map(decodeGivingUp);
  if (slot.problem !== null) return { kind: 'problem', problem: slot.problem };
  const trace = { provenance, endpoints, streams, events };
  return { kind: 'trace', trace: givenUp === null ? trace : { ...trace, givenUp } };
}

function decodeStream(root: JsonValue, direction: Direction): ByteStream {
  const bytes = decodeBytes(root.member('streams').member(direction));
  const gaps = root.member('gaps');
  if (gaps.isAbsent) return streamOf(bytes);
  let reached = -1;
  const ranges = gaps
    .member(direction)
    .elements()
    .map((gap) => {
      // Gaps are not empty and don't touch.
      const start = gap.member('start').integer(reached + 1, bytes.length);
      reached = gap.member('end').integer(start + 1, bytes.length);
      return { start, end: reached };
    });
  return streamOf(bytes, ranges);
}

export function decodeProvenance(json: JsonValue): Provenance {
  const kind = json.member('kind').oneOf(KINDS);
  const edited = decodeEdited(json.member('isEdited'));
  if (kind !== 'recorded') return { kind, ...edited };
  const recordedOn = json.member('recordedOn').text();
  return { kind, recordedOn, tool: json.member('tool').text(), ...edited };
}

function decodeEdited(json: JsonValue): Pick<Provenance, 'isEdited'> {
  if (json.isAbsent) return {};
  return json.isTrue ? { isEdited: true } : json.reject('true', {});
}

export function decodeEndpoint(json: JsonValue): EndpointDescription {
  const version = json.member('version');
  const address = json.member('address');
  const maxMessageSize = json.member('maxMessageSize');
  return {
    name: json.member('name').text(),
    ...(version.isAbsent ? {} : { version: version.text() }),
    ...(address.isAbsent ? {} : { address: address.text() }),
    ...(maxMessageSize.isAbsent
      ? {}
      : { maxMessageSize: maxMessageSize.integer(0, Number.MAX_SAFE_INTEGER) }),
  };
}

function decodeGivingUp(json: JsonValue): GivingUp {
  const side = json.member('side').oneOf(['client', 'server']);
  const atMs = json.member('atMs').number();
  return { side, atMs, reason: json.member('reason').oneOf(GIVING_UP_REASONS) };
}

function decodeEvent(json: JsonValue, streams: Trace['streams']): TraceEvent {
  const direction = json.member('direction').oneOf(DIRECTIONS);
  const range = decodeRange(json.member('range'), streams[direction].length);
  const sentAtMs = json.member('sentAtMs');
  const event = {
    direction,
    signals: json.member('signals').elements().map(decodeSignal),
    range,
    sentAtMs: sentAtMs.isNull ? null : sentAtMs.number(),
    arrival: decodeArrival(json.member('arrival')),
  };
  const altered = json.member('alteredBytes');
  const name = json.member('name');
  const lacks = json.member('headLacks');
  const sequence = json.member('sequenceNumber');
  const packet = json.member('packet');
  return {
    ...event,
    ...(altered.isAbsent ? {} : { alteredBytes: decodeBytes(altered) }),
    ...(name.isAbsent ? {} : { name: name.text() }),
    ...(packet.isAbsent ? {} : { packet: packet.integer(1, Number.MAX_SAFE_INTEGER) }),
    ...(sequence.isAbsent ? {} : { sequenceNumber: decodeSequenceNumber(sequence) }),
    ...(lacks.isAbsent
      ? {}
      : { headLacks: lacks.elements().map((part) => part.oneOf(HEAD_PARTS)) }),
  };
}

function decodeSequenceNumber(json: JsonValue): number | null {
  return json.isNull ? null : json.integer(0, Number.MAX_SAFE_INTEGER);
}

function decodeSignal(json: JsonValue): Signal {
  return json.oneOf(['syn', 'ack', 'fin', 'rst']);
}

export function decodeRange(json: JsonValue, length: number): ByteRange {
  const start = json.member('start').integer(0, length);
  return { start, end: json.member('end').integer(start, length) };
}

function decodeArrival(json: JsonValue): Arrival {
  const kind = json.member('kind').oneOf(['arrived', 'lost', 'unknown']);
  return kind === 'arrived' ? { kind, atMs: json.member('atMs').number() } : { kind };
}

function decodeBytes(json: JsonValue): Uint8Array {
  return fromBase64(json.text()) ?? json.reject('base64', NO_BYTES);
}
