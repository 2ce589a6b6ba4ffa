/**
 * A request in one of the forms in which people have it, as HTTP/1.1 text: a curl command, a call
 * of fetch, a HAR file or an entry of one, or the header list of HTTP/2.
 */

import { readPaste } from '#core/paste/read-paste.ts';
import type { ReadChunk, ReadConnection } from '#core/paste/reading.ts';
import { decodeHttpHead, isRequestHead } from '#core/protocol/http/http-head.ts';
import { readOwnRequest } from '#core/traffic/heads/own-request.ts';
import { readCurlCommand, readFetchCall } from './command-request.ts';
import { readHarExchanges } from './har-exchanges.ts';
import { headText, requestText, requestTextOfUrl } from './request-text.ts';

export type RequestForm = 'curl' | 'fetch' | 'har' | 'http2' | 'fields';

export type PastedRequest =
  /** It is HTTP/1.1 already, or nothing. */
  | { readonly kind: 'as-is' }
  | {
      readonly kind: 'converted';
      readonly form: RequestForm;
      /** With simple line ends, without the empty line at the end. */
      readonly text: string;
      /** Whether the form lacks parts of a head, and placeholders are in their place. */
      readonly isPartial: boolean;
    }
  | { readonly kind: 'unreadable' };

export function readPastedRequest(text: string): PastedRequest {
  if (readOwnRequest(text).kind !== 'broken') return { kind: 'as-is' };
  return inCommand(text) ?? inHar(text) ?? inPaste(text) ?? { kind: 'unreadable' };
}

function inCommand(text: string): PastedRequest | null {
  const curl = readCurlCommand(text);
  const command = curl ?? readFetchCall(text);
  if (command === null) return null;
  const { method, url, fields } = command;
  const form = curl === null ? 'fetch' : 'curl';
  return converted(form, requestTextOfUrl(method, url, fields) ?? requestText(method, url, fields));
}

function inHar(text: string): PastedRequest | null {
  if (!/^\s*\{/.test(text)) return null;
  const exchanges = readHarExchanges(text) ?? readHarExchanges(`{"entries":[${text}]}`);
  const get = exchanges?.find(({ method }) => method === 'GET') ?? exchanges?.[0];
  if (get === undefined) return null;
  return converted('har', requestText(get.method, get.target, get.fields));
}

function inPaste(text: string): PastedRequest | null {
  for (const { connections } of readPaste(text)) {
    for (const connection of connections) {
      const chunk = connection.chunks.find((each) => each.direction === 'client-to-server');
      const request = chunk === undefined ? null : requestIn(connection, chunk);
      if (request === null) continue;
      const isPartial = (chunk?.headLacks ?? []).some((part) => part !== 'fields');
      const form = /^\s*:(?:method|path|authority|scheme)\b/m.test(text) ? 'http2' : 'fields';
      return converted(form, request, isPartial);
    }
  }
  return null;
}

function converted(
  form: RequestForm,
  text: string | null,
  isPartial = false,
): PastedRequest | null {
  return text === null ? null : { kind: 'converted', form, text, isPartial };
}

function requestIn({ bytes }: ReadConnection, { range }: ReadChunk): string | null {
  const head = bytes.subarray(range.start, range.end);
  const reading = decodeHttpHead(head);
  if (reading.kind !== 'head' || !isRequestHead(reading.head)) return null;
  return headText(head.subarray(0, reading.head.size));
}
