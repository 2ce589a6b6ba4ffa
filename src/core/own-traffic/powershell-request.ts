/** The request of `Invoke-WebRequest`, as Chromium copies it for PowerShell. */

import type { FieldPair } from '#core/protocol/http/field-line.ts';
import type { CommandRequest } from './command-request.ts';

/** A string in double quotes, where a backtick escapes. */
const STRING = '"((?:[^"`]|`[^])*)"';

const ADDRESS = new RegExp(String.raw`-Uri\s+${STRING}`, 'i');
const METHOD = new RegExp(String.raw`-Method\s+["']?(\w+)`, 'i');
const AGENT = new RegExp(String.raw`\.UserAgent\s*=\s*${STRING}`, 'i');
const COOKIE = new RegExp(String.raw`System\.Net\.Cookie\(${STRING},\s*${STRING}`, 'gi');
const HEADERS = /-Headers\s+@\{/i;
const PAIR = new RegExp(String.raw`\s*;?\s*${STRING}\s*=\s*${STRING}`, 'y');

/** Chromium writes the fields of HTTP/2 that aren't sent with HTTP/1.1 without their colon. */
const PSEUDO = new Set(['authority', 'method', 'path', 'scheme']);

/** Null if the text is no such command with an address. */
export function readPowerShellCommand(text: string): CommandRequest | null {
  if (!/\bInvoke-(?:WebRequest|RestMethod)\b/i.test(text)) return null;
  const url = ADDRESS.exec(text)?.[1];
  if (url === undefined) return null;
  const fields = headersIn(text).filter(([name]) => !PSEUDO.has(name.replace(/^:/, '')));
  const hasAgent = fields.some(([name]) => name.toLowerCase() === 'user-agent');
  const agent = AGENT.exec(text)?.[1];
  if (agent !== undefined && !hasAgent) fields.push(['User-Agent', unescaped(agent)]);
  const cookies = [...text.matchAll(COOKIE)].map(
    ([, name = '', value = '']) => `${unescaped(name)}=${unescaped(value)}`,
  );
  if (cookies.length > 0) fields.push(['Cookie', cookies.join('; ')]);
  return { method: (METHOD.exec(text)?.[1] ?? 'GET').toUpperCase(), url: unescaped(url), fields };
}

function headersIn(text: string): FieldPair[] {
  const start = HEADERS.exec(text);
  if (start === null) return [];
  const fields: FieldPair[] = [];
  PAIR.lastIndex = start.index + start[0].length;
  for (let pair = PAIR.exec(text); pair !== null; pair = PAIR.exec(text)) {
    fields.push([unescaped(pair[1] ?? ''), unescaped(pair[2] ?? '')]);
  }
  return fields;
}

function unescaped(text: string): string {
  return text.replaceAll(/`([^])/g, '$1');
}
