/** What a reader requires, in a link to Compare: beside the settings, and as short. */

import {
  ALLOWED_DELAY_LIMITS,
  BETWEENS,
  DEFAULT_REQUIREMENTS,
  type Requirements,
} from '#core/traffic/verdict/requirements.ts';
import {
  readLinkedChoice,
  readLinkedNumber,
  type LinkedValue,
  type ValueCorrection,
} from './linked-value.ts';

const NAMES = { allowedDelayMs: 'late', between: 'between' } as const;

/** A requirement in a link whose value was adjusted. */
export type RequirementCorrection = ValueCorrection & { readonly setting: keyof Requirements };

export type LinkedRequirements = {
  readonly requirements: Requirements;
  readonly corrections: readonly RequirementCorrection[];
};

export const REQUIREMENT_NAMES: readonly string[] = Object.values(NAMES);

/** Omitted requirements get their defaults. Values out of bounds are clamped and reported. */
export function readRequirements(query: ReadonlyMap<string, string>): LinkedRequirements {
  const corrections: RequirementCorrection[] = [];
  const read = <Setting extends keyof Requirements>(
    setting: Setting,
    readValue: (given: string) => LinkedValue<Requirements[Setting]>,
  ): Requirements[Setting] => {
    const given = query.get(NAMES[setting]);
    if (given === undefined) return DEFAULT_REQUIREMENTS[setting];
    const { taken, reason } = readValue(given);
    if (reason !== null) corrections.push({ setting, given, taken, reason });
    return taken;
  };
  const { allowedDelayMs, between } = DEFAULT_REQUIREMENTS;
  const requirements: Requirements = {
    allowedDelayMs: read('allowedDelayMs', (given) =>
      readLinkedNumber(given, ALLOWED_DELAY_LIMITS, allowedDelayMs),
    ),
    between: read('between', (given) => readLinkedChoice(given, BETWEENS, between)),
  };
  return { requirements, corrections };
}

/** Defaults are left out. */
export function toRequirementsQuery(requirements: Requirements): [name: string, value: string][] {
  const names = Object.keys(NAMES) as (keyof Requirements)[];
  return names
    .filter((name) => requirements[name] !== DEFAULT_REQUIREMENTS[name])
    .map((name) => [NAMES[name], String(requirements[name])]);
}
