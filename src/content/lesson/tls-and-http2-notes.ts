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
 * What TLS 1.3 adds to each record: a header, the inner content type, and the tag of the cipher.
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

export const TLS_VISIBILITY: readonly Visibility[] = [
  { what: 'both addresses and ports', overTcp: 'seen', overTls: 'seen' },
  { what: 'the host’s name', overTcp: 'seen, in Host', overTls: 'seen, in the ClientHello (SNI)' },
  { what: 'path, cookies, subprotocol', overTcp: 'seen', overTls: 'hidden' },
  {
    what: 'that it is a WebSocket',
    overTcp: 'seen',
    overTls: 'hidden, but long silences hint at it',
  },
  { what: 'what messages say', overTcp: 'seen: the masking key is in front', overTls: 'hidden' },
  {
    what: 'when, and how large',
    overTcp: 'seen',
    overTls: `seen, give or take ${TLS_RECORD_OVERHEAD} bytes`,
  },
  { what: 'changes on the way', overTcp: 'go unnoticed', overTls: 'end the connection' },
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
        ' the TLS handshake comes between TCP’s and the opening one. TLS 1.3 takes a round trip for it. The client must name the host in it (SNI), since the server has to choose a certificate.',
      ],
      references: [rfc(6455, '4.1'), rfc(8446, '2')],
    },
    {
      title: 'The same bytes, in records',
      text: [
        `Requests and frames are the same to the bit. Each write becomes a TLS record, which adds ${countOf(TLS_RECORD_OVERHEAD, 'byte')}: ${TLS_RECORD.header} of header, ${TLS_RECORD.innerType} for the type, ${TLS_RECORD.tag} that prove that nobody changed it. A message of ${countOf(payloadSize, 'byte')} from a page is a frame of ${frame} and a record of ${frame + TLS_RECORD_OVERHEAD}.`,
      ],
      references: [rfc(8446, '5.2')],
    },
    {
      title: 'Frames from a page stay masked',
      text: [
        'Masking must be done “whether or not the WebSocket Protocol is running over TLS”. A server behind a proxy that ends TLS still gets plain bytes, and no page should choose those.',
      ],
      references: [rfc(6455, '5.1'), rfc(6455, '10.3')],
    },
    {
      title: 'What goes wrong has no name',
      text: [
        'Where the TLS handshake fails there is no WebSocket to close. 1015 is set aside for that, but browsers report 1006, so that a page can’t tell the one from the other.',
      ],
      references: [
        rfc(6455, '7.4.1'),
        { document: 'WHATWG WebSockets', section: 'feedback-from-the-protocol' },
      ],
    },
    {
      title: 'More connections succeed',
      text: [
        'Proxies that do not know Upgrade let TLS pass, since they can’t read it. A page that came by ',
        { code: 'https:' },
        ' may open nothing but ',
        { code: 'wss:' },
        ' anyway.',
      ],
      references: [rfc(6455, '1.8'), rfc(6455, '10.6')],
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
    title: 'The server must have said that it can',
    text: [
      'In its settings it sends SETTINGS_ENABLE_CONNECT_PROTOCOL = 1. Before that no client may try, and browsers open a connection of HTTP/1.1 instead.',
    ],
    references: [rfc(8441, '3')],
  },
  {
    title: 'An extended CONNECT, answered by 200',
    text: [
      'The stream becomes a tunnel. There is no Upgrade, no key and no accept value: a server that does not know ',
      { bytes: ':protocol', kind: 'http' },
      ' can’t agree to it by chance.',
    ],
    references: [rfc(8441, '4'), rfc(8441, '5')],
  },
  {
    title: 'The same frames, in DATA frames',
    text: [
      'Frames of RFC 6455 fill the DATA frames of the stream, masked as ever, each DATA frame with 9 bytes of its own. END_STREAM takes the place of FIN, RST_STREAM that of RST.',
    ],
    references: [rfc(8441, '5'), rfc(9113, '4.1')],
  },
  {
    title: 'One TCP connection for many',
    text: [
      'Several WebSockets and ordinary requests share one connection and one handshake of TCP and TLS. What is lost on it holds up all of them.',
    ],
    references: [rfc(8441, '1'), rfc(9113, '5')],
  },
];
