/** The query of a link to Learn: what the reader changed in the scenario. */

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

/** The name of each parameter in a link, in the order of printing. */
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
  browserTimeoutSeconds: 'browser-timeout',
  serverTimeoutSeconds: 'server-timeout',
  compression: 'compression',
  closer: 'closer',
  closeCode: 'code',
  closeReason: 'reason',
  latencyMs: 'latency',
  nonce: 'nonce',
  maskingKey: 'key',
};

const TAMPERING_NAME = 'tamper';

/** The value for a Close frame without a code. */
const NO_CODE = 'none';

/** The longest delay of a segment. */
export const MAX_DELAY_MS = 60_000;

/** The maximum number of segments with alterations. */
const MAX_ALTERATIONS = 16;

/** The maximum size of a segment's replacement, in bytes. */
const MAX_REPLACEMENT = 2048;

/** A value in a link that was adjusted or ignored. */
export type LearnCorrection = {
  readonly parameter: ParameterId | 'tampering';
  /** The text in the link. */
  readonly given: string;
  /** Null if nothing replaces it. */
  readonly taken: ParameterValue;
  readonly reason: AdjustmentReason;
};

export type LearnLink = {
  /** The values of all parameters of the scenario. */
  readonly values: Readonly<Partial<ParameterValues>>;
  readonly tampering: Tampering;
};

/**
 * Reads a query. Omitted parameters get their defaults. Values out of bounds are clamped and
 * reported.
 */
export function readLearnLink(
  query: ReadonlyMap<string, string>,
  scenario: Scenario,
): LearnLink & { readonly corrections: readonly LearnCorrection[] } {
  const requested: Partial<Record<ParameterId, unknown>> = {};
  for (const parameter of parametersOf(scenario)) {
    const given = query.get(NAMES[parameter]);
    if (given !== undefined) requested[parameter] = readValue(parameter, given);
  }
  const { values, adjustments } = clampParameters(scenario, requested);
  const corrections = adjustments.map((adjustment): LearnCorrection => ({
    ...adjustment,
    given: query.get(NAMES[adjustment.parameter]) ?? '',
  }));
  const { tampering, unreadable } = readTampering(query.get(TAMPERING_NAME) ?? '');
  const tamperingCorrections = unreadable.map((given): LearnCorrection => ({
    parameter: 'tampering',
    given,
    taken: null,
    reason: 'unreadable',
  }));
  return { values, tampering, corrections: [...corrections, ...tamperingCorrections] };
}

/** Contains only parameters that differ from the defaults. */
export function toLearnQuery(
  { values, tampering }: LearnLink,
  scenario: Scenario,
): Map<string, string> {
  const query = new Map<string, string>();
  const known = new Set(parametersOf(scenario));
  for (const parameter of Object.keys(NAMES) as ParameterId[]) {
    const value = values[parameter];
    const isChanged = value !== undefined && !isSame(value, scenario.defaults[parameter]);
    if (known.has(parameter) && isChanged) query.set(NAMES[parameter], printValue(value));
  }
  if (tampering.size > 0) query.set(TAMPERING_NAME, printTampering(tampering));
  return query;
}

/**
 * An invalid number becomes NaN and invalid hex becomes null. `clampParameters` then reports them.
 */
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
    const isValid = /^[a-z][a-z\d-]{0,60}$/.test(name) && tampering.size < MAX_ALTERATIONS;
    if (alteration !== null && isValid) tampering.set(name, alteration);
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
      const byMs = readInteger(value, MAX_DELAY_MS);
      return byMs === null ? null : { kind, byMs };
    }
    case 'cut': {
      const keep = readInteger(value, Number.MAX_SAFE_INTEGER);
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

/** An integer from 0, clamped to `max`; null for other text. */
function readInteger(value: string, max: number): number | null {
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
