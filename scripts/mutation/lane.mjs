// One process that tries mutants: Vitest with a single worker, which serves the modules of a plan
// with switches in them. Its argument is a file with the plan.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startVitest } from 'vitest/node';
import { root } from '../folders.mjs';
import { findSites, withSwitches, withTicks } from './mutants.mjs';

const { plan, numbers } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));

/** @type {import('vite').Plugin} */
const switches = {
  name: 'mutants',
  enforce: 'pre',
  transform(source, id) {
    const file = path.relative(root, id).replaceAll(path.sep, '/');
    if (!/^(src\/core|src\/content|tests)\/.*\.ts$/.test(file)) return undefined;
    const first = numbers[file];
    if (first === undefined) return withTicks(file, source);
    const { sites, mutants } = findSites(file, source);
    return withSwitches(source, sites, (mutant) => first + mutants.indexOf(mutant));
  },
};

process.env['CI'] = 'true';
const vitest = await startVitest(
  'test',
  [plan.tests[0]],
  {
    root,
    config: false,
    watch: false,
    run: true,
    include: [plan.tests[0]],
    runner: path.join(root, 'scripts/mutation/runner.ts'),
    pool: 'forks',
    isolate: false,
    maxWorkers: 1,
    testTimeout: 30_000,
    reporters: [],
    silent: true,
    chaiConfig: { showDiff: false, truncateThreshold: 40 },
    provide: { plan },
  },
  { plugins: [switches], resolve: {} },
);
const errors = vitest.state.getUnhandledErrors();
for (const error of errors) console.error(error);
await vitest.close();
process.exit(errors.length === 0 ? 0 : 1);
