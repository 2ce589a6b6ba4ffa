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

/**
 * Puts the code of a first visit into two files, because a dozen small ones are 7 KB larger: what
 * only Learn uses, and what the app uses or shares with other pages. The bundler splits everything
 * else.
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
      /** These modules with everything that they import statically. */
      const importsOf = (...files: string[]) => {
        const found = new Set(
          files.map((file) => path.join(import.meta.dirname, 'src/view', file)),
        );
        // The set grows during the loop.
        for (const id of found) {
          for (const imported of this.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
        }
        return found;
      };
      // The entry stays a separate file, because the page names it.
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
  plugins: [svelte(), filesOfTheFirstVisit(), contentSecurityPolicy(), licences()],
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
