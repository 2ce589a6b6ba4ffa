/**
 * The connections within a captured one: what TLS encrypts, opened with keys, and the WebSockets in
 * streams of HTTP/2. It is loaded apart from the workbench, because few inputs need it.
 */

import { contentOf, type ConnectionContent } from '#core/captures/connection-content.ts';
import { traceOfStream } from '#core/http2/stream-trace.ts';
import { fieldValue } from '#core/http2/hpack.ts';
import { findWebSocketStreams, type WebSocketStream } from '#core/http2/websocket-streams.ts';
import { tlsOpener } from '#core/tls/opened-trace.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { CapturedTrace } from './input-contents.ts';

/** @param keyLogs with the secrets of TLS connections */
export function connectionOpener(
  keyLogs: readonly string[],
): (trace: Trace) => readonly CapturedTrace[] {
  const openTls = tlsOpener(keyLogs);
  return (captured) => {
    const isTls = contentOf(captured).kind === 'tls';
    const { trace, tls } = isTls ? openTls(captured) : { trace: captured, tls: null };
    const content = contentOf(trace);
    const streams = content.kind === 'http2' ? findWebSocketStreams(trace) : [];
    return [
      ...streams.map((stream) => ({
        trace: traceOfStream(trace, stream),
        content: contentOfStream(stream),
        tls,
        unreadSize: stream.unreadSize,
      })),
      { trace, content, tls, unreadSize: 0 },
    ];
  };
}

function contentOfStream({ id, request, pieces }: WebSocketStream): ConnectionContent {
  const isAccepted = pieces['server-to-client'].some(
    ({ content }) =>
      content.kind === 'fields' && /^2\d\d$/.test(fieldValue(content.fields, ':status') ?? ''),
  );
  return {
    kind: isAccepted ? 'websocket' : 'handshake',
    target: fieldValue(request, ':path'),
    host: fieldValue(request, ':authority'),
    streamId: id,
  };
}
