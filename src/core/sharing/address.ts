/**
 * The part of the address after `#`: which page, where on it, and what the reader changed there.
 *
 * It has its own small parser because the platform's reads a form, not an address: there a `+` is a
 * space and a stray `%` an exception. Here a `+` is a plus, and whatever can't be decoded stays as
 * it is.
 */

export type Address = {
  /** The first segment; empty when the address names no page. */
  readonly page: string;
  /** The segments after the page. None is empty, and there are none without a page. */
  readonly path: readonly string[];
  readonly query: ReadonlyMap<string, string>;
};

/** Reads a fragment, with or without its `#`. Of a key given twice, the last value counts. */
export function parseAddress(fragment: string): Address {
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  const questionMark = text.indexOf('?');
  const pathText = questionMark < 0 ? text : text.slice(0, questionMark);
  const queryText = questionMark < 0 ? '' : text.slice(questionMark + 1);

  const [page = '', ...path] = pathText
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodePercent);
  return { page, path, query: parseQuery(queryText) };
}

/**
 * Writes an address as a fragment, `#` included, in ASCII: just as the browser will show it back.
 */
export function printAddress({ page, path, query }: Address): string {
  const segments = page === '' ? [] : [page, ...path];
  const pairs = [...query].map(([key, value]) => `${encodePercent(key)}=${encodePercent(value)}`);
  const queryText = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  return `#/${segments.map(encodePercent).join('/')}${queryText}`;
}

function parseQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = equals < 0 ? pair : pair.slice(0, equals);
    const value = equals < 0 ? '' : pair.slice(equals + 1);
    query.set(decodePercent(key), decodePercent(value));
  }
  return query;
}

/** One percent-encoded character: as many bytes as its first byte, read as UTF-8, announces. */
const encodedCharacter =
  /%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}/gi;

function decodePercent(text: string): string {
  return text.replace(encodedCharacter, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // Looks like UTF-8 and is not: overlong, a surrogate, or past U+10FFFF.
      return encoded;
    }
  });
}

/** Marks that mean nothing special in a fragment and read better as themselves. */
const legibleMark = /%(?:2B|2C|3A|40)/g;

const loneSurrogate = /\p{Surrogate}/gu;

function encodePercent(text: string): string {
  // A lone surrogate has no UTF-8, and encodeURIComponent would throw at it.
  return encodeURIComponent(text.replace(loneSurrogate, '\ufffd')).replace(legibleMark, (mark) =>
    decodeURIComponent(mark),
  );
}
