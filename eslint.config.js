// Lints what contains Svelte. Rules for all code are in .oxlintrc.json: oxlint applies them to
// modules, and they are read from there for components.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';
import house from './scripts/lint/house.mjs';

/** @typedef {import('eslint').Linter.RulesRecord} Rules */

/** @type {{ rules: Rules, overrides: { files: string[], rules: Rules }[] }} */
const oxlint = JSON.parse(readFileSync(path.join(import.meta.dirname, '.oxlintrc.json'), 'utf8'));

/** @param {string} glob */
const ofComponents = (glob) =>
  glob.endsWith('.{ts,svelte}') ? [glob.replace('{ts,svelte}', 'svelte')] : [];

// The same options as in svelte.config.js for our files. A function couldn't be cached.
const svelteConfig = { compilerOptions: { runes: true } };

export default defineConfig(
  globalIgnores([
    '**/*.{js,cjs,mjs}',
    'dist/',
    'dist-node/',
    '.cache/',
    '.svelte-check/',
    'coverage/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: typescript.parser, svelteConfig },
    },
  },
  { plugins: { '@typescript-eslint': typescript.plugin, house } },
  {
    files: ['**/*.svelte'],
    // Props are declared with `let`.
    rules: { ...oxlint.rules, 'prefer-const': 'off' },
  },
  // Those for .ts files alone need types, or are about folders without components.
  oxlint.overrides
    .map(({ files, rules }) => ({ files: files.flatMap(ofComponents), rules }))
    .filter(({ files }) => files.length > 0),
  {
    files: ['src/view/**/*.svelte', 'src/view/**/*.svelte.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message:
            'The Content-Security-Policy forbids style attributes; use a class or style:property={…}.',
        },
        {
          selector: 'SvelteDeclarationTag',
          message: 'A {const} is worked out once and stays; use {@const}, which follows.',
        },
      ],
      'svelte/block-lang': ['error', { script: ['ts', null], style: null }],
      'svelte/button-has-type': 'error',
      'svelte/no-target-blank': 'error',
    },
  },
);
