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

/** What a guide loads when a reader touches it. */
const guideFigure = /\/guides\/\w+Figure\.svelte$/;

/** Style sheets, and the styles of components. */
const styles = /\.css$/;

/** Small modules that several figures need, but not most. */
const basics =
  /\/src\/(?:view\/ui|core\/bytes|core\/protocol\/framing|core\/simulation\/seeded-random)\b/;

/**
 * Puts the code of a first visit into few files, because a dozen small ones are 7 KB larger: what
 * the app itself uses, what only Learn uses, and what Learn shares: with figures of guides, with
 * other parts of pages that are read, or else with Decode and Compare; and the chat of its
 * opening. The bundler splits everything else.
 */
function filesOfTheFirstVisit(): Plugin {
  const app = new Set<string>();
  const shared = new Set<string>();
  const learn = new Set<string>();
  const figures = new Set<string>();
  const common = new Set<string>();
  const opening = new Set<string>();
  const groups = [
    { name: 'app', test: (id: string) => app.has(id) && !/node_modules.svelte/.test(id) },
    { name: 'figures', test: (id: string) => figures.has(id) },
    { name: 'common', test: (id: string) => common.has(id) },
    { name: 'shared', test: (id: string) => shared.has(id) },
    { name: 'learn', test: (id: string) => learn.has(id) },
    { name: 'chat', test: (id: string) => opening.has(id) },
  ];
  return {
    name: 'files-of-the-first-visit',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          output: { codeSplitting: { includeDependenciesRecursively: false, groups } },
        },
      },
    }),
    buildEnd(error) {
      if (error) return;
      /** These modules with everything that they import statically. */
      const importsOf = (...files: string[]) => {
        const found = new Set(files.map((file) => path.resolve(import.meta.dirname, file)));
        // The set grows during the loop.
        for (const id of found) {
          for (const imported of this.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
        }
        return found;
      };
      const view = (file: string) => `src/view/${file}`;
      // The entry stays a separate file, because the page names it.
      const [, ...ofApp] = importsOf(view('app/main.ts'));
      for (const id of ofApp) app.add(id);
      const pages = [...this.getModuleIds()].filter((id) => readPage.test(id));
      const read = importsOf(...pages);
      const ofFigures = pages.filter((id) => guideFigure.test(id)).map((id) => importsOf(id));
      const isOfFigures = (id: string) => {
        const count = ofFigures.filter((imports) => imports.has(id)).length;
        return count > ofFigures.length / 2 || (count > 0 && basics.test(id));
      };
      const others = importsOf(
        view('pages/decode/DecodePage.svelte'),
        view('pages/compare/ComparePage.svelte'),
      );
      // Start and Learn both show the chat, and load its many small style sheets with these.
      const chat = importsOf(
        view('figures/chat-comparison/ShortChat.svelte'),
        view('figures/kinded-bytes/KindedBytes.svelte'),
      );
      for (const id of chat) if (styles.test(id) && !app.has(id)) figures.add(id);
      // Nearly every figure writes numbers, and so does Learn's chat.
      const numbers = 'src/content/compare/numbers.ts';
      for (const id of importsOf(view('pages/learn/LearnPage.svelte'), numbers)) {
        if (app.has(id)) continue;
        // One style sheet for both is smaller than two.
        if (isOfFigures(id) || (read.has(id) && styles.test(id))) figures.add(id);
        else (read.has(id) ? common : others.has(id) ? shared : learn).add(id);
      }
      // A document needs none of it before a figure is touched.
      const ofDocuments = importsOf(view('app/revive-document.ts'));
      const known = [app, shared, learn, figures, common, ofDocuments];
      for (const id of importsOf(
        view('pages/learn/LessonOpening.svelte'),
        view('figures/chat-comparison/ShortChat.svelte'),
      )) {
        if (!styles.test(id) && !known.some((set) => set.has(id))) opening.add(id);
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
