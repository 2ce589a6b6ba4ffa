/** What the reader changed in a scenario, as the lesson lists it. */

import { PARAMETERS, type ParameterId } from '#core/scenarios/parameters.ts';
import type { ParameterValue } from '#core/scenarios/clamp-parameters.ts';
import type { Scenario } from '#core/scenarios/scenario.ts';
import { changedParameters, type LearnLink } from '#core/sharing/learn-link.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { countOf, withUnit } from '#content/phrasing/quantity.ts';
import { hexOf, quoted } from '#content/phrasing/quotation.ts';
import { choiceWords, PARAMETER_WORDS } from './parameter-words.ts';

/** The summary of the controls that change parameters. */
export const CHANGE_SCENARIO = 'Change the scenario';

/** Their labels and values read as one phrase: "sent by the server". */
const SIDES: ReadonlySet<ParameterId> = new Set(['sender', 'closer']);

/** The number of segments that are listed. */
const MAX_LISTED = 4;

/**
 * "Changed: latency 200 ms, close code 1001; “client-text-1” is lost". Null if nothing is changed.
 */
export function changesText({ values, tampering }: LearnLink, scenario: Scenario): string | null {
  const parameters = changedParameters(values, scenario)
    // A Close frame without a code has no reason.
    .filter((parameter) => parameter !== 'closeReason' || values.closeCode !== null)
    .map((parameter) => changedParameterText(parameter, values[parameter] as ParameterValue));
  const segments = [...tampering].map(([name, alteration]) => fateText(name, alteration));
  const more = segments.length - MAX_LISTED;
  const listed = more > 0 ? [...segments.slice(0, MAX_LISTED), `${more} more`] : segments;
  const groups = [parameters, listed].filter((group) => group.length > 0);
  return groups.length === 0
    ? null
    : `Changed: ${groups.map((group) => group.join(', ')).join('; ')}`;
}

/** "2,000 ms", "the server", "no code". */
export function valueText(parameter: ParameterId, value: ParameterValue): string {
  if (value === null) return 'no code';
  if (value instanceof Uint8Array) return hexOf(value);
  if (typeof value === 'string') return stringText(parameter, value);
  const { unit } = PARAMETER_WORDS[parameter];
  return unit === undefined ? String(value) : withUnit(value, unit);
}

function stringText(parameter: ParameterId, value: string): string {
  if (PARAMETERS[parameter].kind !== 'choice') return quoted(value);
  const words = choiceWords(parameter, value);
  return SIDES.has(parameter) ? words : quoted(words);
}

function changedParameterText(parameter: ParameterId, value: ParameterValue): string {
  if (value === null) return valueText(parameter, value);
  const { label } = PARAMETER_WORDS[parameter];
  return `${label.charAt(0).toLowerCase()}${label.slice(1)} ${valueText(parameter, value)}`;
}

function fateText(segment: string, alteration: Alteration): string {
  const name = quoted(segment);
  switch (alteration.kind) {
    case 'lose':
      return `${name} is lost`;
    case 'sever':
      return `the connection is lost at ${name}`;
    case 'delay':
      return `${name} is delayed by ${formatDuration(alteration.byMs)}`;
    case 'cut':
      return `${name} is cut to ${countOf(alteration.keep, 'byte')}`;
    case 'replace':
      return `${name} has other bytes`;
  }
}
