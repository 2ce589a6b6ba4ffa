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
  plugins: [svelte(), contentSecurityPolicy(), licences()],
  build: {
    target: ['chrome140', 'edge140', 'firefox140', 'safari18'],
    manifest: true,
    reportCompressedSize: false,
    // The polyfill would fetch, which connect-src 'none' forbids; every browser of ours preloads.
    modulePreload: { polyfill: false },
    // What most parts of the site share is one file: a dozen small ones compress worse, by 2 KB on the first visit.
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'shared', test: /\/src\//, minShareCount: 6 }] },
      },
    },
    // Fonts as data: would be barred by font-src 'self'; images as data: may be.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
  },
  worker: { format: 'es' },
});
