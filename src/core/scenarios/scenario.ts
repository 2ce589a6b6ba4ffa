/** A scenario: a script with parameters. */

import type { ParameterId, ParameterValues } from './parameters.ts';
import type { Script } from './script.ts';

export type Scenario = {
  /** The scenario's parameters and their defaults, in the order in which Learn lists them. */
  readonly defaults: Readonly<Partial<ParameterValues>>;
  /** The script for these values and, for the other parameters, their defaults. */
  readonly script: (values?: Readonly<Partial<ParameterValues>>) => Script;
};

/** A scenario with exactly the parameters of `defaults`. */
export function scenarioOf<Id extends ParameterId>(
  defaults: Readonly<Pick<ParameterValues, Id>>,
  write: (values: Readonly<Pick<ParameterValues, Id>>) => Script,
): Scenario {
  return { defaults, script: (values = {}) => write({ ...defaults, ...values }) };
}

export function parametersOf({ defaults }: Scenario): ParameterId[] {
  return Object.keys(defaults) as ParameterId[];
}
