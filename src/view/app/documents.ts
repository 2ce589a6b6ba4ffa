/** What the build renders to HTML files: every document, complete without script. */

import { render } from 'svelte/server';
import { tabTitle, type DocumentEntry } from '#content/documents/document-entry.ts';
import { DOCUMENTS } from '#content/documents/document-list.ts';
import { previewOf, type Preview } from '#view/app/previews/preview.ts';
import { inPascalCase } from '#content/phrasing/pascal-case.ts';
import { keepUnitsInHtml } from '#content/phrasing/unit-spaces.ts';
import { printAddress, type Address } from '#core/sharing/address.ts';
import { SAMPLE_IDS } from '#core/sharing/sample-ids.ts';
import { documentPath } from '#core/sharing/document-address.ts';
import { SITE_ROOT } from '#view/ui/site-root-key.ts';
import DocumentShell from './DocumentShell.svelte';
import { ISLANDS, type IslandEntry } from './islands.ts';
import { readRoutes } from './read-routes.ts';
import type { Route } from './route.ts';

export type RenderedDocument = DocumentEntry & {
  /** From the site's root: "guides/polling/"; empty for Start. */
  readonly path: string;
  /** Of the browser's tab. */
  readonly tab: string;
  /** Its place in the app: "#/guides/polling". */
  readonly fragment: string;
  /** From the document to the site's root: "../../"; empty for Start. */
  readonly root: string;
  /** The components that show it and its islands, from the project's root. */
  readonly sources: readonly string[];
  /** The content of the element that the app hydrates. */
  readonly body: string;
  readonly preview: Preview;
};

const nothingStored = { read: () => undefined, write: () => undefined };

export async function renderDocuments(): Promise<readonly RenderedDocument[]> {
  return Promise.all(DOCUMENTS.map(renderDocument));
}

async function renderDocument(entry: DocumentEntry): Promise<RenderedDocument> {
  const address = { ...entry.address, query: new Map<string, string>() };
  const isStart = address.page === readRoutes.start.id;
  const path = isStart ? '' : documentPath(address);
  const fragment = isStart ? '#/' : printAddress(address);
  const root = '../'.repeat(path.split('/').length - 1);
  const loaded = await routeOfDocument(address.page).load(address);
  const context = new Map([[SITE_ROOT, root]]);
  const props = { loaded, address, storage: nothingStored };
  const { body } = render(DocumentShell, { props, context });
  const islands = [...body.matchAll(ISLAND_HOLDER)].map(([, name = '']) => islandNamed(name));
  const sources = [
    'src/view/app/open-app.ts',
    sourceOf(entry.address),
    ...islands.map(({ source }) => source),
  ];
  const filled = keepUnitsInHtml(await withIslands(body, context, address));
  return {
    ...entry,
    path,
    tab: tabTitle(entry.title),
    fragment,
    root,
    sources,
    body: filled,
    preview: previewOf(entry),
  };
}

function routeOfDocument(page: string): Route {
  const route = Object.values(readRoutes).find(
    ({ id, alsoAt }: Route) => id === page || alsoAt.includes(page),
  );
  if (route === undefined) throw new Error(`expected the page of a document, got ${page}`);
  return route;
}

const ISLAND_HOLDER = /<div data-island="([^"]*)"[^>]*><\/div>/g;

function islandNamed(name: string): IslandEntry {
  const island = ISLANDS[name];
  if (island === undefined) throw new Error(`expected an island, got ${name}`);
  return island;
}

/** With the content of each island, which is rendered apart. */
async function withIslands(
  body: string,
  context: Map<symbol, string>,
  address: Address,
): Promise<string> {
  let filled = body;
  const surroundings = { address, storage: nothingStored, decode: () => undefined };
  for (const [holder, name = ''] of body.matchAll(ISLAND_HOLDER)) {
    const island = islandNamed(name);
    const { default: Content } = await island.load();
    const { body: content } = render(Content, {
      props: island.props(surroundings),
      context,
      // Ids must differ from those of other islands.
      idPrefix: name,
    });
    filled = filled.replace(holder, () => holder.replace('></', () => `>${content}</`));
  }
  return filled;
}

/** The components of the reference: a list, and one of its pages. */
const REFERENCE_PAGES: Readonly<Record<string, readonly [list: string, page: string]>> = {
  reference: ['ReferenceIndex', 'ReferenceIndex'],
  'close-codes': ['CloseCodeIndex', 'CloseCodePage'],
  errors: ['ErrorIndex', 'ErrorPage'],
  frames: ['FrameIndex', 'FramePage'],
  glossary: ['GlossaryPage', 'GlossaryPage'],
};

function sourceOf({ page, path: [place] }: DocumentEntry['address']): string {
  if (page === 'start') return 'src/view/pages/start/StartPage.svelte';
  if (page !== 'guides') {
    const isRecorded = SAMPLE_IDS.some((id) => id === place);
    const name = isRecorded ? 'RecordedPage' : REFERENCE_PAGES[page]?.[place === undefined ? 0 : 1];
    return `src/view/pages/reference/${name}.svelte`;
  }
  const name = place === undefined ? 'GuideIndex' : `${inPascalCase(place)}Guide`;
  return `src/view/pages/guides/${name}.svelte`;
}
