// What the command tells the worker.

export interface Plan {
  /** The file to which the worker adds a line of JSON for each thing it learns. */
  readonly results: string;
  /** The test files, absolute. */
  readonly tests: readonly string[];
  readonly mutants: readonly {
    readonly number: number;
    /** The test files to run first. */
    readonly tests: readonly string[];
  }[];
}

declare module 'vitest' {
  interface ProvidedContext {
    plan: Plan;
  }
}
