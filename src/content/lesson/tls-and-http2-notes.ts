/** The same connection over TLS and over HTTP/2: what changes and what stays the same. */

import {
  compareRequests,
  compareResponses,
  type OpeningRow,
} from '#core/handshake/http2-head-dissection.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import type { OpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { rfc, type Reference } from '#core/protocol/rules/reference.ts';
import { HTTP2_NOTES } from '#content/reference/header-notes.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { countOf } from '#content/phrasing/quantity.ts';

/** A statement with its reasons and its section. */
export type Note = {
  readonly title: string;
  readonly text: Prose;
  readonly references: readonly Reference[];
};

/**
 * What TLS 1.3 adds to each record: a header, the inner content type, and the tag of the cipher
 * (RFC 8446 §5.1, §5.2). The tag has 16 bytes in every cipher suite of RFC 8446 §B.4 but CCM_8.
 */
const TLS_RECORD = { header: 5, innerType: 1, tag: 16 } as const;

/** The bytes that TLS 1.3 adds to the content of each record. */
export const TLS_RECORD_OVERHEAD = TLS_RECORD.header + TLS_RECORD.innerType + TLS_RECORD.tag;

/** What an observer in the network can read, with TLS and without it. */
export type Visibility = {
  readonly what: string;
  readonly overTcp: string;
  readonly overTls: string;
};

// Sources: RFC 8446 §5.1, §5.2 (records), §4.1.2 (ClientHello); RFC 6066 §3 (SNI); RFC 7301 §3.1
// (ALPN); RFC 6455 §5.3, §10.6. ALPN measured for a first wss connection: Chromium 156 offers
// http/1.1 alone, Firefox 153 offers h2 and http/1.1.
export const TLS_VISIBILITY: readonly Visibility[] = [
  { what: 'both addresses and ports', overTcp: 'seen', overTls: 'seen' },
  {
    what: 'the host’s name',
    overTcp: 'seen, in Host',
    overTls: 'seen in the ClientHello (SNI), unless that is encrypted (ECH)',
  },
  { what: 'path, cookies, subprotocol', overTcp: 'seen', overTls: 'hidden' },
  {
    what: 'that it is a WebSocket',
    overTcp: 'seen',
    overTls: 'hidden, but timing hints at it, and ALPN: Chromium offers http/1.1 alone',
  },
  {
    what: 'the content of messages',
    overTcp: 'seen, because each frame contains its masking key',
    overTls: 'hidden',
  },
  {
    what: 'times and sizes',
    overTcp: 'seen',
    overTls: `seen, with ${TLS_RECORD_OVERHEAD} bytes or more on top of each record`,
  },
  { what: 'deliberate changes', overTcp: 'go unnoticed', overTls: 'end the connection' },
];

/** What wss adds, for a message of `payloadSize` bytes from a page. */
export function tlsNotes(payloadSize: number): readonly Note[] {
  const header = frameHeaderSize(minimalLengthForm(payloadSize), true);
  const frame = header + payloadSize;
  return [
    {
      title: 'One more round trip, before HTTP',
      text: [
        'With ',
        { code: 'wss:' },
        ' the TLS handshake comes between the TCP handshake and the opening handshake. A full TLS 1.3 handshake takes one round trip. The client must name the host in it (SNI), so that the server can choose a certificate.',
      ],
      references: [rfc(6455, '4.1'), rfc(6066, '3'), rfc(8446, '2')],
    },
    {
      title: 'The same bytes, in records',
      text: [
        `Requests and frames are the same to the bit. Usually each write becomes one TLS record, which adds ${countOf(TLS_RECORD_OVERHEAD, 'byte')}: ${TLS_RECORD.header} of header, ${TLS_RECORD.innerType} for the type, ${TLS_RECORD.tag} that reveal any change. A message of ${countOf(payloadSize, 'byte')} from a page is a frame of ${frame} and a record of ${frame + TLS_RECORD_OVERHEAD}.`,
      ],
      references: [rfc(8446, '5.1'), rfc(8446, '5.2')],
    },
    {
      title: 'Frames from a page stay masked',
      text: [
        'Masking is done “whether or not the WebSocket Protocol is running over TLS”. If a proxy ends TLS, the network after it sees plain bytes. Without masking, a page could choose those.',
      ],
      references: [rfc(6455, '5.1'), rfc(6455, '10.3')],
    },
    {
      // Source: wss to a port without TLS, measured with Chromium 156 and Firefox 153.
      title: 'A failed handshake has no code of its own',
      text: [
        'If the TLS handshake fails, there is no WebSocket to close. 1015 is reserved for that. Chromium reports 1006 instead, so that a page can’t distinguish the causes. Firefox reports 1015.',
      ],
      references: [
        rfc(6455, '7.4.1'),
        { document: 'WHATWG WebSockets', section: 'feedback-from-the-protocol' },
      ],
    },
    {
      title: 'More connections succeed',
      text: [
        'A proxy that doesn’t support Upgrade usually forwards TLS unchanged, because it can’t read it. A page loaded with ',
        { code: 'https:' },
        ' needs ',
        { code: 'wss:' },
        ' anyway, because browsers block ',
        { code: 'ws:' },
        ' as mixed content. The exception is the reader’s own machine, such as ',
        { code: 'ws://localhost' },
        '.',
      ],
      // Source: RFC 6455 §1.8 and §4.1, step 3 of connecting, for proxies; Mixed Content, "Should
      // fetching request be blocked", condition 2. Measured: Chromium 156 opens ws://localhost and
      // ws://127.0.0.1 from an https page, and throws SecurityError for another host.
      references: [
        rfc(6455, '1.8'),
        rfc(6455, '4.1'),
        { document: 'Mixed Content', section: 'should-block-fetch' },
      ],
    },
  ];
}

/** A part of the handshake in both forms, and the reason for the difference. */
export type Http2Row = OpeningRow & { readonly note: string };

/** The opening handshake beside its form over HTTP/2. Computed, so the two can't disagree. */
export function http2Rows(request: OpeningRequest): {
  readonly request: readonly Http2Row[];
  readonly response: readonly Http2Row[];
} {
  const withNote = (row: OpeningRow): Http2Row => ({ ...row, note: HTTP2_NOTES[row.id] });
  return {
    request: compareRequests(request, 'https').map(withNote),
    response: compareResponses({ key: request.key }).map(withNote),
  };
}

export const HTTP2_GENERAL_NOTES: readonly Note[] = [
  {
    title: 'The server has to offer it first',
    text: [
      'Its settings contain SETTINGS_ENABLE_CONNECT_PROTOCOL = 1. Without that, a client must not use extended CONNECT. Browsers then open an HTTP/1.1 connection instead.',
    ],
    // Source: RFC 8441 §3; for browsers, the ALPN of Chromium 156 in TLS_VISIBILITY.
    references: [rfc(8441, '3')],
  },
  {
    title: 'An extended CONNECT, answered by 200',
    text: [
      'The stream becomes a tunnel. There is no Upgrade, no key and no accept value: a server that does not know ',
      { bytes: ':protocol', kind: 'http' },
      ' can’t accept it by chance.',
    ],
    references: [rfc(8441, '4'), rfc(8441, '5')],
  },
  {
    title: 'The same frames, in DATA frames',
    text: [
      'The frames of RFC 6455 travel in the stream’s DATA frames, which add 9 bytes each. A client’s frames stay masked. END_STREAM replaces TCP’s FIN, and RST_STREAM replaces RST.',
    ],
    references: [rfc(8441, '5'), rfc(9113, '4.1')],
  },
  {
    title: 'One TCP connection for many',
    text: [
      'Several WebSockets and ordinary requests share one connection, and one handshake each of TCP and TLS. A lost segment delays all of them.',
    ],
    references: [rfc(8441, '1'), rfc(9113, '5'), rfc(9293, '3.4')],
  },
];
