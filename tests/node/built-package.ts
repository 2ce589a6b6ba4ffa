/** A copy of the package as it would be installed, within the project for what it depends on. */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/folders.mjs';

export type BuiltPackage = { readonly directory: string; readonly remove: () => void };

export function buildPackage(): BuiltPackage {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const directory = mkdtempSync(path.join(root, '.cache/package-'));
  for (const name of ['package.json', 'examples']) {
    cpSync(path.join(root, name), path.join(directory, name), { recursive: true });
  }
  const script = path.join(root, 'scripts/build-node.mjs');
  execFileSync(process.execPath, [script, path.join(directory, 'dist-node')]);
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
