import path from 'node:path';
import table from '../../layers.cjs';

const root = path.resolve(import.meta.dirname, '../..');

const innermostFirst = table.layers.toSorted(
  (one, other) => other.folder.length - one.folder.length,
);

/** Functions of core that interpret bytes. Content has words only, so it may import their types. */
const interpreters =
  /^(applyMask|unmask\w*|decode\w+|dissect\w+|inflate\w+|parse\w+|read(Conversation|InflatedConversation|Stream|Story|Text|Units)|findResumption|payloadOf|contentOf|unitBytes|\w+Reader|make\w*Inflater)$/;

/**
 * The row of the table for a file of src. Folders kept apart have one for each subfolder.
 *
 * @param {string} file from the root of the project
 */
function layerOf(file) {
  const layer = innermostFirst.find(({ folder }) => file.startsWith(`src/${folder}/`));
  if (!layer?.isKeptApart) return layer;
  const [subfolder = '', ...rest] = file.slice(`src/${layer.folder}/`.length).split('/');
  if (rest.length === 0) return undefined;
  return { ...layer, folder: `${layer.folder}/${subfolder}` };
}

/** @param {string} name @param {readonly string[]} folders */
const isWithin = (name, folders) => folders.some((folder) => name.startsWith(`${folder}/`));

/**
 * What is wrong with the form or the place of an import, whatever it names.
 *
 * @param {string} source the import specifier
 * @param {NonNullable<ReturnType<typeof layerOf>>} layer that imports
 */
function* objections(source, { folder, imports, packages }) {
  if (source.startsWith('#') && !isWithin(source.slice(1), [folder, ...imports])) {
    const allowed = imports.join(', ') || 'nothing of ours';
    yield `src/${folder} may import, besides itself: ${allowed} (layers.cjs).`;
  }
  const isOfNode = folder === 'node' && source.startsWith('node:');
  if (!/^[#.]/.test(source) && !isOfNode && !isWithin(`${source}/`, packages)) {
    yield `src/${folder} may use these packages: ${packages.join(', ') || 'none'} (layers.cjs).`;
  }
  if (source.startsWith('.') && !/^\.\/[^/]+$/.test(source)) {
    yield 'Relative imports stay in their folder; across folders import by layer (#core/…).';
  }
  if (/^[#.]/.test(source) && !/\.(ts|svelte|css|json)(\?\w+)?$/.test(source)) {
    yield 'Import with the extension.';
  }
}

/**
 * @typedef {Extract<
 *   import('eslint').Rule.Node,
 *   { type: 'ImportDeclaration' | 'ExportNamedDeclaration' | 'ExportAllDeclaration' }
 * >} Importing
 */

/**
 * Names that a declaration takes from its source; null if all.
 *
 * @param {Importing} node
 */
function namesTaken(node) {
  if (node.type === 'ExportAllDeclaration') return null;
  /** @type {string[]} */
  const names = [];
  for (const specifier of node.specifiers) {
    if (specifier.type === 'ImportNamespaceSpecifier') return null;
    if (specifier.type === 'ImportDefaultSpecifier') names.push('default');
    else {
      const name = specifier.type === 'ImportSpecifier' ? specifier.imported : specifier.local;
      names.push(name.type === 'Identifier' ? name.name : String(name.value));
    }
  }
  return names;
}

/**
 * What files in one folder may import, by import specifier, as layers.cjs has it. This sees
 * `import type` in .svelte files, which dependency-cruiser doesn't.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const importsByLayer = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = path.relative(root, context.filename).replaceAll(path.sep, '/');
    const layer = layerOf(file);
    if (layer === undefined) return {};

    /** @param {Importing} node */
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return;
      const source = node.source.value;
      for (const message of objections(source, layer)) context.report({ node, message });
      const names = namesTaken(node);
      const interprets = names === null || names.some((name) => interpreters.test(name));
      if (layer.folder === 'content' && source.startsWith('#core/') && interprets) {
        context.report({
          node,
          message:
            'Content has words only: unmasking, decoding, dissecting and inflating are facts that core provides.',
        });
      }
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

/** @type {import('eslint').Rule.RuleModule} */
export const noBarrels = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const message = 'No barrels: importers name the file that has it.';
    return {
      ExportAllDeclaration(node) {
        context.report({ node, message });
      },
      ExportNamedDeclaration(node) {
        if (node.source) context.report({ node, message });
      },
    };
  },
};
