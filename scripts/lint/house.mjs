// This project's own rules, as a plugin that both oxlint and ESLint load.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commentLength } from './comment-length.mjs';
import { importsByLayer, noBarrels } from './imports.mjs';
import { coreLoadsNothing, nothingWaits } from './purity.mjs';

const folder = import.meta.dirname;
const files = readdirSync(folder).map((file) => path.join(folder, file));
const hash = createHash('sha256');
for (const file of [...files, path.join(folder, '../../layers.cjs')]) {
  hash.update(readFileSync(file));
}

export default {
  // ESLint's cache lasts until the version changes.
  meta: { name: 'house', version: hash.digest('hex') },
  rules: {
    'comment-length': commentLength,
    'core-loads-nothing': coreLoadsNothing,
    'imports-by-layer': importsByLayer,
    'no-barrels': noBarrels,
    'nothing-waits': nothingWaits,
  },
};
