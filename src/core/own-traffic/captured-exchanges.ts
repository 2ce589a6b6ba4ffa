/** HTTP/1.1 exchanges of a capture file: requests and responses of its connections, in pairs. */

import { fromLatin1 } from '#core/bytes/text.ts';
import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf, type RecordingNotes } from '#core/captures/captured-trace.ts';
import { decodeHttpHead, isRequestHead, type HttpHead } from '#core/protocol/http/http-head.ts';
import type { Direction } from '#core/trace/direction.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import type { RecordedExchange } from './exchange.ts';

/** Null if the file is no capture. */
export function readCapturedExchanges(file: Uint8Array): RecordedExchange[] | null {
  const reading = readCapture(file);
  if (reading.kind === 'unreadable') return null;
  const firstNs = reading.packets.firstTimeNs();
  const { connections } = listConnections(reading);
  return connections
    .flatMap((connection, index) => {
      const startedNs = connection.tcp.segments.at(0)?.seenAtNs ?? null;
      const offsetMs =
        startedNs === null || firstNs === null ? null : Number(startedNs - firstNs) / 1e6;
      return exchangesOf(traceOf(connection, NO_NOTES), offsetMs, String(index));
    })
    .sort((one, other) => (one.sentAtMs ?? 0) - (other.sentAtMs ?? 0));
}

const NO_NOTES: RecordingNotes = {
  recordedOn: '',
  tool: '',
  client: { name: '' },
  server: { name: '' },
};

/** A head and its body in a stream. `end` is where the next head begins. */
type Part = {
  readonly head: HttpHead;
  readonly start: number;
  readonly bodySize: number;
  readonly end: number;
};

function exchangesOf(
  trace: Trace,
  offsetMs: number | null,
  connection: string,
): RecordedExchange[] {
  const requests = partsOf(readStream(trace, 'client-to-server'), () => false);
  const methods = requests.map(({ head }) => (isRequestHead(head) ? head.startLine.method : ''));
  const responses = partsOf(
    readStream(trace, 'server-to-client'),
    (index) => methods[index] === 'HEAD',
  );
  const at = (direction: Direction, byte: number) => {
    const sent = trace.events.find(
      (event) =>
        event.direction === direction && event.range.start <= byte && byte < event.range.end,
    );
    return sent === undefined || sent.sentAtMs === null || offsetMs === null
      ? null
      : sent.sentAtMs + offsetMs;
  };
  return requests.flatMap((request, index): RecordedExchange[] => {
    const response = responses[index];
    if (response === undefined || !isRequestHead(request.head)) return [];
    if (response.head.startLine.kind !== 'response') return [];
    const { method, target } = request.head.startLine;
    const host = request.head.fields.find(({ name }) => name.toLowerCase() === 'host')?.value ?? '';
    return [
      {
        sentAtMs: at('client-to-server', request.start),
        answeredAtMs: at('server-to-client', Math.max(response.start, response.end - 1)),
        method,
        endpoint: `http://${host}${target.replace(/\?.*$/, '')}`,
        target,
        fields: request.head.fields.map(({ name, value }) => [name, value]),
        requestHeadSize: request.head.size,
        requestBodySize: request.bodySize,
        status: response.head.startLine.status,
        responseHeadSize: response.head.size,
        responseBodySize: response.bodySize,
        connection,
        isHttp2: false,
        isEncrypted: false,
      },
    ];
  });
}

/** Heads one after another, up to the first byte that is none: a WebSocket's frames, or TLS. */
function partsOf(stream: Uint8Array, hasNoBody: (index: number) => boolean): Part[] {
  const parts: Part[] = [];
  let start = 0;
  while (start < stream.length) {
    const reading = decodeHttpHead(stream.subarray(start));
    if (reading.kind !== 'head') break;
    const { head } = reading;
    const isInterim = head.startLine.kind === 'response' && head.startLine.status < 200;
    if (head.startLine.kind === 'response' && head.startLine.status === 101) break;
    const from = start + head.size;
    const size = hasNoBody(parts.length) || isInterim ? 0 : bodySizeOf(head, stream, from);
    if (!isInterim) parts.push({ head, start, bodySize: size, end: from + size });
    start = from + size;
  }
  return parts;
}

/** Bytes of a body as it crossed, chunk sizes included (RFC 9112 §6). */
function bodySizeOf(head: HttpHead, stream: Uint8Array, from: number): number {
  const valueOf = (wanted: string) =>
    head.fields.find(({ name }) => name.toLowerCase() === wanted)?.value;
  if (head.startLine.kind === 'response' && [204, 304].includes(head.startLine.status)) return 0;
  if (/chunked/i.test(valueOf('transfer-encoding') ?? '')) return chunkedSize(stream, from);
  const length = Number(valueOf('content-length') ?? Number.NaN);
  if (Number.isInteger(length) && length >= 0) return Math.min(length, stream.length - from);
  // Without a length, a response ends with its connection.
  return head.startLine.kind === 'response' ? stream.length - from : 0;
}

function chunkedSize(stream: Uint8Array, from: number): number {
  let at = from;
  while (at < stream.length) {
    const line = fromLatin1(stream.subarray(at, at + 20));
    const found = /^([\da-f]+)[^\r\n]*\r\n/i.exec(line);
    if (found === null) break;
    const size = Number.parseInt(found[1]!, 16);
    at += found[0].length + size + 2;
    if (size === 0) break;
  }
  return Math.min(at, stream.length) - from;
}
