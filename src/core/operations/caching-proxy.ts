/**
 * A caching proxy that doesn't understand Upgrade, as RFC 6455 §10.3 describes it. After an opening
 * handshake it still reads both directions as HTTP/1.1 and skips bytes that aren't.
 *
 * It forwards every byte unchanged, so the model contains only what it reads and stores. It files
 * by the Host field, although the bytes go to whichever server the connection leads to.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes, copyBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { findField, listElements } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import {
  decodeHttpHead,
  isRequestHead,
  isResponseHead,
  type HttpHead,
  type ResponseHead,
} from '#core/protocol/http/http-head.ts';

/** What the proxy takes for a request. */
export type ReadRequest = {
  readonly method: string;
  /** "http://cdn.example/stats.js"; null without a Host field. */
  readonly url: string | null;
  /** Its bytes in the stream of its direction. */
  readonly range: ByteRange;
};

/** What the proxy takes for a response. */
export type ReadResponse = {
  /** The oldest request without a response; null if there is none. */
  readonly request: ReadRequest | null;
  /** The URL that it is stored for; null if it isn't stored. */
  readonly storedFor: string | null;
  readonly range: ByteRange;
};

/** Stored bodies by URL. All connections through a proxy share them. */
export type ProxyCache = Map<string, Uint8Array>;

/** One connection through the proxy. */
export class ProxiedConnection {
  readonly #cache: ProxyCache;
  readonly #fromClient = new HttpFinder();
  readonly #fromServer = new HttpFinder();
  readonly #waiting: ReadRequest[] = [];

  constructor(cache: ProxyCache) {
    this.#cache = cache;
  }

  /** The requests that end in these bytes, the next of the client's. */
  readClient(bytes: Uint8Array): ReadRequest[] {
    const requests = this.#fromClient.find(bytes).flatMap(({ head, range }): ReadRequest[] => {
      if (!isRequestHead(head)) return [];
      const host = findField(head.fields, FIELD.host)?.value ?? '';
      const url = host === '' ? null : urlOf(host, head.startLine.target);
      return [{ method: head.startLine.method, url, range }];
    });
    this.#waiting.push(...requests);
    return requests;
  }

  /** The responses that end in these bytes, the next of the server's. */
  readServer(bytes: Uint8Array): ReadResponse[] {
    return this.#fromServer.find(bytes).flatMap(({ head, body, range }): ReadResponse[] => {
      if (!isResponseHead(head)) return [];
      const request = this.#waiting.shift() ?? null;
      const url = request?.method === 'GET' ? request.url : null;
      const storedFor = isStorable(head) ? url : null;
      if (storedFor !== null) this.#cache.set(storedFor, body);
      return [{ request, storedFor, range }];
    });
  }
}

/** The address of a resource, as a cache compares it: a host has no case (RFC 9110 §4.2.3). */
export function urlOf(host: string, path: string): string {
  return `http://${host.toLowerCase()}${path}`;
}

type FoundMessage = {
  readonly head: HttpHead;
  readonly body: Uint8Array;
  readonly range: ByteRange;
};

/** Finds HTTP messages among other bytes, which arrive in chunks of any size. */
class HttpFinder {
  /** What may still become a message. */
  #rest: Uint8Array = NO_BYTES;
  #restStart = 0;

  find(chunk: Uint8Array): FoundMessage[] {
    const bytes = concatBytes([this.#rest, chunk]);
    const found: FoundMessage[] = [];
    let at = 0;
    while (at < bytes.length) {
      const reading = decodeHttpHead(bytes.subarray(at));
      if (reading.kind === 'incomplete') break;
      if (reading.kind !== 'head') {
        at++;
        continue;
      }
      const bodyStart = at + reading.head.size;
      const end = bodyStart + bodySize(reading.head);
      if (end > bytes.length) break;
      const range = { start: this.#restStart + at, end: this.#restStart + end };
      found.push({ head: reading.head, body: copyBytes(bytes, bodyStart, end), range });
      at = end;
    }
    this.#rest = copyBytes(bytes, at);
    this.#restStart += at;
    return found;
  }
}

/** Bytes after the head. A 101 has none (RFC 9112 §6.3), so its response seems complete. */
function bodySize({ fields }: HttpHead): number {
  const length = findField(fields, FIELD.contentLength)?.value ?? '0';
  return /^\d{1,9}$/.test(length) ? Number(length) : 0;
}

/** Whether a shared cache may store the response to a GET (RFC 9111 §3). */
function isStorable({ startLine, fields }: ResponseHead): boolean {
  const directives = listElements(fields, 'Cache-Control').map((each) => each.toLowerCase());
  const isForbidden = directives.includes('no-store') || directives.includes('private');
  const isFresh = directives.some((directive) => /^max-age=0*[1-9]\d*$/.test(directive));
  return startLine.status === 200 && isFresh && !isForbidden;
}
