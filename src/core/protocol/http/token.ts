/**
 * Tokens: the words of HTTP, such as a method, a field name or a subprotocol (RFC 9110 §5.6.2).
 *
 * A token is visible ASCII without the delimiters `"(),/:;<=>?@[\]{}`. RFC 6455 cites RFC 2616,
 * which allows the same characters.
 */

const TOKEN_CHARACTERS = /[!#$%&'*+\-.^_`|~0-9A-Za-z]*/y;

/** The token that starts at index `start` of `text`; empty if there is none. */
export function tokenAt(text: string, start: number): string {
  TOKEN_CHARACTERS.lastIndex = start;
  return TOKEN_CHARACTERS.exec(text)?.[0] ?? '';
}

export function isToken(text: string): boolean {
  return text !== '' && tokenAt(text, 0) === text;
}

/** Compares without case, as HTTP does with field names and most tokens. */
export function isSameToken(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
