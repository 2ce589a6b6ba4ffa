/**
 * The picture that a link preview shows of a document: what it is, its title, and a figure or a few
 * sentences below. Link previews show pictures small, so all text is large.
 */

import { LIGHT, WORDS_FONT } from './light-colors.ts';
import { svgDocument, svgElement, svgText, type SvgAttributes } from './svg.ts';

/** What readers of links ask for: 1.91 to 1. */
export const PREVIEW_SIZE = { width: 1200, height: 630 } as const;

export type PreviewPicture = {
  /** The site and the kind of document. */
  readonly label: string;
  readonly title: string;
  /** Drawn only without a figure. */
  readonly text: string;
  readonly figure: PreviewFigure | null;
};

export type PreviewFigure = {
  /** A document by `svgDocument`. */
  readonly svg: string;
  /** What it shows. */
  readonly caption: string;
};

const MARGIN = 60;
const WIDTH = PREVIEW_SIZE.width - 2 * MARGIN;
const LABEL = { size: 28, y: 82 };
const TITLE = { size: 60, y: 158, line: 68, maxLines: 2 };
const TEXT = { size: 38, line: 54, maxLines: 5 };
const CAPTION = { size: 24, y: PREVIEW_SIZE.height - 34 };
const GAP = 28;
/** A small figure isn't drawn larger than this. */
const MAX_SCALE = 2.4;

export function previewSvg({ label, title, text, figure }: PreviewPicture): string {
  const titleLines = wrapWords(title, WIDTH, TITLE.size, TITLE.maxLines);
  const below = TITLE.y + (titleLines.length - 1) * TITLE.line + GAP;
  return svgDocument({
    ...PREVIEW_SIZE,
    title,
    description: text,
    background: LIGHT.paper,
    content: [
      svgText(label, { ...words(LABEL.size, LIGHT.muted), x: MARGIN, y: LABEL.y }),
      ...titleLines.map((line, index) =>
        svgText(line, {
          ...words(TITLE.size, LIGHT.text),
          'font-weight': 700,
          x: MARGIN,
          y: TITLE.y + index * TITLE.line,
        }),
      ),
      ...(figure === null ? textLines(text, below) : figureMarks(figure, below)),
    ],
  });
}

function words(size: number, fill: string): SvgAttributes {
  return { 'font-family': WORDS_FONT, 'font-size': size, fill };
}

function textLines(text: string, top: number): string[] {
  return wrapWords(text, WIDTH, TEXT.size, TEXT.maxLines).map((line, index) =>
    svgText(line, {
      ...words(TEXT.size, LIGHT.muted),
      x: MARGIN,
      y: top + (index + 1) * TEXT.line,
    }),
  );
}

/** As large as the room between title and caption allows. */
function figureMarks({ svg, caption }: PreviewFigure, top: number): string[] {
  const { width, height } = sizeOf(svg);
  const room = CAPTION.y - CAPTION.size - GAP / 2 - top;
  const scale = Math.min(WIDTH / width, room / height, MAX_SCALE);
  const place = `translate(${MARGIN + (WIDTH - width * scale) / 2} ${top}) scale(${scale})`;
  return [
    svgElement('g', { transform: place }, svg),
    svgText(caption, { ...words(CAPTION.size, LIGHT.muted), x: MARGIN, y: CAPTION.y }),
  ];
}

function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /viewBox="0 0 (\S+) (\S+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** The advance width of the words' font in ems, on average and rounded up. */
const ADVANCE = 0.54;

/**
 * As few lines of whole words as possible, about equally long. If there are too many, the last one
 * ends with an ellipsis.
 */
export function wrapWords(text: string, width: number, size: number, maxLines: number): string[] {
  const limit = Math.floor(width / (size * ADVANCE));
  const lines = linesOf(text, limit);
  if (lines.length > maxLines) {
    const last = `${lines[maxLines - 1]?.slice(0, limit - 1)}…`;
    return [...lines.slice(0, maxLines - 1), last];
  }
  let balanced = lines;
  for (let narrower = limit - 1; narrower > 0; narrower -= 1) {
    const tried = linesOf(text, narrower);
    if (tried.length > lines.length) break;
    balanced = tried;
  }
  return balanced;
}

/** A word that doesn’t fit a line gets its own line. */
function linesOf(text: string, limit: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (longer.length <= limit) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}
