/** Text that a page or a feed escaped as HTML: `b&#39;\x81\x05Hello&#39;`. */

import { WrappedText } from './wrapped-text.ts';

const ENTITY = /&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,6}|#x[\da-f]{1,5});/gi;

const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** Null for other text: one with a quote or a sign that would be escaped, or with a bare "&". */
export function unescapeHtml(text: string): WrappedText | null {
  if (!/&(?:lt|gt|quot|apos|nbsp|#39|#x27|#34);/i.test(text) || /[<>]/.test(text)) return null;
  const rest = text.replace(ENTITY, '');
  const isDoubleEscaped = /&(?:quot|#34);/i.test(text);
  // Escaping leaves no bare "&", and all quotes of a kind or none.
  if (rest.includes('&') || (isDoubleEscaped && rest.includes('"'))) return null;
  if (/&(?:apos|#39|#x27);/i.test(text) && rest.includes("'")) return null;
  const inner = new WrappedText(text);
  let reached = 0;
  for (const { index, 0: entity } of text.matchAll(ENTITY)) {
    inner.addText(reached, index);
    reached = index + entity.length;
    inner.addFrom(characterOf(entity.slice(1, -1)), index, reached);
  }
  inner.addText(reached, text.length);
  return inner;
}

function characterOf(name: string): string {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? '';
  const isHex = name.charAt(1).toLowerCase() === 'x';
  const code = isHex ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
