/** The request that a curl command makes, as browsers copy it and as people write it: curl 7.88. */

import { toBase64 } from '#core/bytes/base64.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { shellWords } from '#core/paste/forms/http/shell-words.ts';
import type { FieldPair } from '#core/protocol/http/field-line.ts';
import type { CommandRequest } from './command-request.ts';

export type CurlRequest = CommandRequest & {
  /** Whether curl adds fields that the command doesn't name. */
  readonly addsFields: boolean;
};

/** Each option with its long name, so that it is handled once. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  A: 'user-agent',
  G: 'get',
  H: 'header',
  I: 'head',
  T: 'upload-file',
  X: 'request',
  b: 'cookie',
  d: 'data',
  F: 'form',
  e: 'referer',
  u: 'user',
};

/** Single letters that take a value, directly after them or as the next word. */
const LETTERS_WITH_VALUE = 'AbcCdDeEFHKmoPQrtTuUwxXyYz';

/** Other options with a value that says nothing of the head. */
const OTHERS_WITH_VALUE: ReadonlySet<string> = new Set(
  'output proxy max-time resolve connect-to cacert capath cert key interface write-out connect-timeout config cookie-jar retry retry-delay retry-max-time limit-rate max-redirs dump-header stderr trace trace-ascii proxy-user proxy-header ciphers tls-max cert-type pass dns-servers unix-socket noproxy local-port keepalive-time parallel-max form-string'.split(
    ' ',
  ),
);

const NAMED_FIELDS: Readonly<Record<string, string>> = {
  'user-agent': 'User-Agent',
  referer: 'Referer',
};

type Option = { readonly name: string; readonly value: string };

/** Null if the text is no curl command with an address. */
export function readCurlCommand(text: string): CurlRequest | null {
  const command = /^\s*(?:\S{0,80}[$%#>]\s?)?(?:[\w./\\:-]*[/\\])?curl(?:\.exe)?\s/.exec(text);
  if (command === null) return null;
  const words = shellWords(text, command[0].length, text.length).map((word) => word.text);
  const { options, addresses } = optionsIn(words);
  const valuesOf = (name: string) =>
    options.filter((option) => option.name === name).map(({ value }) => value);
  const has = (name: string) => options.some((option) => option.name === name);
  const data = options.filter(({ name }) => isData(name)).map(({ value }) => value);
  const isInAddress = has('get');
  const url = [...valuesOf('url'), ...addresses].find((address) => address !== '');
  if (url === undefined) return null;
  const fields = fieldsIn(options);
  const named = new Set(fields.map(([name]) => name.toLowerCase()));
  const own = ['user-agent', 'accept', ...(has('compressed') ? ['accept-encoding'] : [])];
  const hasBody = (data.length > 0 && !isInAddress) || has('form') || has('upload-file');
  const usual = has('head') ? 'HEAD' : has('upload-file') ? 'PUT' : hasBody ? 'POST' : 'GET';
  return {
    method: valuesOf('request').at(-1) ?? usual,
    url: withQuery(withScheme(url), [...valuesOf('url-query'), ...(isInAddress ? data : [])]),
    fields,
    addsFields: hasBody || own.some((name) => !named.has(name)) || valuesOf('cookie').some(isFile),
  };
}

function optionsIn(words: readonly string[]): { options: Option[]; addresses: string[] } {
  const options: Option[] = [];
  const addresses: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.startsWith('--')) {
      const name = word.slice(2);
      options.push({ name, value: takesValue(name) ? (words[++index] ?? '') : '' });
    } else if (/^-[^-]/.test(word)) {
      // Several letters share a dash, of which the last can have a value.
      const at = [...word].findIndex(
        (letter, place) => place > 0 && LETTERS_WITH_VALUE.includes(letter),
      );
      const letters = at === -1 ? word.slice(1) : word.slice(1, at + 1);
      const attached = at === -1 ? '' : word.slice(at + 1);
      for (const [place, letter] of [...letters].entries()) {
        const isLast = place === letters.length - 1;
        const value = at !== -1 && isLast ? attached || (words[++index] ?? '') : '';
        options.push({ name: LONG_NAMES[letter] ?? letter, value });
      }
    } else addresses.push(word);
  }
  return { options, addresses };
}

function takesValue(name: string): boolean {
  return (
    isData(name) ||
    OTHERS_WITH_VALUE.has(name) ||
    /^(?:url|url-query|header|request|user-agent|referer|cookie|user|form|upload-file|range|max-filesize)$/.test(
      name,
    )
  );
}

/** Data makes a POST, or is in the address with `--get`. */
function isData(name: string): boolean {
  return /^(?:data(?:-\w+)?|json)$/.test(name);
}

function fieldsIn(options: readonly Option[]): FieldPair[] {
  return options.flatMap(({ name, value }): FieldPair[] => {
    const field = NAMED_FIELDS[name];
    if (field !== undefined) return [[field, value]];
    switch (name) {
      case 'header':
        return headerField(value);
      case 'cookie':
        return isFile(value) ? [] : [['Cookie', value]];
      case 'user':
        // RFC 7617 §2.
        return [['Authorization', `Basic ${toBase64(toUtf8(value))}`]];
      default:
        return [];
    }
  });
}

/** `Name: value`. `Name;` is a field without a value, `Name:` removes one. */
function headerField(text: string): FieldPair[] {
  const [, name = '', value = ''] = /^([^:;]+):\s*(.*)$/.exec(text) ?? [];
  if (name !== '' && value.trim() !== '') return [[name.trim(), value.trim()]];
  return /^[^:]+;$/.test(text) ? [[text.slice(0, -1), '']] : [];
}

/** Cookies without "=" are the name of a file that has them. */
function isFile(cookies: string): boolean {
  return !cookies.includes('=');
}

/** curl takes HTTP if the address names no scheme. */
function withScheme(url: string): string {
  return /^\w[\w+.-]*:\/\//.test(url) ? url : `http://${url}`;
}

function withQuery(url: string, parts: readonly string[]): string {
  if (parts.length === 0) return url;
  const [, address = url, fragment = ''] = /^([^#]*)(#.*)?$/.exec(url) ?? [];
  const hasPath = /^\w[\w+.-]*:\/\/[^/?]*[/?]/.test(address);
  const start = hasPath ? address : `${address}/`;
  return `${start}${start.includes('?') ? '&' : '?'}${parts.join('&')}${fragment}`;
}
