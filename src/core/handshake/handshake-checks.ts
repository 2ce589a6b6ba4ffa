/** The checks of an opening handshake, and the rules that belong to each (RFC 6455 §4.1, §4.2). */

import { FIELD } from '#core/protocol/http/field-name.ts';
import type { HeadPart, HttpHead } from '#core/protocol/http/http-head.ts';
import { rfc, type Reference } from '#core/protocol/rules/reference.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { HeadUnit } from '#core/conversation/unit.ts';

/**
 * Who must send it: every client, only browsers, or `may` if it is optional. `none`: no
 * requirement, but must be valid if present.
 */
export type Need = 'must' | 'browser' | 'may' | 'none';

export type CheckRow = {
  readonly id: CheckId;
  readonly need: Need;
  /** The header field to check; */
  readonly field?: string;
  /** or the part of the start line. */
  readonly part?: { readonly of: HeadPart; readonly pick: (head: HeadUnit['head']) => string };
  readonly rules: readonly RuleId[];
  readonly reference: Reference;
  /** Whether a response can be checked only together with its request. */
  readonly needsRequest?: boolean;
};

export const CHECK_IDS = [
  'request.method',
  'request.target',
  'request.version',
  'request.host',
  'request.upgrade',
  'request.connection',
  'request.key',
  'request.websocket-version',
  'request.origin',
  'request.subprotocols',
  'request.extensions',
  'request.syntax',
  'response.status',
  'response.version',
  'response.upgrade',
  'response.connection',
  'response.accept',
  'response.subprotocol',
  'response.extensions',
  'response.syntax',
] as const;

export type CheckId = (typeof CHECK_IDS)[number];

const SYNTAX: readonly RuleId[] = [
  'head.start-line',
  'head.empty-line',
  'head.field-line',
  'head.blank-before-colon',
  'head.control-character',
  'head.bare-line-feed',
  'head.folded-line',
  'head.too-long',
];

const startLine = (of: HeadPart, pick: (line: HttpHead['startLine']) => string) => ({
  of,
  pick: (head: HeadUnit['head']) => pick(head.startLine),
});

export const REQUEST_CHECKS: readonly CheckRow[] = [
  {
    id: 'request.method',
    need: 'must',
    part: startLine('method', (line) => (line.kind === 'request' ? line.method : '')),
    rules: ['request.method'],
    reference: rfc(6455, '4.1'),
  },
  {
    id: 'request.target',
    need: 'must',
    part: startLine('target', (line) => (line.kind === 'request' ? line.target : '')),
    rules: ['request.target-fragment', 'request.target-form', 'request.target-malformed'],
    reference: rfc(6455, '3'),
  },
  {
    id: 'request.version',
    need: 'must',
    part: startLine('version', ({ version }) => version),
    rules: ['request.version'],
    reference: rfc(6455, '4.1'),
  },
  {
    id: 'request.host',
    need: 'must',
    field: FIELD.host,
    rules: ['request.host', 'request.host-repeated', 'request.host-malformed'],
    reference: rfc(6455, '4.2.1'),
  },
  {
    id: 'request.upgrade',
    need: 'must',
    field: FIELD.upgrade,
    rules: ['request.upgrade'],
    reference: rfc(6455, '4.2.1'),
  },
  {
    id: 'request.connection',
    need: 'must',
    field: FIELD.connection,
    rules: ['request.connection'],
    reference: rfc(6455, '4.2.1'),
  },
  {
    id: 'request.key',
    need: 'must',
    field: FIELD.webSocketKey,
    rules: [
      'request.key-missing',
      'request.key-repeated',
      'request.key-malformed',
      'request.key-stray-bits',
    ],
    reference: rfc(6455, '4.2.1'),
  },
  {
    id: 'request.websocket-version',
    need: 'must',
    field: FIELD.webSocketVersion,
    rules: ['request.websocket-version', 'request.websocket-version-repeated'],
    reference: rfc(6455, '4.2.1'),
  },
  {
    id: 'request.origin',
    need: 'browser',
    field: FIELD.origin,
    rules: ['request.origin-missing', 'request.origin-repeated', 'request.origin-malformed'],
    reference: rfc(6455, '4.1'),
  },
  {
    id: 'request.subprotocols',
    need: 'may',
    field: FIELD.webSocketProtocol,
    rules: ['request.subprotocol-malformed', 'request.subprotocol-repeated'],
    reference: rfc(6455, '4.1'),
  },
  {
    id: 'request.extensions',
    need: 'may',
    field: FIELD.webSocketExtensions,
    rules: [
      'extensions.malformed',
      'compression.offer-parameter-unknown',
      'compression.offer-parameter-repeated',
      'compression.offer-value',
    ],
    reference: rfc(6455, '9.1'),
  },
  {
    id: 'request.syntax',
    need: 'none',
    rules: [...SYNTAX, 'request.body'],
    reference: rfc(9112, '2.1'),
  },
];

export const RESPONSE_CHECKS: readonly CheckRow[] = [
  {
    id: 'response.status',
    need: 'must',
    part: startLine('status', (line) => (line.kind === 'response' ? String(line.status) : '')),
    rules: ['response.status', 'response.status-invalid', 'response.interim'],
    reference: rfc(6455, '4.2.2'),
  },
  {
    id: 'response.version',
    need: 'must',
    part: startLine('version', ({ version }) => version),
    rules: ['response.version'],
    reference: rfc(9110, '6.2'),
  },
  {
    id: 'response.upgrade',
    need: 'must',
    field: FIELD.upgrade,
    rules: ['response.upgrade'],
    reference: rfc(6455, '4.2.2'),
  },
  {
    id: 'response.connection',
    need: 'must',
    field: FIELD.connection,
    rules: ['response.connection'],
    reference: rfc(6455, '4.2.2'),
  },
  {
    id: 'response.accept',
    need: 'must',
    field: FIELD.webSocketAccept,
    rules: ['response.accept-missing', 'response.accept-wrong', 'response.accept-repeated'],
    reference: rfc(6455, '4.2.2'),
    needsRequest: true,
  },
  {
    id: 'response.subprotocol',
    need: 'may',
    field: FIELD.webSocketProtocol,
    rules: [
      'response.subprotocol-not-offered',
      'response.subprotocol-several',
      'response.subprotocol-missing',
    ],
    reference: rfc(6455, '4.2.2'),
    needsRequest: true,
  },
  {
    id: 'response.extensions',
    need: 'may',
    field: FIELD.webSocketExtensions,
    rules: [
      'extensions.malformed',
      'response.extension-not-offered',
      'response.extensions-repeated',
      'compression.answer-repeated',
      'compression.answer-parameter-unknown',
      'compression.answer-parameter-repeated',
      'compression.answer-value',
      'compression.server-takeover-not-refused',
      'compression.server-window-too-large',
      'compression.client-window-not-offered',
      'compression.client-window-too-large',
    ],
    reference: rfc(6455, '4.2.2'),
    needsRequest: true,
  },
  {
    id: 'response.syntax',
    need: 'none',
    rules: [...SYNTAX, 'response.body-announced'],
    reference: rfc(9112, '2.1'),
  },
];

const REFERENCES = new Map(
  [...REQUEST_CHECKS, ...RESPONSE_CHECKS].map(({ id, reference }) => [id, reference]),
);

/** The section that requires it. */
export function checkReference(id: CheckId): Reference {
  return REFERENCES.get(id) ?? rfc(6455, '4');
}
