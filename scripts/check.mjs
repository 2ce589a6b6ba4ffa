// `npm run check`: checks the code without running it, and its size. Arguments select steps: `npm
// run check -- lint types`.

import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './folders.mjs';

const cache = '.cache/check';
// TypeScript 7 compiles natively, five to ten times as fast; the linters and editors still need 6.
const compiler = `node node_modules/@typescript/native/bin/tsc`;
const svelteCheck = 'svelte-check --tsgo --fail-on-warnings --output human';

/** Longest first, so that two lanes end at about the same time. */
const everyStep = [
  // In sequence, because both write the components to .svelte-check.
  {
    name: 'types of view and tests',
    command: [
      `${svelteCheck} --tsconfig tsconfig.view.json`,
      'node scripts/lint-components.mjs',
      `${svelteCheck} --tsconfig tsconfig.tests.json`,
    ].join(' && '),
  },
  {
    name: 'lint of components',
    command: `eslint . --max-warnings 0 --cache --cache-strategy content --cache-location ${cache}/eslint`,
  },
  { name: 'lint of modules', command: 'oxlint' },
  { name: 'format', command: 'oxfmt --check' },
  { name: 'layers', command: 'depcruise src --config .dependency-cruiser.cjs' },
  { name: 'size of the first load', command: 'node scripts/size.mjs' },
  { name: 'unused code', command: 'knip' },
  { name: 'types of scripts', command: `${compiler} -p tsconfig.scripts.json` },
  { name: 'types of what runs in Node', command: `${compiler} -p tsconfig.node.json` },
  { name: 'types and purity of content', command: `${compiler} -p tsconfig.content.json` },
  { name: 'types and purity of core', command: `${compiler} -p tsconfig.core.json` },
  { name: 'places of files', command: 'node scripts/places.mjs' },
];

const lanes = 2;
const tools = path.join(root, 'node_modules/.bin');

/**
 * @param {string} command
 * @returns {Promise<{ succeeded: boolean, output: string }>}
 */
function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command, {
      cwd: root,
      shell: true,
      env: { ...process.env, PATH: `${tools}${path.delimiter}${process.env['PATH']}` },
    });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('close', (code) => resolve({ succeeded: code === 0, output }));
  });
}

/** @param {number} from the start, as `performance.now()` returned it */
const secondsSince = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

const chosen = process.argv.slice(2);
const steps = everyStep.filter(
  ({ name }) => chosen.length === 0 || chosen.some((word) => name.includes(word)),
);
const waiting = [...steps];
/** @type {string[]} */
const failed = [];

async function runLane() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const from = performance.now();
    const { succeeded, output } = await run(step.command);
    const mark = succeeded ? '✓' : '✗';
    console.log(`${mark} ${step.name.padEnd(30)} ${secondsSince(from).padStart(7)}`);
    if (!succeeded) {
      failed.push(step.name);
      console.log(`${output.trimEnd()}\n`);
    }
  }
}

const from = performance.now();
await Promise.all(Array.from({ length: lanes }, runLane));
const verdict = failed.length === 0 ? `all ${steps.length} passed` : `failed: ${failed.join(', ')}`;
console.log(`${verdict}, ${secondsSince(from)}`);
process.exitCode = failed.length === 0 ? 0 : 1;
