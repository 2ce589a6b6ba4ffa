/** A scenario: a script with parameters. */

import { BROWSER_TIMEOUT_SECONDS, SERVER_TIMEOUT_SECONDS } from './empty-script.ts';
import type { ParameterId, ParameterValues } from './parameters.ts';
import type { Script } from './script.ts';

export type Scenario = {
  /** The scenario's parameters and their defaults, in the order in which Learn lists them. */
  readonly defaults: Readonly<Partial<ParameterValues>>;
  /** The script for these values and, for the other parameters, their defaults. */
  readonly script: (values?: Readonly<Partial<ParameterValues>>) => Script;
};

/** In every scenario, because tampering can cut every handshake short. */
const TIMEOUTS = {
  browserTimeoutSeconds: BROWSER_TIMEOUT_SECONDS,
  serverTimeoutSeconds: SERVER_TIMEOUT_SECONDS,
} as const satisfies Partial<ParameterValues>;

/** A scenario with the parameters of `defaults` and the timeouts of the opening handshake. */
export function scenarioOf<Id extends ParameterId>(
  defaults: Readonly<Pick<ParameterValues, Id>>,
  write: (values: Readonly<Pick<ParameterValues, Id>>) => Script,
): Scenario {
  return {
    defaults: { ...defaults, ...TIMEOUTS },
    script: (wanted = {}) => {
      const values = { ...defaults, ...TIMEOUTS, ...wanted };
      const openingTimeoutMs = {
        client: values.browserTimeoutSeconds * 1000,
        server: values.serverTimeoutSeconds * 1000,
      };
      return { ...write(values), openingTimeoutMs };
    },
  };
}

export function parametersOf({ defaults }: Scenario): ParameterId[] {
  return Object.keys(defaults) as ParameterId[];
}
