// What the command passes to the worker.

export interface Plan {
  /** The worker appends a line of JSON for each result to this file. */
  readonly results: string;
  /** The test files, absolute. */
  readonly tests: readonly string[];
  /** Whether all tests that reach a mutant run, however slow. */
  readonly isThorough: boolean;
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
