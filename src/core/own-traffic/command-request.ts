/** The request that a curl command or a call of fetch makes, as browsers copy them. */

import { toBase64 } from '#core/bytes/base64.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { shellWords } from '#core/paste/forms/http/shell-words.ts';

export type CommandRequest = {
  readonly method: string;
  /** An absolute URL, or a path. */
  readonly url: string;
  readonly fields: readonly FieldPair[];
};

/** Options of curl with a value that says nothing of the head. */
const OTHER_OPTIONS: ReadonlySet<string> = new Set(
  '-o --output -x --proxy -m --max-time --resolve --connect-to --cacert --cert -E --key --interface -w --write-out --connect-timeout -K --config -c --cookie-jar'.split(
    ' ',
  ),
);

/** Options with a body, which make the method POST. */
const BODY_OPTION = /^(?:-d|-F|--data(?:-\w+)?|--form|--json)$/;

const NAMED_FIELDS: ReadonlyMap<string, string> = new Map([
  ['-A', 'User-Agent'],
  ['--user-agent', 'User-Agent'],
  ['-e', 'Referer'],
  ['--referer', 'Referer'],
  ['-b', 'Cookie'],
  ['--cookie', 'Cookie'],
]);

export type CurlRequest = CommandRequest & {
  /** Whether curl adds fields that the command doesn't name. */
  readonly addsFields: boolean;
};

/** Null if the text is no curl command with an address. */
export function readCurlCommand(text: string): CurlRequest | null {
  const command = /^\s*(?:\S{0,80}[$%#>]\s?)?(?:[\w./\\:-]*[/\\])?curl(?:\.exe)?\s/.exec(text);
  if (command === null) return null;
  const words = shellWords(text, command[0].length, text.length).map((word) => word.text);
  const fields: FieldPair[] = [];
  let [method, url]: [string | null, string | null] = [null, null];
  let hasBody = false;
  let isCompressed = false;
  for (let index = 0; index < words.length; index++) {
    const option = words[index]!;
    const next = words[index + 1] ?? '';
    const name = NAMED_FIELDS.get(option);
    if (option === '-H' || option === '--header') {
      addField(fields, next);
      index++;
    } else if (option === '-X' || option === '--request') {
      method = next;
      index++;
    } else if (name !== undefined) {
      fields.push([name, next]);
      index++;
    } else if (BODY_OPTION.test(option)) {
      hasBody = true;
      index++;
    } else if (option === '-u' || option === '--user') {
      // RFC 7617 §2.
      fields.push(['Authorization', `Basic ${toBase64(toUtf8(next))}`]);
      index++;
    } else if (option === '--compressed') isCompressed = true;
    else if (OTHER_OPTIONS.has(option)) index++;
    else if (option === '--url') {
      url ??= next;
      index++;
    } else if (!option.startsWith('-')) url ??= option;
  }
  if (url === null || url === '') return null;
  // curl takes HTTP if the address names no scheme.
  if (!/^\w[\w+.-]*:\/\//.test(url)) url = `http://${url}`;
  const named = new Set(fields.map(([name]) => name.toLowerCase()));
  const own = ['user-agent', 'accept', ...(isCompressed ? ['accept-encoding'] : [])];
  const addsFields = hasBody || own.some((name) => !named.has(name));
  return { method: method ?? (hasBody ? 'POST' : 'GET'), url, fields, addsFields };
}

/** `Name: value`. `Name;` is a field without a value, `Name:` removes one. */
function addField(fields: FieldPair[], text: string): void {
  const [, name = '', value = ''] = /^([^:;]+):\s*(.*)$/.exec(text) ?? [];
  if (name !== '' && value.trim() !== '') fields.push([name.trim(), value.trim()]);
  else if (/^[^:]+;$/.test(text)) fields.push([text.slice(0, -1), '']);
}

const QUOTED = String.raw`(["'\x60])((?:\\.|(?!\QUOTE)[^\\])*)\QUOTE`;
const quoted = (group: number) => QUOTED.replaceAll('QUOTE', String(group));

const CALL = new RegExp(String.raw`\bfetch\s*\(\s*${quoted(1)}`);
const METHOD = new RegExp(String.raw`["']?\bmethod["']?\s*:\s*${quoted(1)}`);
const HEADERS = /["']?\bheaders["']?\s*:\s*(?:new\s+Headers\s*\(\s*)?\{([^{}]*)\}/;
const REFERRER = new RegExp(String.raw`["']?\breferrer["']?\s*:\s*${quoted(1)}`);
const PAIR = new RegExp(String.raw`(?:(["'])([\w-]+)\1|([A-Za-z][\w-]*))\s*:\s*${quoted(4)}`, 'g');

/** Null if the text has no call of fetch with an address. */
export function readFetchCall(text: string): CommandRequest | null {
  const call = CALL.exec(text);
  if (call === null) return null;
  const options = text.slice(call.index + call[0].length);
  const headers = HEADERS.exec(options)?.[1] ?? '';
  const fields = [...headers.matchAll(PAIR)].map((found): FieldPair => [
    found[2] ?? found[3] ?? '',
    unescaped(found[5] ?? ''),
  ]);
  const referrer = unescaped(REFERRER.exec(options)?.[2] ?? '');
  const hasReferrer = fields.some(([name]) => name.toLowerCase() === 'referer');
  if (referrer !== '' && !hasReferrer) fields.push(['Referer', referrer]);
  return { method: METHOD.exec(options)?.[2] ?? 'GET', url: unescaped(call[2] ?? ''), fields };
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gi, (_, four, two, one: string) => {
    const code = (four ?? two) as string | undefined;
    return code === undefined ? one : String.fromCharCode(Number.parseInt(code, 16));
  });
}
