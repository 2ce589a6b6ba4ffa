// The pictures of link previews: SVG by the app's own exports, as PNG, because most readers of
// links show no SVG. The fonts come from npm, so that a picture is the same on every machine.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { root } from '../folders.mjs';

/** @typedef {import('../../src/view/app/documents.ts').RenderedDocument} RenderedDocument */

/** `PREVIEW_SIZE` in src/core/exports/preview-svg.ts. */
export const pictureSize = { width: 1200, height: 630 };

const packages = createRequire(import.meta.url);

/** @type {readonly (readonly [family: 'next' | 'mono', weight: number])[]} */
const faces = [
  ['next', 400],
  ['next', 600],
  ['next', 700],
  ['mono', 400],
  ['mono', 500],
  ['mono', 600],
];

/**
 * Writes each picture once, even if several documents have it.
 *
 * @param {string} outDir
 * @param {readonly RenderedDocument[]} documents
 */
export async function writePictures(outDir, documents) {
  const previews = new Map(documents.map(({ preview }) => [preview.file, preview]));
  await mkdir(kept, { recursive: true });
  for (const { file, svg } of previews.values()) {
    const target = path.join(outDir, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, await keptPng(svg()));
  }
}

/** Pictures of earlier builds, because drawing all takes longer than the rest of a build. */
const kept = path.join(root, '.cache/pictures');

/** An update of the packages draws them again. */
const lock = path.join(root, 'package-lock.json');
const { packages: installed } = JSON.parse(readFileSync(lock, 'utf8'));
const renderer = installed['node_modules/@resvg/resvg-wasm'].version;

/** @param {string} svg @returns {Promise<Uint8Array>} */
async function keptPng(svg) {
  const key = createHash('sha256')
    .update(JSON.stringify([renderer, faces, svg]))
    .digest('hex');
  const file = path.join(kept, `${key}.png`);
  try {
    return await readFile(file);
  } catch {
    const drawing = await drawingOf(svg);
    const image = drawing.render();
    const png = image.asPng();
    image.free();
    drawing.free();
    await writeFile(file, png);
    return png;
  }
}

/** @type {Promise<import('@resvg/resvg-wasm').CustomFontsOptions> | undefined} */
let fonts;

/** @param {string} svg */
export async function drawingOf(svg) {
  // Once in a process, because the renderer starts only once.
  fonts ??= startWithFonts();
  return new Resvg(svg, { font: await fonts });
}

async function startWithFonts() {
  await initWasm(await readFile(packages.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const fontBuffers = await Promise.all(
    faces.map(([family, weight]) => {
      const name = `atkinson-hyperlegible-${family}`;
      const file = `@fontsource/${name}/files/${name}-latin-${weight}-normal.woff2`;
      return readFile(packages.resolve(file));
    }),
  );
  return {
    fontBuffers,
    sansSerifFamily: 'Atkinson Hyperlegible Next',
    monospaceFamily: 'Atkinson Hyperlegible Mono',
    defaultFontFamily: 'Atkinson Hyperlegible Next',
  };
}
