/** A scenario: a script with parameters. */

import type { ParameterId, ParameterValues } from './parameters.ts';
import type { Script } from './script.ts';

export type Scenario = {
  /**
   * The parameters that it takes, as they are at first, in the order in which a reader would be
   * asked.
   */
  readonly defaults: Readonly<Partial<ParameterValues>>;
  /** The script; what is not given is as at first. */
  readonly script: (values?: Readonly<Partial<ParameterValues>>) => Script;
};

/** A scenario that takes exactly the parameters of `defaults`. */
export function scenarioOf<Id extends ParameterId>(
  defaults: Readonly<Pick<ParameterValues, Id>>,
  write: (values: Readonly<Pick<ParameterValues, Id>>) => Script,
): Scenario {
  return { defaults, script: (values = {}) => write({ ...defaults, ...values }) };
}

/** Which parameters the scenario takes. */
export function parametersOf({ defaults }: Scenario): ParameterId[] {
  return Object.keys(defaults) as ParameterId[];
}
