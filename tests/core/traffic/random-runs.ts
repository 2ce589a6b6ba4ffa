import fc from 'fast-check';

/* `INVARIANT_RUNS=3000` tries that many, from a random seed, or from the one in INVARIANT_SEED. */

const RUNS = process.env['INVARIANT_RUNS'];
const SEED = process.env['INVARIANT_SEED'];

/** The same seed each time, unless more runs are wanted. */
const USUAL_SEED = 6455;

/** How often a property of Compare is tried, and from which seed. */
export function runsOf(usual: number): { readonly numRuns: number; readonly seed: number } {
  const isUsual = RUNS === undefined && SEED === undefined;
  return {
    numRuns: RUNS === undefined ? usual : Math.ceil(Number(RUNS)),
    seed: isUsual ? USUAL_SEED : Number(SEED ?? RANDOM_SEED),
  };
}

/** One for all properties of a file. A failed one prints it. */
const RANDOM_SEED = Math.floor(Math.random() * 2 ** 31);

/** The values that a property would try, for several checks of what is slow to compute. */
export function samplesOf<Value>(arbitrary: fc.Arbitrary<Value>, usual: number): Value[] {
  return fc.sample(arbitrary, runsOf(usual));
}
