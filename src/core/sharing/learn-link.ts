/** What a link to Learn holds beside scenario and step: what the reader changed, as its query. */

import { fromHex, toHex } from '#core/bytes/hex.ts';
import { bytesEqual } from '#core/bytes/byte-array.ts';
import { PARAMETERS, type ParameterId, type ParameterValues } from '#core/scenarios/parameters.ts';
import { parametersOf, type Scenario } from '#core/scenarios/scenario.ts';
import {
  clampParameters,
  type ParameterValue,
  type AdjustmentReason,
} from '#core/scenarios/clamp-parameters.ts';
import type { Alteration, Tampering } from '#core/simulation/tampering.ts';

/** The name of each parameter in a link, in the order in which they are written. */
const NAMES: Readonly<Record<ParameterId, string>> = {
  message: 'message',
  messageType: 'type',
  sender: 'sender',
  size: 'size',
  repetitions: 'times',
  fragmentSize: 'fragment',
  segmentSize: 'segment',
  answer: 'answer',
  proxy: 'proxy',
  breach: 'breach',
  attempt: 'attempt',
  heartbeatSeconds: 'heartbeat',
  timeoutSeconds: 'timeout',
  compression: 'compression',
  closer: 'closer',
  closeCode: 'code',
  closeReason: 'reason',
  latencyMs: 'latency',
  nonce: 'nonce',
  maskingKey: 'key',
};

const TAMPERING_NAME = 'tamper';

/** A Close without a code. */
const NO_CODE = 'none';

/** How long a segment can be delayed at most. */
export const MAX_DELAY_MS = 60_000;

/** Segments that can be tampered with at once. */
const MOST_ALTERATIONS = 16;

/** Bytes that can be put in a segment's place. */
const MAX_REPLACEMENT = 2048;

/** Something that was not taken as it stood. */
export type LearnCorrection = {
  readonly parameter: ParameterId | 'tampering';
  /** As the link has it. */
  readonly given: string;
  /** Null where nothing was taken. */
  readonly taken: ParameterValue;
  readonly reason: AdjustmentReason;
};

export type LearnLink = {
  /** Of all parameters that the scenario takes. */
  readonly values: Readonly<Partial<ParameterValues>>;
  readonly tampering: Tampering;
};

/**
 * Reads a query. What it leaves out is as at first, what it has out of bounds is brought within
 * them, and told.
 */
export function readLearnLink(
  query: ReadonlyMap<string, string>,
  scenario: Scenario,
): LearnLink & { readonly corrections: readonly LearnCorrection[] } {
  const wanted: Partial<Record<ParameterId, unknown>> = {};
  for (const parameter of parametersOf(scenario)) {
    const given = query.get(NAMES[parameter]);
    if (given !== undefined) wanted[parameter] = readValue(parameter, given);
  }
  const { values, adjustments } = clampParameters(scenario, wanted);
  const corrections = adjustments.map((adjustment): LearnCorrection => ({
    ...adjustment,
    given: query.get(NAMES[adjustment.parameter]) ?? '',
  }));
  const { tampering, unreadable } = readTampering(query.get(TAMPERING_NAME) ?? '');
  const told = unreadable.map((given): LearnCorrection => ({
    parameter: 'tampering',
    given,
    taken: null,
    reason: 'unreadable',
  }));
  return { values, tampering, corrections: [...corrections, ...told] };
}

/** Only what is not as at first. */
export function toLearnQuery(
  { values, tampering }: LearnLink,
  scenario: Scenario,
): Map<string, string> {
  const query = new Map<string, string>();
  const taken = new Set(parametersOf(scenario));
  for (const parameter of Object.keys(NAMES) as ParameterId[]) {
    const value = values[parameter];
    const isChanged = value !== undefined && !isSame(value, scenario.defaults[parameter]);
    if (taken.has(parameter) && isChanged) query.set(NAMES[parameter], printValue(value));
  }
  if (tampering.size > 0) query.set(TAMPERING_NAME, printTampering(tampering));
  return query;
}

/** A number that is none is NaN, bytes that are none are none at all: settling says so. */
function readValue(parameter: ParameterId, given: string): unknown {
  switch (PARAMETERS[parameter].kind) {
    case 'number':
      return readNumber(given);
    case 'close-code':
      return given === NO_CODE ? null : readNumber(given);
    case 'bytes':
      return readHex(given);
    default:
      return given;
  }
}

function readNumber(given: string): number {
  return given.trim() === '' ? Number.NaN : Number(given);
}

function readHex(given: string): Uint8Array | null {
  return /^(?:[\da-f]{2})*$/i.test(given) ? fromHex(given) : null;
}

function printValue(value: ParameterValue): string {
  if (value === null) return NO_CODE;
  return value instanceof Uint8Array ? toHex(value) : String(value);
}

function isSame(one: ParameterValue, other: ParameterValue | undefined): boolean {
  return one instanceof Uint8Array && other instanceof Uint8Array
    ? bytesEqual(one, other)
    : one === other;
}

/** "client-text-1:lose,server-text-1:delay:500" */
function readTampering(text: string): {
  readonly tampering: Tampering;
  readonly unreadable: readonly string[];
} {
  const tampering = new Map<string, Alteration>();
  const unreadable: string[] = [];
  for (const part of text.split(',').filter((each) => each !== '')) {
    const [name = '', kind = '', value = ''] = part.split(':');
    const alteration = readAlteration(kind, value);
    const isFine = /^[a-z][a-z\d-]{0,60}$/.test(name) && tampering.size < MOST_ALTERATIONS;
    if (alteration !== null && isFine) tampering.set(name, alteration);
    else unreadable.push(part);
  }
  return { tampering, unreadable };
}

function readAlteration(kind: string, value: string): Alteration | null {
  switch (kind) {
    case 'lose':
    case 'sever':
      return { kind };
    case 'delay': {
      const byMs = readWhole(value, MAX_DELAY_MS);
      return byMs === null ? null : { kind, byMs };
    }
    case 'cut': {
      const keep = readWhole(value, Number.MAX_SAFE_INTEGER);
      return keep === null ? null : { kind, keep };
    }
    case 'replace': {
      const bytes = value.length <= 2 * MAX_REPLACEMENT ? readHex(value) : null;
      return bytes === null ? null : { kind, bytes };
    }
    default:
      return null;
  }
}

/** A whole number from 0, `max` at most; null where it is no such text. */
function readWhole(value: string, max: number): number | null {
  return /^\d{1,15}$/.test(value) ? Math.min(Number(value), max) : null;
}

function printTampering(tampering: Tampering): string {
  return [...tampering]
    .map(([name, alteration]) => [name, ...printAlteration(alteration)].join(':'))
    .join(',');
}

function printAlteration(alteration: Alteration): string[] {
  switch (alteration.kind) {
    case 'lose':
    case 'sever':
      return [alteration.kind];
    case 'delay':
      return ['delay', String(alteration.byMs)];
    case 'cut':
      return ['cut', String(alteration.keep)];
    case 'replace':
      return ['replace', toHex(alteration.bytes)];
  }
}
