// `npm run build:node`: bundles for Node what package.json names, into dist-node/: the program
// `ws-101`, which belongs beside the built site, and the library `ws-101/protocol` with its types.

import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildForNode } from './bundle.mjs';
import { root } from './folders.mjs';

const directory = path.resolve(root, process.argv[2] ?? 'dist-node');
rmSync(directory, { recursive: true, force: true });
await buildForNode('src/node/cli/main.ts', directory, 'ws-101.js');
await buildForNode('src/node/library/protocol.ts', directory, 'protocol.js');
makeProgram(path.join(directory, 'ws-101.js'));
writeTypes(path.join(directory, 'types'));

/** @param {string} file */
function makeProgram(file) {
  writeFileSync(file, `#!/usr/bin/env node\n${readFileSync(file, 'utf8')}`);
  chmodSync(file, 0o755);
}

/** @param {string} types the folder for them, laid out as src */
function writeTypes(types) {
  const compiler = path.join(root, 'node_modules/@typescript/native/bin/tsc');
  const project = path.join(root, 'tsconfig.library.json');
  execFileSync(process.execPath, [compiler, '-p', project, '--outDir', types], {
    stdio: 'inherit',
  });
  const files = readdirSync(types, { recursive: true, encoding: 'utf8' });
  for (const name of files.filter((each) => each.endsWith('.d.ts'))) {
    const file = path.join(types, name);
    const declarations = readFileSync(file, 'utf8');
    // Other projects know neither our alias nor modules that end in ".ts".
    const upwards = '../'.repeat(name.split(path.sep).length - 1) || './';
    const portable = declarations
      .replaceAll(/(['"])#core\//g, `$1${upwards}core/`)
      .replaceAll(/(?<=['"]\.{1,2}\/[^'"]*)\.ts(?=['"])/g, '.js');
    writeFileSync(file, portable);
  }
}
