// `npm run build:node`: bundles the command line for Node into dist-node/, beside the built site.
// package.json names the result as the program `ws-101`.

import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildForNode } from './bundle.mjs';
import { root } from './folders.mjs';

const directory = path.resolve(root, process.argv[2] ?? 'dist-node');
await buildForNode('src/node/cli/main.ts', directory, 'ws-101.js');
const file = path.join(directory, 'ws-101.js');
await writeFile(file, `#!/usr/bin/env node\n${await readFile(file, 'utf8')}`);
await chmod(file, 0o755);
