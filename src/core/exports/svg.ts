/** Writes SVG elements as strings. All text is escaped, so that a payload can't add markup. */

/** Characters that XML forbids: most controls, lone surrogates and two noncharacters (XML §2.2). */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** These reverse or hide text, so a picture could seem to contain other bytes. */
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

/** Children have to be SVG already; pass text through `escapeXml` or `svgText` first. */
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
  /** The name of the picture, and its text alternative. */
  readonly title: string;
  readonly description: string;
  readonly background: string;
  /** Elements that are SVG already. */
  readonly content: readonly string[];
};

/** A complete picture that loads no other file. */
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

/** Two decimals are finer than any screen. */
function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
