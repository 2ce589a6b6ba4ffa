// The house's one table: what each folder of src may import. dependency-cruiser and ESLint both
// read it, tests/house/layers.test.ts plants what it forbids, docs/architecture.md explains it.
// A file belongs to the longest folder here that holds it; a folder may always import itself.

const wire = ['core/bytes', 'core/deflate', 'core/protocol', 'core/packets', 'core/trace'];
const everySource = ['core/notations', 'core/captures', 'core/scenarios', 'core/traffic'];
const belowGeometry = [...wire, ...everySource, 'core/simulation', 'core/dissection', 'core/story'];
const belowPages = ['styles', 'browser', 'workers', 'ui', 'state', 'figures'];

/** @type {Readonly<Record<string, readonly string[]>>} */
const mayImport = {
  'core/bytes': [],
  'core/deflate': ['core/bytes'],
  'core/protocol': ['core/bytes', 'core/deflate'],
  'core/packets': ['core/bytes'],
  'core/trace': ['core/bytes', 'core/protocol'],
  'core/dissection': wire,
  'core/editing': [...wire, 'core/dissection'],
  'core/notations': ['core/bytes', 'core/protocol', 'core/packets', 'core/trace'],
  'core/captures': ['core/bytes', 'core/protocol', 'core/packets', 'core/trace'],
  'core/simulation': ['core/bytes', 'core/trace'],
  'core/scenarios': ['core/bytes', 'core/protocol', 'core/trace', 'core/simulation'],
  'core/traffic': ['core/bytes', 'core/protocol', 'core/packets', 'core/trace', 'core/simulation'],
  'core/story': ['core/bytes', 'core/protocol', 'core/trace', 'core/dissection'],
  'core/geometry': belowGeometry,
  'core/exports': [...belowGeometry, 'core/geometry'],
  'core/sharing': [...belowGeometry, 'core/geometry', 'core/exports'],

  content: ['core', 'content/samples'],
  'content/samples': ['core'],

  'view/styles': [],
  'view/browser': [],
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
  'core/protocol': ['@noble/hashes', 'pako'],
  'core/sharing': ['pako'],
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

/** The table row by row, as the two linters want it. */
const layers = Object.entries(mayImport).map(([folder, imports]) => ({
  folder,
  /** Layers of their own inside this one, which its rules must leave out. */
  inner: Object.keys(mayImport).filter((other) => other.startsWith(`${folder}/`)),
  isKeptApart: keptApart.includes(folder),
  imports,
  packages: packagesOf(folder),
}));

module.exports = { layers };
