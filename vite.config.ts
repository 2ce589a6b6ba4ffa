import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { documents } from './scripts/documents.mjs';
import { notFoundPage } from './scripts/documents/not-found.mjs';
import { unnamedPackages } from './scripts/licences.mjs';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "worker-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Lets the built page load only files of its own site. The development server needs more. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    // As text, because Vite escapes the quotes of a tag that is given as an object.
    transformIndexHtml: (html) =>
      html.replace(
        '<head>',
        `$&\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
      ),
  };
}

/** The pages whose documents and lists of files must stay small. */
const readPage =
  /\/src\/view\/(?:pages\/(?:start|guides|reference)\/.*|app\/DocumentHeader)\.svelte$/;

/** Style sheets, and the styles of components. */
const styles = /\.css$/;

/** The parts of documents that come alive. */
const island =
  /\/(?:guides\/\w+Figure|app\/DocumentHeader|start\/StartPaste|chat-comparison\/ShortChat)\.svelte$/;

const usedByTraffic = ['PollingFigure', 'LongPollingFigure', 'WhichOneFigure', 'ShortChat'];
const usedByConnection = [
  ...usedByTraffic,
  'CloseCode1006Figure',
  'HeadOfLineFigure',
  'ObservingFigure',
  'ImplementingFigure',
];

/**
 * What islands share with Learn is a file for each kind of model, and another one for the rest. A
 * module belongs to the first file whose islands are all that load it.
 */
const models = [
  { name: 'traffic', islands: usedByTraffic },
  { name: 'acting', islands: ['CloseCode1006Figure', 'HeadOfLineFigure', 'ObservingFigure'] },
  {
    name: 'conversation',
    islands: ['CloseCode1006Figure', 'ObservingFigure', 'ImplementingFigure'],
  },
  { name: 'connection', islands: usedByConnection },
  {
    name: 'opening',
    islands: [
      ...usedByConnection,
      'WebsocketAndHttpFigure',
      'WhoMayConnectFigure',
      'Http2Http3WebtransportFigure',
      'CompressionFigure',
    ],
  },
];

/** In the order in which a module goes into one. The bundler splits everything else. */
const files = ['app', 'figures', ...models.map(({ name }) => name), 'shared', 'learn'];

/**
 * Puts the code of a first visit into few files, because a dozen small ones are 7 KB larger: what
 * the app itself uses, what Learn shares with islands, with Decode and Compare, and what only Learn
 * uses. The bundler splits everything else.
 */
function filesOfTheFirstVisit(): Plugin {
  const fileOf = new Map<string, string>();
  return {
    name: 'files-of-the-first-visit',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              includeDependenciesRecursively: false,
              groups: files.map((name) => ({
                name,
                test: (id: string) => fileOf.get(id) === name,
              })),
            },
          },
        },
      },
    }),
    buildEnd(error) {
      if (error) return;
      /** These modules with everything that they import statically. */
      const importsOf = (...paths: string[]) => {
        const found = new Set(paths.map((file) => path.resolve(import.meta.dirname, file)));
        // The set grows during the loop.
        for (const id of found) {
          for (const imported of this.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
        }
        return found;
      };
      const view = (file: string) => `src/view/${file}`;
      const put = (id: string, file: string) => {
        if (!fileOf.has(id)) fileOf.set(id, file);
      };
      // The entry stays a separate file, because the page names it.
      const [, ...ofApp] = importsOf(view('app/main.ts'));
      for (const id of ofApp) put(id, /node_modules.svelte/.test(id) ? 'figures' : 'app');
      const pages = [...this.getModuleIds()].filter((id) => readPage.test(id));
      const read = importsOf(...pages);
      const islands = [...this.getModuleIds()]
        .filter((id) => island.test(id))
        .map((id) => ({ name: path.basename(id, '.svelte'), modules: importsOf(id) }));
      /** Undefined if no island loads it. */
      const fileOfIslands = (id: string) => {
        const users = islands.filter(({ modules }) => modules.has(id)).map(({ name }) => name);
        if (users.length === 0) return undefined;
        const model = models.find((each) => users.every((name) => each.islands.includes(name)));
        return model?.name ?? 'figures';
      };
      const others = importsOf(
        view('pages/decode/DecodePage.svelte'),
        view('pages/compare/ComparePage.svelte'),
      );
      const chat = [
        view('pages/learn/LessonOpening.svelte'),
        view('figures/chat-comparison/ShortChat.svelte'),
      ];
      // Start and Learn both show the chat, and load its many small style sheets with these.
      const kindedBytes = view('figures/kinded-bytes/KindedBytes.svelte');
      for (const id of importsOf(...chat, kindedBytes)) if (styles.test(id)) put(id, 'figures');
      // Nearly every figure writes numbers, and so does Learn's chat.
      const numbers = 'src/content/compare/numbers.ts';
      for (const id of importsOf(view('pages/learn/LearnPage.svelte'), numbers)) {
        // One style sheet for both is smaller than two.
        if (read.has(id) && styles.test(id)) put(id, 'figures');
        put(id, fileOfIslands(id) ?? (others.has(id) ? 'shared' : 'learn'));
      }
      // A document needs none of it before a figure is touched.
      const ofDocuments = importsOf(view('app/revive-document.ts'));
      for (const id of importsOf(...chat)) {
        const file = fileOfIslands(id);
        if (file !== undefined && !ofDocuments.has(id)) put(id, file);
      }
    },
  };
}

/** Fails the build if it contains a package without its licence in the list. */
function licences(): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle(_, bundle) {
      const shipped = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' ? file.moduleIds : file.originalFileNames,
      );
      const unnamed = unnamedPackages(shipped);
      if (unnamed.length > 0) {
        this.error(`Not in public/licences.txt: ${unnamed.join(', ')} (scripts/licences.mjs)`);
      }
    },
  };
}

export default defineConfig({
  // Relative addresses, so that the site runs in any folder of any host.
  base: './',
  // Addresses are in the fragment, so any other path is unknown, as on a static host.
  appType: 'mpa',
  plugins: [
    svelte(),
    filesOfTheFirstVisit(),
    contentSecurityPolicy(),
    licences(),
    documents(),
    notFoundPage(),
  ],
  build: {
    target: ['chrome140', 'edge140', 'firefox140', 'safari18'],
    manifest: true,
    reportCompressedSize: false,
    modulePreload: {
      // The polyfill would fetch, which connect-src 'none' forbids. All supported browsers preload.
      polyfill: false,
      // HTML preloads what its page imports. Scripts that list it for lazy parts cost more than
      // they save.
      resolveDependencies: (_, files, { hostType }) =>
        hostType === 'html' ? files : files.filter((file) => file.endsWith('.css')),
    },
    // font-src 'self' forbids fonts in data: addresses. Images may use them.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
  },
  worker: { format: 'es' },
});
