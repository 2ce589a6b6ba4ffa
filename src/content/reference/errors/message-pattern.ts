/** A message as an expression that finds it in a line of text. */

import type { ErrorMessage } from './error-message.ts';

export type Pattern = {
  readonly message: ErrorMessage;
  /** Those that don't change, in lowercase. */
  readonly words: readonly string[];
  readonly expression: RegExp;
  /** Of three words or fewer, so other sentences might contain it. */
  readonly isShort: boolean;
  /** Of two words or one, so other programs might print it. */
  readonly isBrief: boolean;
  /** How many of its characters never change. */
  readonly weight: number;
};

export type PatternMatch = {
  readonly pattern: Pattern;
  readonly start: number;
  readonly end: number;
  readonly numbers: readonly number[];
};

const NUMBER = '{n}';
const ANYTHING = '{…}';
const HOLES = /\{[n…]\}/g;

/** The longest text in the place of "{…}". */
const MAX_ANYTHING = 400;

/** The message, and the same without the prefix that its library or its reader may omit. */
export function patternsOf(message: ErrorMessage): readonly Pattern[] {
  const { text, prefixes } = message;
  const prefix = prefixes.find((start) => text.startsWith(start));
  const variants = prefix === undefined ? [text] : [text, text.slice(prefix.length)];
  return variants.map((variant) => {
    const words = variant.replaceAll(HOLES, '').match(/[\p{L}\d_’'-]+/gu) ?? [];
    const isNoun = !variant.includes(' ') || words.some((word) => word.length > 14);
    return {
      message,
      words: literalWords(variant),
      expression: expressionOf(variant),
      isShort: !isNoun && words.length < 4,
      isBrief: !isNoun && words.length < 3,
      weight: variant.replaceAll(HOLES, '').length,
    };
  });
}

/** A word by which a message can be found. */
export const LITERAL_WORD = /[a-z][\da-z_]{2,}/gi;

function literalWords(text: string): readonly string[] {
  // "UTF-8" is also written without its hyphen.
  const plain = text.replaceAll(HOLES, ' ').replaceAll(/\butf-?8\b/gi, ' ');
  return plain.toLowerCase().match(LITERAL_WORD) ?? [];
}

export function matchIn(pattern: Pattern, line: string): PatternMatch[] {
  const match = pattern.expression.exec(line);
  if (match === null) return [];
  const [whole, ...groups] = match;
  const numbers = groups.filter((group) => group !== undefined).map(toNumber);
  return [{ pattern, start: match.index, end: match.index + whole.length, numbers }];
}

/**
 * Optional text before a short message: a time, a name and a colon, a level such as "ERROR", an
 * opening quote.
 */
const BEFORE =
  /(?:^|[:;,|>"'‘“`([{=)\]–—*\\]|\s-+|\d|\b(?:error|err|warn|warning|fatal|info|debug|exception|reason|message|cause|failed|rejected))\s*$/i;

/** What may follow it: the end of a sentence or of a quote, brackets, a place in the code. */
const AFTER = /^(?:\s*(?:$|[;,)"'’”`\]}.!|<({[\\–—-]|:(?=\S))|\s+at\s+\S+\s*\()/;

/** Whether a match is not part of a longer sentence. */
export function standsAlone({ pattern, start, end }: PatternMatch, line: string): boolean {
  const hasEnd = !pattern.message.text.endsWith(ANYTHING);
  return BEFORE.test(line.slice(0, start)) && (!hasEnd || AFTER.test(line.slice(end)));
}

function expressionOf(text: string): RegExp {
  // A number or an address at the end may be cut off, and a full stop.
  const [ending = ''] = /\s*\{n\}\.?$/.exec(text) ?? [];
  const stem = text
    .slice(0, text.length - ending.length)
    .replace(/\s*\{…\}$/, '')
    .replace(/\.$/, '');
  const body = stem
    .split(/(\{n\}|\{…\})/)
    .map(sourceOf)
    .join('');
  const number = ending === '' ? '' : `(?:\\s*${sourceOf(NUMBER)})?`;
  const before = /^\w/.test(text) ? '(?<![\\w-])' : '';
  const after = /\w$/.test(stem) ? '(?![\\w-])' : '';
  return new RegExp(`${before}${body}${number}${after}`, 'i');
}

function sourceOf(part: string): string {
  if (part === NUMBER) return '(-?(?:0x[\\da-f]+|\\d+(?:,\\d{3})*))';
  if (part === ANYTHING) return `.{0,${MAX_ANYTHING}}?`;
  return part
    .replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
    .replaceAll(/['‘’]/g, `\\\\?['‘’]`)
    .replaceAll(/["“”]/g, `\\\\?["“”]`)
    .replaceAll(/\s+/g, String.raw`\s+`)
    .replaceAll(/utf-8/gi, 'utf-?8');
}

function toNumber(text: string): number {
  return Number(text.replaceAll(',', ''));
}
