/**
 * Writing SVG: elements as strings, every text escaped, so that what somebody sent is shown and
 * never run.
 */

/** Characters that XML has no place for: most controls, halves of pairs, and two that are none. */

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** Turn what follows around, or hide: shown, they could make a picture say what its bytes don't. */
const UNSEEN = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeXml(text: string): string {
  return text
    .replace(FORBIDDEN, '\ufffd')
    .replace(UNSEEN, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

export type SvgAttributes = Readonly<Record<string, string | number>>;

/** Children are SVG already: text among them goes through `escapeXml` or `svgText` first. */
export function svgElement(
  name: string,
  attributes: SvgAttributes,
  ...children: readonly string[]
): string {
  const pairs = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXml(typeof value === 'number' ? round(value) : value)}"`,
  );
  const content = children.join('');
  return content === ''
    ? `<${name}${pairs.join('')}/>`
    : `<${name}${pairs.join('')}>${content}</${name}>`;
}

export function svgText(text: string, attributes: SvgAttributes): string {
  return svgElement('text', attributes, escapeXml(text));
}

export type SvgDocument = {
  readonly width: number;
  readonly height: number;
  /** The picture's name, and its text twin. */
  readonly title: string;
  readonly description: string;
  readonly background: string;
  /** SVG. */
  readonly content: readonly string[];
};

/** A whole picture that needs nothing from elsewhere. */
export function svgDocument(document: SvgDocument): string {
  const { width, height, title, description, background, content } = document;
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${round(width)} ${round(height)}`,
    role: 'img',
  };
  const children = [
    svgElement('title', {}, escapeXml(title)),
    svgElement('desc', {}, escapeXml(description)),
    svgElement('rect', { width: '100%', height: '100%', fill: background }),
    ...content,
  ];
  return `${svgElement('svg', attributes, '\n', children.join('\n'), '\n')}\n`;
}

/** Two digits are finer than any screen. */
function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
