/** Exchanges of a HAR file (version 1.2), as browsers' network panels export them. */

import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { headSize, type RecordedExchange } from './exchange.ts';

/** Null if the text is no HAR file. Entries that aren't whole exchanges are left out. */
export function readHarExchanges(text: string): RecordedExchange[] | null {
  const root = parse(text);
  const entries = member(member(root, 'log') ?? root, 'entries');
  if (!Array.isArray(entries)) return null;
  const exchanges = entries.map(exchangeOf).filter((exchange) => exchange !== null);
  const times = exchanges.map(({ sentAtMs }) => sentAtMs).filter((at) => at !== null);
  const from = times.length === 0 ? 0 : Math.min(...times);
  return exchanges
    .map((exchange) => ({
      ...exchange,
      sentAtMs: exchange.sentAtMs === null ? null : exchange.sentAtMs - from,
      answeredAtMs: exchange.answeredAtMs === null ? null : exchange.answeredAtMs - from,
    }))
    .sort((one, other) => (one.sentAtMs ?? 0) - (other.sentAtMs ?? 0));
}

function exchangeOf(entry: unknown): RecordedExchange | null {
  const [request, response] = [member(entry, 'request'), member(entry, 'response')];
  const url = textOf(member(request, 'url'));
  const parts = /^(https?):\/\/([^/?#]+)([^?#]*)(\?[^#]*)?/i.exec(url);
  const status = numberOf(member(response, 'status'));
  if (parts === null || status === null || status < 200) return null;
  const [, scheme = '', host = '', path = '', query = ''] = parts;
  const method = textOf(member(request, 'method')) || 'GET';
  const version = textOf(member(request, 'httpVersion')).toLowerCase();
  const target = `${path === '' ? '/' : path}${query}`;
  const fields = fieldsOf(member(request, 'headers'), host);
  const answered = fieldsOf(member(response, 'headers'), null);
  const sentAtMs = timeOf(textOf(member(entry, 'startedDateTime')));
  const tookMs = numberOf(member(entry, 'time'));
  return {
    sentAtMs,
    answeredAtMs: sentAtMs === null || tookMs === null ? null : sentAtMs + Math.max(0, tookMs),
    method,
    endpoint: `${scheme.toLowerCase()}://${host}${path}`,
    target,
    fields,
    requestHeadSize: headSize(`${method} ${target} HTTP/1.1`, fields),
    requestBodySize: sizeOf(member(request, 'bodySize')) ?? 0,
    status,
    responseHeadSize: headSize(`HTTP/1.1 ${status} OK`, answered),
    responseBodySize: bodySizeOf(response),
    connection: textOf(member(entry, 'connection')) || null,
    isHttp2: /h2|http\/2|h3|http\/3/.test(version),
    isEncrypted: scheme.toLowerCase() === 'https',
  };
}

/** The size on the wire if the file has it, otherwise that of the content. */
function bodySizeOf(response: unknown): number {
  return (
    sizeOf(member(response, 'bodySize')) ?? sizeOf(member(member(response, 'content'), 'size')) ?? 0
  );
}

/** A size of -1 means that it is unknown. */
function sizeOf(value: unknown): number | null {
  const size = numberOf(value);
  return size === null || size < 0 ? null : size;
}

/** Pseudo-header fields of HTTP/2 are left out, and `Host` is added if it is missing. */
function fieldsOf(headers: unknown, host: string | null): FieldPair[] {
  const listed = (Array.isArray(headers) ? headers : [])
    .map((field): FieldPair => [textOf(member(field, 'name')), textOf(member(field, 'value'))])
    .filter(([name]) => name !== '' && !name.startsWith(':'));
  const hasHost = listed.some(([name]) => name.toLowerCase() === 'host');
  return host === null || hasHost ? listed : [['Host', host], ...listed];
}

/** Milliseconds since 1970 of "2026-11-22T10:00:00.123Z"; null if it isn't such a time. */
function timeOf(text: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/.exec(
    text,
  );
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  const days = daysUntil(year!, month!, day!);
  const zone = parts[7] ?? 'Z';
  const offset =
    zone === 'Z'
      ? 0
      : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  return ((days * 24 + hour!) * 60 + minute! - offset) * 60_000 + Math.round(second! * 1e6) / 1e3;
}

/**
 * Days from 1 January 1970 to a day of the Gregorian calendar, by counting from 1 March of year 0.
 */
function daysUntil(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + dayOfYear - 719_468;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function member(node: unknown, name: string): unknown {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return null;
  return Object.hasOwn(node, name)
    ? ((node as Readonly<Record<string, unknown>>)[name] ?? null)
    : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
