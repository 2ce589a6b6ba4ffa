/**
 * The part of the address after `#`: the page, the place on it, and the reader's changes.
 *
 * It has its own parser because `URLSearchParams` reads forms, where "+" is a space and a stray "%"
 * an error. Here a "+" is a plus sign, and text that can't be decoded is kept.
 */

export type Address = {
  /** The first segment. Empty if the address names no page. */
  readonly page: string;
  /** The segments after the page, none of them empty. Without a page there are none. */
  readonly path: readonly string[];
  readonly query: ReadonlyMap<string, string>;
  /** Pairs of key and value that don't count, because `query` has a later value for the key. */
  readonly repeated?: readonly (readonly [key: string, value: string])[];
};

/** Parses a fragment with or without its `#`. If a key occurs repeatedly, the last value counts. */
export function parseAddress(fragment: string): Address {
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  const questionMark = text.indexOf('?');
  const pathText = questionMark < 0 ? text : text.slice(0, questionMark);
  const queryText = questionMark < 0 ? '' : text.slice(questionMark + 1);

  const [page = '', ...path] = pathText
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodePercent);
  const pairs = parsePairs(queryText);
  const query = new Map(pairs);
  const lastOf = new Map(pairs.map(([key], at) => [key, at]));
  const repeated = pairs.filter(([key], at) => lastOf.get(key) !== at);
  return { page, path, query, ...(repeated.length > 0 && { repeated }) };
}

/** Prints an address as an ASCII fragment with its `#`, exactly as the browser will show it. */
export function printAddress({ page, path, query }: Address): string {
  const segments = page === '' ? [] : [page, ...path];
  const pairs = [...query].map(([key, value]) => `${encodePercent(key)}=${encodePercent(value)}`);
  const queryText = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  return `#/${segments.map(encodePercent).join('/')}${queryText}`;
}

function parsePairs(text: string): [key: string, value: string][] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const key = equals < 0 ? pair : pair.slice(0, equals);
      const value = equals < 0 ? '' : pair.slice(equals + 1);
      return [decodePercent(key), decodePercent(value)];
    });
}

/** One percent-encoded character: as many bytes as its first byte announces in UTF-8. */
const encodedCharacter =
  /%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}/gi;

function decodePercent(text: string): string {
  return text.replace(encodedCharacter, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // Invalid UTF-8: overlong, a surrogate, or above U+10FFFF.
      return encoded;
    }
  });
}

/** Characters without a special meaning in a fragment, which are easier to read unescaped. */
const legibleMark = /%(?:2B|2C|3A|40)/g;

const loneSurrogate = /\p{Surrogate}/gu;

function encodePercent(text: string): string {
  // A lone surrogate has no UTF-8 form, and encodeURIComponent would throw.
  return encodeURIComponent(text.replace(loneSurrogate, '\ufffd')).replace(legibleMark, (mark) =>
    decodeURIComponent(mark),
  );
}
