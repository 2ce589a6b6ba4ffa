/** An address of Compare: its settings, what the reader requires, and what in it can't be used. */

import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { Requirements } from '#core/traffic/verdict/requirements.ts';
import type { Address } from './address.ts';
import {
  readCompareLink,
  SETTING_NAMES,
  toCompareQuery,
  type SettingCorrection,
} from './compare-link.ts';
import {
  readRequirements,
  REQUIREMENT_NAMES,
  toRequirementsQuery,
  type RequirementCorrection,
} from './requirements-link.ts';

export type CompareLinkProblem =
  | (SettingCorrection & { readonly kind: 'setting' })
  | (RequirementCorrection & { readonly kind: 'requirement' })
  /** Compare has no settings of these names. */
  | { readonly kind: 'unknown-names'; readonly names: readonly string[] }
  /** These have several values, of which the last counts. */
  | { readonly kind: 'repeated-names'; readonly names: readonly string[] };

export type CompareAddress = {
  readonly settings: ComparisonSettings;
  readonly requirements: Requirements;
  readonly problems: readonly CompareLinkProblem[];
};

export function readCompareAddress({
  query,
  repeated = [],
}: Pick<Address, 'query' | 'repeated'>): CompareAddress {
  const { settings, corrections } = readCompareLink(query);
  const { requirements, corrections: required } = readRequirements(query);
  const known = [...SETTING_NAMES, ...REQUIREMENT_NAMES];
  const unknownNames = [...query.keys()].filter((name) => !known.includes(name));
  const several = repeated
    .filter(([name, given]) => known.includes(name) && given !== query.get(name))
    .map(([name]) => name);
  return {
    settings,
    requirements,
    problems: [
      ...corrections.map((each) => ({ kind: 'setting' as const, ...each })),
      ...required.map((each) => ({ kind: 'requirement' as const, ...each })),
      ...naming('unknown-names', unknownNames),
      ...naming('repeated-names', several),
    ],
  };
}

function naming(
  kind: 'unknown-names' | 'repeated-names',
  names: readonly string[],
): CompareLinkProblem[] {
  return names.length === 0 ? [] : [{ kind, names: [...new Set(names)] }];
}

export function toCompareAddress(
  settings: ComparisonSettings,
  requirements: Requirements,
): Address {
  const query = new Map([...toCompareQuery(settings), ...toRequirementsQuery(requirements)]);
  return { page: 'compare', path: [], query };
}
