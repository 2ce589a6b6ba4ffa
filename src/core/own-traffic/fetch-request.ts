/** The request that a call of fetch makes, as browsers copy it. */

import type { FieldPair } from '#core/protocol/http/field-line.ts';
import type { CommandRequest } from './command-request.ts';

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
