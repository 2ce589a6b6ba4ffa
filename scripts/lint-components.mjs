// Lints the components with types. oxlint reads no .svelte files, so this gives it the modules that
// `svelte-check --tsgo` has just made of them, markup included.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './folders.mjs';

const made = '.svelte-check';
const components = readdirSync('src/view', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.svelte'),
);
const moduleNames = components.map((file) => {
  const { dir, base } = path.parse(file);
  return path.join(made, 'svelte/src/view', dir, `++${base}`);
});
const modules = moduleNames.map((name) => `${name}.ts`).filter((file) => existsSync(file));
// A component without TypeScript becomes JavaScript: it has no types to lint with.
const missing = moduleNames.filter(
  (name) => !existsSync(`${name}.ts`) && !existsSync(`${name}.js`),
);
if (modules.length === 0 || missing.length > 0) {
  throw new Error(`expected svelte-check to have made ${missing.join(', ') || 'modules'}`);
}

const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
const words = ['--config', '.oxlintrc.components.json', '--tsconfig', `${made}/tsconfig.json`];
const { status } = spawnSync(
  process.execPath,
  [oxlint, ...words, ...process.argv.slice(2), ...modules],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
