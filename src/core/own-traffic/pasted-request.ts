/**
 * A request in one of the forms in which people have it, as HTTP/1.1 text: a curl command, a call
 * of fetch, a command of PowerShell, a HAR file or an entry of one, or the header list of HTTP/2.
 */

import { readPaste } from '#core/paste/read-paste.ts';
import type { ReadChunk, ReadConnection } from '#core/paste/reading.ts';
import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { decodeHttpHead, isRequestHead } from '#core/protocol/http/http-head.ts';
import { readOwnRequest } from '#core/traffic/heads/own-request.ts';
import { readCurlCommand } from './curl-request.ts';
import { readFetchCall } from './fetch-request.ts';
import type { RecordedExchange } from './exchange.ts';
import { readHarExchanges } from './har-exchanges.ts';
import { readPowerShellCommand } from './powershell-request.ts';
import { headText, requestText, requestTextOfUrl } from './request-text.ts';

export type RequestForm = 'curl' | 'fetch' | 'powershell' | 'har' | 'http2' | 'fields';

/**
 * What the text of a converted request lacks:
 * - `placeholders`: parts of a head that the form lacks have placeholders;
 * - `browser-adds`, `curl-adds`: the sender adds fields that the form doesn't name;
 * - `left-out`: something that can't be in a head, or wasn't understood.
 */
export type ConversionRemark = 'placeholders' | 'browser-adds' | 'curl-adds' | 'left-out';

export type PastedRequest =
  /** It is HTTP/1.1 already, or nothing. */
  | { readonly kind: 'as-is' }
  | {
      readonly kind: 'converted';
      readonly form: RequestForm;
      /** With simple line ends, without the empty line at the end. */
      readonly text: string;
      readonly remarks: readonly ConversionRemark[];
    }
  | { readonly kind: 'unreadable' };

export function readPastedRequest(text: string): PastedRequest {
  if (readOwnRequest(text).kind !== 'broken') return { kind: 'as-is' };
  const older = inNewerVersion(text) ?? inVerboseCurl(text);
  if (older !== null) return older;
  // Where it breaks is said then, which is better than to guess at the rest.
  if (REQUEST_LINE.test(text)) return { kind: 'unreadable' };
  const list = text.length > LONGEST_LIST ? null : inPaste;
  return inCommand(text) ?? inHar(text) ?? list?.(text) ?? { kind: 'unreadable' };
}

/** A longer text is no list of fields, and would take long to read. */
const LONGEST_LIST = 100_000;

/** A text that begins as HTTP/1.1. */
const REQUEST_LINE = /^\s*[A-Z]+ .{0,5000} HTTP\/\d/;

/** Firefox prints the headers of HTTP/2 and HTTP/3 with a request line. */
function inNewerVersion(text: string): PastedRequest | null {
  const asOlder = text.replace(NEWER_VERSION, '$1 HTTP/1.1');
  if (asOlder === text || readOwnRequest(asOlder).kind !== 'request') return null;
  return converted('http2', asOlder.trim().replaceAll('\r\n', '\n'), []);
}

const NEWER_VERSION = /^(\s*[A-Z]+ \S{1,5000}) HTTP\/[23](?:\.0)?(?=\s*$)/m;

/** `curl -v` marks what it sends with ">". */
function inVerboseCurl(text: string): PastedRequest | null {
  const sent = [...text.matchAll(/^> ?(.*)$/gm)].map(([, line = '']) => line.trimEnd());
  const end = sent.indexOf('');
  const head = sent.slice(0, end === -1 ? sent.length : end).join('\n');
  if (head === '') return null;
  const isOne = readOwnRequest(head).kind === 'request';
  return isOne ? converted('fields', head, []) : inNewerVersion(head);
}

function inCommand(text: string): PastedRequest | null {
  const curl = readCurlCommand(text);
  const powerShell = readPowerShellCommand(text);
  const command = curl ?? powerShell ?? readFetchCall(text);
  if (command === null) return null;
  const { method, fields } = command;
  const isWhole = /^(?:\w+:)?\/\//.test(command.url);
  const url = isWhole ? command.url : `https://example.com/${command.url.replace(/^\/+/, '')}`;
  const request = requestTextOfUrl(method, url, fields) ?? requestText(method, url, fields);
  const remarks: ConversionRemark[] = [
    ...(isWhole ? [] : (['placeholders'] as const)),
    ...lossOf(request, fields),
  ];
  if (powerShell !== null) return converted('powershell', request, ['browser-adds', ...remarks]);
  if (curl === null) return converted('fetch', request, ['browser-adds', ...remarks]);
  return converted('curl', request, curl.addsFields ? ['curl-adds', ...remarks] : remarks);
}

function inHar(text: string): PastedRequest | null {
  if (!/^\s*\{/.test(text)) return null;
  const exchanges = readHarExchanges(text) ?? readHarExchanges(`{"entries":[${text}]}`);
  const chosen = mostRepeated(exchanges ?? []);
  if (chosen === null) return null;
  const request = requestText(chosen.method, chosen.target, chosen.fields);
  return converted('har', request, lossOf(request, chosen.fields));
}

/** Polls are repeated, unlike what a page loads. Without a GET, any other request. */
function mostRepeated(exchanges: readonly RecordedExchange[]): RecordedExchange | null {
  const gets = exchanges.filter(({ method }) => method === 'GET');
  const times = new Map<string, number>();
  for (const { endpoint } of gets) times.set(endpoint, (times.get(endpoint) ?? 0) + 1);
  const most = Math.max(0, ...times.values());
  return gets.find(({ endpoint }) => times.get(endpoint) === most) ?? exchanges[0] ?? null;
}

function inPaste(text: string): PastedRequest | null {
  for (const { connections, unread, problems } of readPaste(text)) {
    for (const connection of connections) {
      const chunk = connection.chunks.find((each) => each.direction === 'client-to-server');
      const request = chunk === undefined ? null : requestIn(connection, chunk);
      if (request === null) continue;
      const hasPlaceholders = (chunk?.headLacks ?? []).some((part) => !WRITTEN_ANYWAY.has(part));
      const isUnread = unread.some(({ start, end }) => !SCHEME.test(text.slice(start, end)));
      const isWhole = !isUnread && problems.length === 0;
      const form = /^\s*:(?:method|path|authority|scheme)\b/m.test(text) ? 'http2' : 'fields';
      return converted(form, request, [
        ...(hasPlaceholders ? (['placeholders'] as const) : []),
        ...(isWhole ? [] : (['left-out'] as const)),
      ]);
    }
  }
  return null;
}

/** What a list of fields needn't have, because it is said to be written as HTTP/1.1. */
const WRITTEN_ANYWAY: ReadonlySet<string> = new Set(['fields', 'version']);

/** HTTP/1.1 has no place for the scheme (RFC 9113 §8.3.1). */
const SCHEME = /^\s*:scheme:?\s+\S+\s*$/;

function converted(
  form: RequestForm,
  text: string | null,
  remarks: readonly ConversionRemark[],
): PastedRequest | null {
  return text === null ? null : { kind: 'converted', form, text, remarks };
}

/** Fields that can't be sent aren't in the text, which has at least a Host field. */
function lossOf(text: string | null, fields: readonly FieldPair[]): ConversionRemark[] {
  const named = fields.filter(([name]) => !name.startsWith(':') && !/^host$/i.test(name)).length;
  const written = (text ?? '').split('\n').filter((line) => !/^host:/i.test(line)).length - 1;
  return written < named ? ['left-out'] : [];
}

function requestIn({ bytes }: ReadConnection, { range }: ReadChunk): string | null {
  const head = bytes.subarray(range.start, range.end);
  const reading = decodeHttpHead(head);
  if (reading.kind !== 'head' || !isRequestHead(reading.head)) return null;
  return headText(head.subarray(0, reading.head.size));
}
