// Enforces the table of layers.cjs on every import that survives compiling, dynamic ones included.
// ESLint checks those that do not: `import type` inside .svelte files.

const { layers } = require('./layers.cjs');

const severity = /** @type {const} */ ('error');

/** @param {readonly string[]} folders */
const within = (folders) => folders.map((folder) => `^src/${folder}/`);

const layerRules = layers.flatMap(({ folder, inner, isKeptApart, imports, packages }) => {
  const from = {
    path: isKeptApart ? `^src/${folder}/([^/]+)` : `^src/${folder}/`,
    pathNot: within(inner),
  };
  const itself = isKeptApart ? `${folder}/$1` : folder;
  return [
    {
      name: `layer of ${folder}`,
      comment: `src/${folder} may import, besides itself: ${imports.join(', ') || 'nothing of ours'}`,
      severity,
      from,
      to: { path: '^src/', pathNot: within([itself, ...imports]) },
    },
    {
      name: `packages of ${folder}`,
      comment: `src/${folder} may use these packages: ${packages.join(', ') || 'none'}`,
      severity,
      from,
      to: {
        path: '(^|/)node_modules/',
        pathNot: packages.map((name) => `(^|/)node_modules/${name}/`),
      },
    },
  ];
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'a row for each folder',
      comment: 'every folder of src that is imported has a row in layers.cjs',
      severity,
      from: {},
      to: { path: '^src/', pathNot: within(layers.map(({ folder }) => folder)) },
    },
    {
      name: 'no cycle',
      comment: 'files that need each other are one file, or want a third below them',
      severity,
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'src stands alone',
      comment: 'what ships imports no test, no script, nothing of Node and nothing unknown',
      severity,
      from: { path: '^src/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'nothing of Node',
      comment: 'what ships runs in a browser, except for src/node',
      severity,
      from: { path: '^src/', pathNot: '^src/node/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing unknown',
      comment: 'every import leads to a file',
      severity,
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.svelte', '.css', '.d.ts'],
      conditionNames: ['svelte', 'browser', 'import', 'default'],
      exportsFields: ['exports'],
    },
  },
};
