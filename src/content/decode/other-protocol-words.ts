/**
 * What is shown in place of frames, for a connection that has none.
 *
 * Sources: RFC 8441 §5 for frames in DATA; RFC 9113 §4.3 for HPACK.
 */

import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import type { ConnectionChoice, OtherProtocol } from '#core/workbench/decoded.ts';
import type { NoConnectionWords } from './capture-words.ts';
import { encryptedWords } from './tls-words.ts';

export const OTHER_PROTOCOL_FACTS: Readonly<Record<OtherProtocol, string>> = {
  tls: 'encrypted by TLS',
  http2: 'HTTP/2',
};

/** @param all the connections of the capture, of which `chosen` is one */
export function otherProtocolWords(
  protocol: OtherProtocol,
  chosen: ConnectionChoice,
  all: readonly ConnectionChoice[],
): NoConnectionWords {
  if (protocol === 'tls') return encryptedWords(chosen.tls);
  const streams = all.filter(
    ({ content, client, server }) =>
      content?.streamId !== undefined && client === chosen.client && server === chosen.server,
  ).length;
  return {
    title: 'This connection speaks HTTP/2',
    advice:
      streams === 0
        ? 'None of its streams is a WebSocket, so nothing is judged. Choose another connection.'
        : `${countOf(streams, 'WebSocket')} ${streams === 1 ? 'is a stream' : 'are streams'} of it, and can be chosen as ${streams === 1 ? 'a connection' : 'connections'}. The rest is not judged.`,
  };
}

/** Of a WebSocket in a stream of HTTP/2; '' for any other. */
export function streamWords({ content }: ConnectionChoice): string {
  return content?.streamId === undefined
    ? ''
    : `This is stream ${formatCount(content.streamId)} of an HTTP/2 connection, and the frames come from its DATA. Its header fields are written as HTTP/1.1 writes them, because HTTP/2 compresses them with HPACK.`;
}

/** Of a WebSocket in a stream whose connection ends in bytes that make no frames; '' for none. */
export function unreadWords({ unreadSize }: ConnectionChoice): string {
  return unreadSize === 0
    ? ''
    : `${countOf(unreadSize, 'byte')} at the end of the HTTP/2 connection couldn’t be read, so frames may be missing.`;
}
