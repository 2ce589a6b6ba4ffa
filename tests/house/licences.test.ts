import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/folders.mjs';
import {
  licencesPage,
  packageOf,
  shippedPackages,
  unnamedPackages,
} from '../../scripts/licences.mjs';

test('the page of licences is up to date; if it is not, `npm run licences` makes it so', () => {
  const page = readFileSync(path.join(root, 'public/licences.txt'), 'utf8');
  expect(page).toBe(licencesPage());
});

test('names what ships', () => {
  expect(shippedPackages()).toEqual(expect.arrayContaining(['svelte', '@noble/hashes']));
});

test.each([
  { id: '/project/node_modules/svelte/src/internal/client/index.js', name: 'svelte' },
  { id: '/project/node_modules/@noble/hashes/legacy.js', name: '@noble/hashes' },
  { id: '/project/node_modules/one/node_modules/two/index.js', name: 'two' },
  { id: '\0vite/preload-helper.js', name: 'vite' },
  { id: '/project/src/core/protocol/framing/frame.ts', name: undefined },
])('$id comes from $name', ({ id, name }) => {
  expect(packageOf(id)).toBe(name);
});

test('finds a package that is not named', () => {
  const ids = ['/project/src/a.ts', '/project/node_modules/left-pad/index.js'];
  expect(unnamedPackages(ids)).toEqual(['left-pad']);
});
