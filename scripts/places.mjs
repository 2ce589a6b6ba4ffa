// Fails if git tracks a file in an unexpected place, such as a folder made by a mistyped command.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { root } from './folders.mjs';

const folders = ['.ci', 'docs', 'examples', 'public', 'scripts', 'src', 'tests'];

const filesAtTheRoot = [
  '.dependency-cruiser.cjs',
  '.editorconfig',
  '.gitattributes',
  '.gitignore',
  '.oxfmtrc.json',
  '.oxlintrc.components.json',
  '.oxlintrc.json',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'eslint.config.js',
  'index.html',
  'knip.json',
  'layers.cjs',
  'package-lock.json',
  'package.json',
  'playwright.config.ts',
  'svelte.config.js',
  'tsconfig.base.json',
  'tsconfig.content.json',
  'tsconfig.library.json',
  'tsconfig.core.json',
  'tsconfig.json',
  'tsconfig.node.json',
  'tsconfig.scripts.json',
  'tsconfig.tests.json',
  'tsconfig.view.json',
  'vite.config.ts',
  'vitest.config.ts',
];

/** Folders directly inside these. Files directly inside `src` belong to no layer. */
const layersOfSource = ['content', 'core', 'node', 'view'];

/**
 * The files in unexpected places.
 *
 * @param {readonly string[]} files from the root of the project
 */
export function misplaced(files) {
  return files.filter((file) => {
    const [top = '', second = '', ...rest] = file.split('/');
    if (second === '') return !filesAtTheRoot.includes(top);
    if (top === 'src') return rest.length === 0 || !layersOfSource.includes(second);
    return !folders.includes(top);
  });
}

/** What git tracks, or would track after `git add`. */
function trackedFiles() {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', words, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of misplaced(trackedFiles())) {
    console.error(`${file}: unexpected place; scripts/places.mjs lists the expected ones`);
    process.exitCode = 1;
  }
}
