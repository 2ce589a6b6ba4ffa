/** What a reader requires, in a link to Compare: beside the settings, and as short. */

import {
  ALLOWED_DELAY_LIMITS,
  BETWEENS,
  DEFAULT_REQUIREMENTS,
  type Requirements,
} from '#core/traffic/verdict/requirements.ts';

const NAMES = { allowedDelayMs: 'late', between: 'between' } as const;

/** Values that aren't offered are replaced by the default: they are answers, not measurements. */
export function readRequirements(query: ReadonlyMap<string, string>): Requirements {
  const given = query.get(NAMES.allowedDelayMs);
  const late = given === undefined || given.trim() === '' ? Number.NaN : Number(given);
  const { min, max } = ALLOWED_DELAY_LIMITS;
  const wanted = query.get(NAMES.between);
  return {
    allowedDelayMs: Number.isNaN(late)
      ? DEFAULT_REQUIREMENTS.allowedDelayMs
      : Math.round(Math.min(max, Math.max(min, late))),
    between: BETWEENS.find((between) => between === wanted) ?? DEFAULT_REQUIREMENTS.between,
  };
}

/** Defaults are left out. */
export function toRequirementsQuery(requirements: Requirements): [name: string, value: string][] {
  const names = Object.keys(NAMES) as (keyof Requirements)[];
  return names
    .filter((name) => requirements[name] !== DEFAULT_REQUIREMENTS[name])
    .map((name) => [NAMES[name], String(requirements[name])]);
}
