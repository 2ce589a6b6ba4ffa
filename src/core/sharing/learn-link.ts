/** The query of a link to Learn: what the reader changed in the scenario. */

import { bytesEqual } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import {
  clampParameters,
  type Adjustment,
  type ParameterValue,
} from '#core/scenarios/clamp-parameters.ts';
import { PARAMETERS, type ParameterId, type ParameterValues } from '#core/scenarios/parameters.ts';
import { parametersOf, type Scenario } from '#core/scenarios/scenario.ts';
import type { Tampering } from '#core/simulation/tampering.ts';
import type { Address } from './address.ts';
import type { LearnLinkProblem } from './learn-link-problem.ts';
import { asksForUnknownDepth, DEPTH, EMBED } from './lesson-address.ts';
import { printTampering, readTampering } from './tampering-text.ts';

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

export type LearnLink = {
  /** The values of all parameters of the scenario. */
  readonly values: Readonly<Partial<ParameterValues>>;
  readonly tampering: Tampering;
};

/** A link, and everything in it that is not used as it is. */
export type ReadLearnLink = LearnLink & { readonly problems: readonly LearnLinkProblem[] };

/**
 * Reads a query. Omitted parameters get their defaults. Values out of bounds are clamped. Each part
 * of the query that is not used unchanged makes one problem. `repeated` has the pairs whose key
 * occurs again in `query`.
 */
export function readLearnLink(
  query: Address['query'],
  scenario: Scenario,
  repeated: Address['repeated'] = [],
): ReadLearnLink {
  const requested: Partial<Record<ParameterId, unknown>> = {};
  const parameters = parametersOf(scenario);
  for (const parameter of parameters) {
    const given = query.get(NAMES[parameter]);
    if (given !== undefined) requested[parameter] = readValue(parameter, given);
  }
  const { values, adjustments } = clampParameters(scenario, requested);
  const { tampering, problems } = readTampering(query.get(TAMPERING_NAME) ?? '');
  const names = new Set([
    ...parameters.map((parameter) => NAMES[parameter]),
    TAMPERING_NAME,
    DEPTH,
  ]);
  return {
    values,
    tampering,
    problems: [
      ...nameProblems(query, repeated, names),
      ...depthProblems(query),
      ...valueProblems(query, values, adjustments),
      ...problems,
    ],
  };
}

/** What a link asks of a recording, which can't be changed. */
export function recordingProblems(query: Address['query']): readonly LearnLinkProblem[] {
  const names = [...query.keys()].filter((name) => name !== EMBED && name !== DEPTH);
  const problems = depthProblems(query);
  return names.length === 0 ? problems : [{ kind: 'recording', names }, ...problems];
}

/** Those that differ from the defaults, in the order of links. */
export function changedParameters(values: LearnLink['values'], scenario: Scenario): ParameterId[] {
  const known = new Set(parametersOf(scenario));
  return (Object.keys(NAMES) as ParameterId[]).filter((parameter) => {
    const value = values[parameter];
    const isChanged = value !== undefined && !isSame(value, scenario.defaults[parameter]);
    return known.has(parameter) && isChanged;
  });
}

/** Contains only parameters that differ from the defaults. */
export function toLearnQuery(
  { values, tampering }: LearnLink,
  scenario: Scenario,
): Map<string, string> {
  const query = new Map<string, string>();
  for (const parameter of changedParameters(values, scenario)) {
    const value = values[parameter];
    if (value !== undefined) query.set(NAMES[parameter], printValue(value));
  }
  if (tampering.size > 0) query.set(TAMPERING_NAME, printTampering(tampering));
  return query;
}

/** Parameters that `names` doesn't have, and all but the last of one that occurs repeatedly. */
function nameProblems(
  query: Address['query'],
  repeated: NonNullable<Address['repeated']>,
  names: ReadonlySet<string>,
): LearnLinkProblem[] {
  const problems = [
    ...repeated.map(([name, given]): LearnLinkProblem => {
      const kind = names.has(name) ? 'repeated-parameter' : 'unknown-parameter';
      return { kind, name, given };
    }),
    ...[...query]
      .filter(([name]) => !names.has(name))
      .map(([name, given]): LearnLinkProblem => ({ kind: 'unknown-parameter', name, given })),
  ];
  return problems.filter((problem) => !('name' in problem && problem.name === EMBED));
}

function depthProblems(query: Address['query']): LearnLinkProblem[] {
  const given = query.get(DEPTH) ?? '';
  return asksForUnknownDepth(query) ? [{ kind: 'unknown-depth', given }] : [];
}

/** At most one for each value in the link. A value that only follows from others has none. */
function valueProblems(
  query: Address['query'],
  { closeCode }: LearnLink['values'],
  adjustments: readonly Adjustment[],
): LearnLinkProblem[] {
  const reason = query.get(NAMES.closeReason) ?? '';
  const isReasonUnsent = closeCode === null && reason !== '';
  const problems = adjustments.flatMap((adjustment): LearnLinkProblem[] => {
    const given = query.get(NAMES[adjustment.parameter]);
    const isUnsent = isReasonUnsent && adjustment.parameter === 'closeReason';
    return given === undefined || isUnsent ? [] : [{ kind: 'adjusted', ...adjustment, given }];
  });
  return isReasonUnsent ? [...problems, { kind: 'reason-without-code', given: reason }] : problems;
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
