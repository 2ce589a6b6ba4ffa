/** The ids of the examples that links can open in Decode (`#/decode?example=`). */

import { printAddress } from './address.ts';
import { SAMPLE_IDS } from './sample-ids.ts';

/** In gallery order. */
export const EXAMPLE_IDS = {
  'rfc-6455': [
    'rfc-6455-unmasked-text',
    'rfc-6455-masked-text',
    'rfc-6455-fragments',
    'rfc-6455-ping-pong',
    'rfc-6455-256-bytes',
    'rfc-6455-64-kib',
  ],
  'rfc-7692': [
    'rfc-7692-one-block',
    'rfc-7692-fragments',
    'rfc-7692-shared-window',
    'rfc-7692-stored',
    'rfc-7692-final-block',
    'rfc-7692-two-blocks',
    'rfc-7692-empty-fragment',
    'rfc-7692-empty-message',
  ],
  recorded: SAMPLE_IDS,
  broken: [
    'fragments-and-close',
    'client-unmasked',
    'server-masked',
    'rsv1',
    'opcode-3',
    'ping-126',
    'fragmented-ping',
    'length-16-not-minimal',
    'length-top-bit',
    'orphan-continuation',
    'interleaved-text',
    'ping-then-zeros',
    'text-not-utf8',
    'close-one-byte',
    'close-1005',
    'close-code-as-text',
    'close-reason-not-utf8',
    'bytes-after-close',
    'deflate-not-deflate',
    'deflate-rsv1-on-continuation',
    'cut-frame',
    'key-missing',
    'accept-wrong',
    'extension-not-offered',
    'refused',
  ],
  'not-frames': [
    'tls-client-hello',
    'tls-alert',
    'tls-application-data',
    'http-answer',
    'http-request',
    'http2-preface',
    'proxy-v1',
    'proxy-v2',
    'json',
    'socket-io',
    'engine-io',
    'gzip',
    'deflate',
    'html',
    'hixie-text',
    'hex-text',
    'base64-text',
  ],
} as const;

export type ExampleGroup = keyof typeof EXAMPLE_IDS;

export type ExampleIn<Group extends ExampleGroup> = (typeof EXAMPLE_IDS)[Group][number];

export type ExampleId = ExampleIn<ExampleGroup>;

export const EXAMPLE_GROUPS = Object.keys(EXAMPLE_IDS) as ExampleGroup[];

/** For example, `#/decode?example=rfc-6455-masked-text`. */
export function exampleLink({ id }: { readonly id: ExampleId }): string {
  return printAddress({ page: 'decode', path: [], query: new Map([['example', id]]) });
}
