// What each folder of src may import. dependency-cruiser and the linters read this table,
// tests/house/layers.test.ts tests that they enforce it, and docs/architecture.md explains it. A
// file belongs to the longest folder here that contains it. A folder may always import itself.

const wire = ['core/bytes', 'core/deflate', 'core/protocol', 'core/packets', 'core/trace'];
const reading = ['core/conversation', 'core/dissection', 'core/handshake', 'core/payloads'];
const sources = [
  'core/recognition',
  'core/paste',
  'core/captures',
  'core/tls',
  'core/http2',
  'core/editing',
];
const models = [
  'core/simulation',
  'core/scenarios',
  'core/traffic',
  'core/operations',
  'core/story',
];
const belowScenes = ['core/page', ...wire, ...reading, ...sources, 'core/workbench', ...models];
const belowPages = ['styles', 'browser', 'workers', 'ui', 'state', 'figures'];

/** @type {Readonly<Record<string, readonly string[]>>} */
const mayImport = {
  'core/bytes': [],
  'core/deflate': ['core/bytes'],
  'core/protocol': ['core/bytes', 'core/deflate'],
  'core/page': ['core/bytes', 'core/protocol'],
  'core/packets': ['core/bytes'],
  'core/trace': ['core/bytes', 'core/protocol'],
  'core/tls': ['core/bytes', 'core/trace'],
  'core/http2': ['core/bytes', 'core/protocol', 'core/trace'],
  'core/conversation': wire,
  'core/dissection': [...wire, 'core/conversation'],
  'core/handshake': ['core/page', ...wire, 'core/conversation', 'core/dissection'],
  'core/conduct': [...wire, 'core/conversation'],
  'core/transport': [...wire, 'core/conversation'],
  'core/recognition': wire,
  'core/payloads': [...wire, 'core/dissection', 'core/recognition'],
  'core/paste': [...wire, 'core/recognition', 'core/captures'],
  'core/captures': wire,
  'core/editing': [...wire, 'core/conversation', 'core/dissection'],
  'core/workbench': [...wire, ...reading, 'core/conduct', 'core/transport', ...sources],
  'core/simulation': ['core/bytes', 'core/trace'],
  'core/scenarios': [...wire, 'core/simulation'],
  'core/traffic': [...wire, 'core/http2', 'core/page', 'core/simulation'],
  'core/own-traffic': [...wire, 'core/paste', 'core/captures', 'core/traffic'],
  'core/operations': [...wire, 'core/http2', 'core/page', 'core/simulation', 'core/traffic'],
  'core/story': [...wire, 'core/conversation', 'core/page'],
  'core/live': [...wire, 'core/captures', 'core/editing', 'core/page'],
  'core/scenes': belowScenes,
  'core/exports': [...belowScenes, 'core/conduct', 'core/scenes'],
  'core/sharing': [...belowScenes, 'core/scenes', 'core/exports'],

  content: ['core', 'content/examples/samples'],
  'content/examples/samples': ['core'],

  node: ['core', 'content'],

  'view/styles': [],
  'view/browser': ['core/bytes', 'core/live'],
  'view/workers': ['core'],
  'view/ui': ['view/browser'],
  'view/state': ['core', 'view/browser', 'view/workers'],
  'view/figures': ['core', 'content', 'view/ui', 'view/state'],
  'view/pages': ['core', 'content', ...belowPages.map((folder) => `view/${folder}`)],
  'view/app': ['core', 'content', 'view'],
};

/** Folders whose subfolders may not import one another. */
const keptApart = ['view/pages'];

/**
 * Packages from npm by the folder that may import them, and every folder within it.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const mayUse = {
  'core/conversation': ['re2js'],
  'core/protocol': ['@noble/hashes', 'pako'],
  'core/tls': ['@noble/ciphers', '@noble/hashes'],
  'core/sharing': ['fastest-levenshtein', 'pako'],
  'core/traffic': ['pako'],
  node: ['sirv'],
  view: ['svelte'],
  'view/figures': ['@codemirror/commands', '@codemirror/state', '@codemirror/view'],
  'view/styles': [
    '@fontsource-variable/atkinson-hyperlegible-mono',
    '@fontsource-variable/atkinson-hyperlegible-next',
  ],
};

/** @param {string} folder */
const packagesOf = (folder) =>
  Object.entries(mayUse).flatMap(([holder, packages]) =>
    `${folder}/`.startsWith(`${holder}/`) ? packages : [],
  );

/** The table's rows in the form that its readers use. */
const layers = Object.entries(mayImport).map(([folder, imports]) => ({
  folder,
  /** Layers inside this one, which its rules must skip. */
  inner: Object.keys(mayImport).filter((other) => other.startsWith(`${folder}/`)),
  isKeptApart: keptApart.includes(folder),
  imports,
  packages: packagesOf(folder),
}));

module.exports = { layers };
