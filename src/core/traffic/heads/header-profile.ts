/** Header profiles: every head that the methods need, as one client and one server write it. */

import { isFieldNamed, type FieldPair } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { withFields, type HeadTemplate } from './head-template.ts';

export const HEAD_IDS = [
  'poll-request',
  'long-poll-request',
  'post-request',
  /** Requests server-sent events. */
  'stream-request',
  'opening-request',
  /** To a poll, with messages. */
  'news-response',
  /** To a poll, without messages: 204, "no additional content to send" (RFC 9110 §15.3.5). */
  'empty-response',
  'post-response',
  'stream-response',
  'opening-response',
] as const;

export type HeadId = (typeof HEAD_IDS)[number];

export type Heads = Readonly<Record<HeadId, HeadTemplate>>;

/** Where the heads come from. */
export type ProfileSource =
  /** The minimum that the standards require. */
  | { readonly kind: 'composed' }
  /** Composed of a request that the reader pasted. */
  | { readonly kind: 'own' }
  /** Sizes that a publication states. There is no text to serialize. */
  | { readonly kind: 'quoted'; readonly from: string }
  /** From a capture of a real client and a real server. */
  | {
      readonly kind: 'recorded';
      readonly client: string;
      readonly server: string;
      /** Year, month and day. */
      readonly recordedOn: string;
      /** Heads that were not recorded, but composed of recorded ones. */
      readonly composed: readonly HeadId[];
    };

export type HeaderProfile = {
  readonly source: ProfileSource;
  readonly heads: Heads;
};

/** The server's name, the same for every method. */
export const MODEL_HOST = '127.0.0.1:8601';

const REQUESTS = HEAD_IDS.filter((id) => id.endsWith('-request'));

/** The same client with a `size`-byte cookie in each request (RFC 6265 §5.4); with none for 0. */
export function withCookie({ source, heads }: HeaderProfile, size: number): HeaderProfile {
  if (size === 0) return { source, heads };
  const cookie: FieldPair = [
    FIELD.cookie,
    `sid=${'c0ffee'.repeat(Math.ceil(size / 6))}`.slice(0, size),
  ];
  const changed = REQUESTS.map((id) => [id, withFields(heads[id], [cookie])] as const);
  return { source, heads: { ...heads, ...Object.fromEntries(changed) } };
}

const OFFER: FieldPair = [FIELD.webSocketExtensions, 'permessage-deflate'];

const ENCODED: readonly FieldPair[] = [
  ['Content-Encoding', 'gzip'],
  ['Vary', 'Accept-Encoding'],
];

/**
 * The same client and server with compression: negotiated in a handshake (RFC 7692 §5), declared in
 * responses (RFC 9110 §8.4, §12.5.5). Some clients always offer it.
 */
export function withCompression({ source, heads }: HeaderProfile): HeaderProfile {
  const request = heads['opening-request'];
  const offers = request.fields.some(([name]) => isFieldNamed({ name }, FIELD.webSocketExtensions));
  return {
    source,
    heads: {
      ...heads,
      'opening-request': offers ? request : withFields(request, [OFFER]),
      'opening-response': withFields(heads['opening-response'], [OFFER]),
      'news-response': withFields(heads['news-response'], ENCODED),
      'stream-response': withFields(heads['stream-response'], ENCODED),
    },
  };
}
