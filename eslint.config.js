import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';
import table from './layers.cjs';

const root = import.meta.dirname;

// The same options as in svelte.config.js for our files. A function couldn't be cached.
const svelteConfig = { compilerOptions: { runes: true } };

/** @param {readonly string[]} names */
const oneOf = (names) => names.join('|') || '(?!)';

/**
 * Functions of core that interpret bytes, by the folder that has to leave that to core. Types may
 * be imported from anywhere below.
 *
 * @type {Readonly<Record<string, readonly object[]>>}
 */
const interpreters = {
  content: [
    {
      regex: '^#core/',
      importNamePattern:
        '^(applyMask|unmask\\w*|decode\\w+|dissect\\w+|inflate\\w+|parse\\w+|read(Conversation|InflatedConversation|Stream|Story|Text|Units)|findResumption|payloadOf|contentOf|unitBytes|\\w+Reader|make\\w*Inflater)$',
      message:
        'Content has words only: unmasking, decoding, dissecting and inflating are facts that core provides.',
    },
  ],
};

/**
 * What files in one folder may import, by import specifier. This sees `import type` in .svelte
 * files, which dependency-cruiser doesn't.
 *
 * @param {string} folder
 * @param {readonly string[]} imports
 * @param {readonly string[]} packages
 * @returns {import('eslint').Linter.Config}
 */
function importsOf(folder, imports, packages) {
  return {
    files: [`src/${folder}/**/*.{ts,svelte}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^#(?!(${oneOf([folder, ...imports])})/)`,
              message: `src/${folder} may import, besides itself: ${imports.join(', ') || 'nothing of ours'} (layers.cjs).`,
            },
            {
              regex: `^(?![#.])(?!(${oneOf(packages)})(/|$))`,
              message: `src/${folder} may use these packages: ${packages.join(', ') || 'none'} (layers.cjs).`,
            },
            ...(interpreters[folder] ?? []),
            {
              regex: '^\\.(?!/[^/]+$)',
              message:
                'Relative imports stay in their folder; across folders import by layer (#core/…).',
            },
            {
              regex: '^[#.](?!.*\\.(ts|svelte|css)(\\?\\w+)?$)',
              message: 'Import with the extension.',
            },
          ],
        },
      ],
    },
  };
}

/** @param {string} folder */
function subfoldersOf(folder) {
  const directory = path.join(root, 'src', folder);
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
}

// Inner layers come after the outer ones, so that their rules replace those.
const layers = table.layers
  .toSorted((one, other) => one.folder.length - other.folder.length)
  .flatMap(({ folder, isKeptApart, imports, packages }) =>
    (isKeptApart ? subfoldersOf(folder) : [folder]).map((each) =>
      importsOf(each, imports, packages),
    ),
  );

/** @param {Readonly<Record<string, string>>} messages by name */
const named = (messages) => Object.entries(messages).map(([name, message]) => ({ name, message }));

/** @param {Readonly<Record<string, string>>} messages by selector */
const selected = (messages) =>
  Object.entries(messages).map(([selector, message]) => ({ selector, message }));

const barrels = selected({
  'ExportAllDeclaration, ExportNamedDeclaration[source]':
    'No barrels: importers name the file that has it.',
});

const asynchrony = selected({
  ':function[async=true], AwaitExpression, ForOfStatement[await=true]':
    'Bytes in, values out: nothing in core and content waits.',
});

const loading = selected({
  ImportExpression: 'Core loads nothing: take what is loaded as a value.',
});

const markup = selected({
  'SvelteAttribute[key.name="style"]':
    'The Content-Security-Policy forbids style attributes; use a class or style:property={…}.',
  SvelteDeclarationTag: 'A {const} is worked out once and stays; use {@const}, which follows.',
});

const network = named({
  fetch: 'Nothing leaves the page.',
  XMLHttpRequest: 'Nothing leaves the page.',
  WebSocket: 'Nothing leaves the page.',
  EventSource: 'Nothing leaves the page.',
});

const impurities = named({
  Date: 'No clock in core and content: pass times in.',
  performance: 'No clock in core and content: pass times in.',
  setTimeout: 'No timers in core and content.',
  setInterval: 'No timers in core and content.',
  setImmediate: 'No timers in core and content.',
  queueMicrotask: 'Nothing in core and content waits.',
  Promise: 'Nothing in core and content waits.',
  crypto: 'No randomness in core and content: pass keys and nonces in.',
  Intl: 'No locale in core and content.',
  console: 'Core and content return values; they print nothing.',
  process: 'Core and content know no platform.',
  Buffer: 'Core and content know no platform.',
  globalThis: 'Core and content know no platform.',
  window: 'Core and content know no platform.',
  document: 'Core and content know no platform.',
  navigator: 'Core and content know no platform.',
  localStorage: 'No storage in core and content.',
});

const impureProperties = [
  { object: 'Math', property: 'random', message: 'No randomness: pass keys and nonces in.' },
  ...['toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase', 'localeCompare'].map(
    (property) => ({ property, message: 'No locale in core and content.' }),
  ),
];

const platform = named({
  location: 'Only src/view/browser touches the address bar.',
  history: 'Only src/view/browser touches the address bar.',
  navigator: 'Only src/view/browser touches the clipboard.',
  localStorage: 'Only src/view/browser touches storage.',
  sessionStorage: 'Only src/view/browser touches storage.',
  indexedDB: 'Only src/view/browser touches storage.',
});

const reachingIntoThePage = [
  ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
    property,
    message: 'Svelte draws.',
  })),
  ...['querySelector', 'querySelectorAll'].map((property) => ({
    object: 'document',
    property,
    message: 'Hold on to an element with bind:this or an attachment.',
  })),
];

export default defineConfig(
  globalIgnores([
    'dist/',
    '.cache/',
    '.svelte-check/',
    'test-results/',
    'playwright-report/',
    'coverage/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  typescript.configs.strict,
  typescript.configs.stylistic,
  svelte.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      // oxfmt limits code to 100 columns. This limits comments.
      'max-len': ['error', { code: 1000, comments: 100, ignoreUrls: true, ignoreStrings: true }],
      'no-else-return': 'error',
      'no-self-compare': 'error',
      'no-unneeded-ternary': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-rename': 'error',
      'object-shorthand': 'error',
      'prefer-template': 'error',
      // Bytes are read at indices just checked. A second check would slow a hot loop.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Some callbacks do nothing.
      '@typescript-eslint/no-empty-function': 'off',
      // `type` for data, `interface` for props.
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: typescript.parser, svelteConfig },
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}', 'tests/**/*.ts', '*.ts'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },

  {
    files: ['src/**/*.{ts,svelte}'],
    rules: {
      'id-denylist': ['error', 'buf', 'cb', 'idx', 'msg', 'opts'],
      'no-console': 'error',
      'no-restricted-globals': ['error', ...network],
      'no-restricted-syntax': ['error', ...barrels],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  layers,
  {
    files: ['src/{core,content}/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...network, ...impurities],
      'no-restricted-properties': ['error', ...impureProperties],
      'no-restricted-syntax': ['error', ...barrels, ...asynchrony],
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...barrels, ...asynchrony, ...loading] },
  },
  {
    files: ['src/view/**/*.{ts,svelte}'],
    rules: {
      'no-restricted-globals': ['error', ...network, ...platform],
      'no-restricted-properties': ['error', ...reachingIntoThePage],
      'no-restricted-syntax': ['error', ...barrels, ...markup],
      'svelte/block-lang': ['error', { script: ['ts', null], style: null }],
      'svelte/button-has-type': 'error',
      'svelte/no-target-blank': 'error',
    },
  },
  {
    files: ['src/view/browser/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...network] },
  },
);
