import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
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

/** Lets the built page load only what lies beside it. The development server needs more. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    // As text: a tag given as an object has its quotes escaped.
    transformIndexHtml: (html) =>
      html.replace(
        '<head>',
        `$&\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
      ),
  };
}

/**
 * Puts what a first visit loads into two files, since a dozen small ones weigh 7 KB more: what
 * Learn alone uses, and what the app uses or another page does, too. All else is cut as the bundler
 * sees fit.
 */
function filesOfTheFirstVisit(): Plugin {
  const shared = new Set<string>();
  const learn = new Set<string>();
  const groups = [
    { name: 'shared', test: (id: string) => shared.has(id) },
    { name: 'learn', test: (id: string) => learn.has(id) },
  ];
  return {
    name: 'files-of-the-first-visit',
    apply: 'build',
    config: () => ({ build: { rolldownOptions: { output: { codeSplitting: { groups } } } } }),
    buildEnd(error) {
      if (error) return;
      /**
       * These modules and all that they import, and what that imports, but for what is fetched when
       * it is used.
       */
      const importsOf = (...files: string[]) => {
        const found = new Set(
          files.map((file) => path.join(import.meta.dirname, 'src/view', file)),
        );
        // The set grows while it is walked.
        for (const id of found) {
          for (const imported of this.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
        }
        return found;
      };
      // The entry itself stays a file of its own, which the page names.
      const [, ...app] = importsOf('app/main.ts');
      const learnPage = importsOf('pages/learn/LearnPage.svelte');
      const others = importsOf(
        'pages/decode/DecodePage.svelte',
        'pages/compare/ComparePage.svelte',
      );
      for (const id of app) shared.add(id);
      for (const id of learnPage) (shared.has(id) || others.has(id) ? shared : learn).add(id);
    },
  };
}

/** Fails the build when something ships whose licence does not. */
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
  // Addresses are relative, so that the site runs from any folder of any host.
  base: './',
  // Addresses live in the fragment: any other path is unknown, as on a static host.
  appType: 'mpa',
  plugins: [svelte(), filesOfTheFirstVisit(), contentSecurityPolicy(), licences()],
  build: {
    target: ['chrome140', 'edge140', 'firefox140', 'safari18'],
    manifest: true,
    reportCompressedSize: false,
    modulePreload: {
      // It would fetch, which connect-src 'none' forbids; every browser of ours preloads.
      polyfill: false,
      // What a page imports is named in the page: the names of all of it here would weigh more than
      // they save.
      resolveDependencies: (_, files, { hostType }) =>
        hostType === 'html' ? files : files.filter((file) => file.endsWith('.css')),
    },
    // Fonts as data: would be barred by font-src 'self'; images as data: may be.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
  },
  worker: { format: 'es' },
});
