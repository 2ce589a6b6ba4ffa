/** The picture that a link preview shows of each document. */

import { frameDiagramSvg } from '#core/exports/frame-diagram-svg.ts';
import { previewSvg, type PreviewFigure } from '#core/exports/preview-svg.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { senderOf } from '#core/trace/direction.ts';
import { DIAGRAM_WORDS } from '#content/decode/export-words.ts';
import { unitTitle, unitType } from '#content/decode/unit-words.ts';
import { findExample } from '#content/examples/gallery.ts';
import { closeCodePageOf } from '#content/reference/pages/close-code-pages.ts';
import { readExample } from '#view/pages/reference/read-example.ts';
import { REFERENCE_PARTS } from '#content/reference/pages/reference-list.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';
import type { DocumentEntry } from '#content/documents/document-entry.ts';
import { chatFigure } from './chat-figure.ts';
import { guideFigure } from './guide-figure.ts';

export type Preview = {
  /** From the site's root. Documents that share a picture have the same file. */
  readonly file: string;
  /** Its text alternative. */
  readonly alt: string;
  /** Draws it. */
  readonly svg: () => string;
};

const SITE = 'WS 101';

/** What a document is, beside the site's name. Lists have their title. */
const KIND_NAMES: Readonly<Record<string, string>> = {
  guides: 'Guide',
  'close-codes': 'Close code',
  frames: 'Frames',
};

export function previewOf({ address, title, description }: DocumentEntry): Preview {
  const { page, path } = address;
  const [place] = path;
  // Hundreds of error messages share the picture of their list.
  const isShared = page === 'errors';
  const words = isShared ? ERRORS : { title: shownTitle(page, place) ?? title, text: description };
  const kind = place === undefined || isShared ? undefined : KIND_NAMES[page];
  return {
    file: `previews/${[page, ...(isShared ? [] : path)].join('/')}.png`,
    alt: `${/[.?!]$/.test(words.title) ? words.title : `${words.title}.`} ${words.text}`,
    svg: () =>
      previewSvg({
        label: kind === undefined ? SITE : `${SITE} · ${kind}`,
        ...words,
        figure: figureOf(page, place),
      }),
  };
}

const ERRORS = {
  title: `WebSocket ${REFERENCE_PARTS.errors.title.toLowerCase()}`,
  text: REFERENCE_PARTS.errors.summary,
};

/** Its heading, if its title for search engines is longer. */
function shownTitle(page: string, place: string | undefined): string | undefined {
  return page === 'frames' && place !== undefined ? findExample(place)?.title : undefined;
}

function figureOf(page: string, place: string | undefined): PreviewFigure | null {
  if (page === 'start') return chatFigure(['polling', 'websocket']);
  if (place === undefined) return null;
  if (page === 'guides') return guideFigure(place);
  if (page === 'close-codes') return closeFrameFigure(place);
  return page === 'frames' ? firstFrameFigure(place) : null;
}

/** Half a row of the RFC's figures, so that the text is large. */
const SIZE = { maxRows: 4, bitsPerRow: 16 } as const;

function closeFrameFigure(slug: string): PreviewFigure | null {
  const frame = closeCodePageOf(slug)?.frame ?? null;
  if (frame === null) return null;
  const picture = { title: slug, sender: 'server', ...SIZE } as const;
  return {
    svg: frameDiagramSvg(dissectFrame(frame), DIAGRAM_WORDS, picture),
    caption: 'The server’s Close frame, bit by bit',
  };
}

/** Null if the example has no frame, or isn't a paste. */
function firstFrameFigure(id: string): PreviewFigure | null {
  const example = findExample(id);
  if (example?.source.kind !== 'paste' || example.group === 'not-frames') return null;
  const conversation = readExample(example.source).conversation;
  const units = conversation?.units ?? [];
  const index = units.findIndex(({ kind }) => kind === 'frame');
  const unit = units[index];
  if (conversation === null || unit?.kind !== 'frame') return null;
  const title = unitTitle(unit, nameUnits(units)[index]!);
  return {
    svg: frameDiagramSvg(dissectUnit(conversation.trace, unit), DIAGRAM_WORDS, {
      title,
      sender: senderOf(unit.direction),
      ...SIZE,
    }),
    caption: `${title}: ${unitType(unit)}, bit by bit`,
  };
}
