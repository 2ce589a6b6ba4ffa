/**
 * Every rule that a check can find broken, as one table: its force, how a receiver reacts, and its
 * section.
 */

import {
  INVALID_DATA,
  MESSAGE_TOO_BIG,
  POLICY_VIOLATION,
  PROTOCOL_ERROR,
} from '#core/protocol/messages/close-code.ts';
import { rfc, type Reference } from './reference.ts';

/** The force of the rule, in the words of RFC 2119. */
export type Requirement = 'must' | 'should';

/**
 * How a receiver reacts. It need not fail at every MUST that a sender breaks. The best known case
 * is a length that is not minimal.
 */
export type Reaction = 'must fail' | 'may fail' | 'accepts';

export type Rule = {
  readonly breaks: Requirement;
  readonly reaction: Reaction;
  /** The code to fail the connection with (RFC 6455 §7.4.1); null before it is open. */
  readonly closeCode: number | null;
  readonly reference: Reference;
};

/** A MUST for the sender. A receiver must fail if it is broken. */
function mustFail(closeCode: number | null, document: number, section: string): Rule {
  return { breaks: 'must', reaction: 'must fail', closeCode, reference: rfc(document, section) };
}

/** A MUST for the sender. A receiver may fail or accept. */
function mayFail(closeCode: number | null, document: number, section: string): Rule {
  return { breaks: 'must', reaction: 'may fail', closeCode, reference: rfc(document, section) };
}

/** A rule for the sender only. Receivers accept what breaks it. */
function ignored(breaks: Requirement, document: number, section: string): Rule {
  return { breaks, reaction: 'accepts', closeCode: null, reference: rfc(document, section) };
}

export const RULES = {
  // Frames
  'frame.reserved-bit': mustFail(PROTOCOL_ERROR, 6455, '5.2'),
  'frame.reserved-opcode': mustFail(PROTOCOL_ERROR, 6455, '5.2'),
  'frame.unmasked-from-client': mustFail(PROTOCOL_ERROR, 6455, '5.1'),
  'frame.masked-from-server': mustFail(PROTOCOL_ERROR, 6455, '5.1'),
  'frame.length-not-minimal': mayFail(PROTOCOL_ERROR, 6455, '5.2'),
  'frame.length-top-bit': mustFail(PROTOCOL_ERROR, 6455, '5.2'),
  'control.fragmented': mustFail(PROTOCOL_ERROR, 6455, '5.5'),
  'control.too-long': mustFail(PROTOCOL_ERROR, 6455, '5.5'),
  // Messages
  'message.continuation-without-start': mustFail(PROTOCOL_ERROR, 6455, '5.4'),
  'message.interleaved': mustFail(PROTOCOL_ERROR, 6455, '5.4'),
  'message.text-not-utf8': mustFail(INVALID_DATA, 6455, '8.1'),
  /** Larger than the receiver's own limit. */
  'message.too-big': mustFail(MESSAGE_TOO_BIG, 6455, '10.4'),
  'message.too-many-fragments': mustFail(POLICY_VIOLATION, 6455, '10.4'),
  // Close
  'close.one-byte': mustFail(PROTOCOL_ERROR, 6455, '5.5.1'),
  'close.code-not-sendable': mustFail(PROTOCOL_ERROR, 6455, '7.4.1'),
  'close.code-unassigned': mayFail(PROTOCOL_ERROR, 6455, '7.4.2'),
  'close.reason-not-utf8': mustFail(INVALID_DATA, 6455, '5.5.1'),
  'close.bytes-after': ignored('must', 6455, '5.5.1'),
  // HTTP heads
  'head.start-line': mustFail(null, 9112, '2.1'),
  'head.field-line': mustFail(null, 9112, '5'),
  /** "A server MUST reject" it: receivers differ on this space, and attackers exploit that. */
  'head.blank-before-colon': mustFail(null, 9112, '5.1'),
  /** A receiver rejects the message, or replaces CR and NUL with spaces. */
  'head.control-character': mayFail(null, 9110, '5.5'),
  'head.bare-line-feed': mayFail(null, 9112, '2.2'),
  'head.folded-line': mayFail(null, 9112, '5.2'),
  /** Longer than the receiver's own limit. */
  'head.too-long': mustFail(null, 9110, '5.4'),
  // Request
  'request.method': mustFail(null, 6455, '4.1'),
  'request.version': mustFail(null, 6455, '4.1'),
  'request.target-fragment': mayFail(null, 6455, '3'),
  'request.target-malformed': mayFail(null, 9112, '3.2'),
  'request.host': mustFail(null, 6455, '4.2.1'),
  'request.host-repeated': mustFail(null, 9112, '3.2'),
  'request.host-malformed': mustFail(null, 9112, '3.2'),
  'request.upgrade': mustFail(null, 6455, '4.2.1'),
  'request.connection': mustFail(null, 6455, '4.2.1'),
  'request.key-missing': mustFail(null, 6455, '4.2.1'),
  'request.key-repeated': mayFail(null, 6455, '11.3.1'),
  'request.key-malformed': mustFail(null, 6455, '4.2.1'),
  'request.key-stray-bits': mayFail(null, 4648, '3.5'),
  'request.websocket-version': mustFail(null, 6455, '4.2.1'),
  'request.websocket-version-repeated': mayFail(null, 6455, '11.3.5'),
  /** Only browsers have to send it. A server assumes another kind of client. */
  'request.origin-missing': ignored('must', 6455, '4.1'),
  'request.origin-repeated': mayFail(null, 6454, '7.3'),
  'request.origin-malformed': mayFail(null, 6454, '7.1'),
  'request.subprotocol-malformed': mustFail(null, 6455, '4.2.1'),
  'request.subprotocol-repeated': mayFail(null, 6455, '4.1'),
  'request.body': { ...mayFail(null, 9110, '9.3.1'), breaks: 'should' },
  // Response
  'response.status': mustFail(null, 6455, '4.1'),
  /** "A client MUST be able to parse" them (RFC 9110 §15.2); Chromium fails. */
  'response.interim': { ...mayFail(null, 9110, '15.2'), breaks: 'should' },
  'response.version': mayFail(null, 9110, '15.2'),
  'response.upgrade': mustFail(null, 6455, '4.1'),
  'response.connection': mustFail(null, 6455, '4.1'),
  'response.accept-missing': mustFail(null, 6455, '4.1'),
  'response.accept-wrong': mustFail(null, 6455, '4.1'),
  'response.accept-repeated': mayFail(null, 6455, '11.3.3'),
  'response.extension-not-offered': mustFail(null, 6455, '4.1'),
  'response.extensions-repeated': mayFail(null, 6455, '11.3.2'),
  'response.subprotocol-not-offered': mustFail(null, 6455, '4.1'),
  'response.subprotocol-several': mustFail(null, 6455, '11.3.4'),
  /** RFC 6455 lets the server choose none. Browsers fail. */
  'response.subprotocol-missing': {
    breaks: 'must',
    reaction: 'may fail',
    closeCode: null,
    reference: { document: 'WHATWG WebSockets', section: 'concept-websocket-establish' },
  },
  'response.body-announced': ignored('must', 9110, '8.6'),
  // Extensions
  'extensions.malformed': mustFail(null, 6455, '9.1'),
  // Compression, as offered: a server declines the offer, and can accept the next one
  'compression.offer-parameter-unknown': ignored('must', 7692, '7'),
  'compression.offer-parameter-repeated': ignored('must', 7692, '7'),
  'compression.offer-value': ignored('must', 7692, '7.1'),
  // Compression, as answered
  'compression.answer-repeated': mustFail(null, 7692, '5'),
  'compression.answer-parameter-unknown': mustFail(null, 7692, '7'),
  'compression.answer-parameter-repeated': mustFail(null, 7692, '7'),
  'compression.answer-value': mustFail(null, 7692, '7.1'),
  'compression.server-takeover-not-refused': mustFail(null, 7692, '7.1.1.1'),
  'compression.server-window-too-large': mustFail(null, 7692, '7.1.2.1'),
  'compression.client-window-not-offered': mustFail(null, 7692, '7.1.2.2'),
  'compression.client-window-too-large': mayFail(null, 7692, '7.1.2.2'),
  // Compressed messages
  'deflate.block-type': mustFail(INVALID_DATA, 1951, '3.2.3'),
  'deflate.stored-length': mustFail(INVALID_DATA, 1951, '3.2.4'),
  'deflate.code-lengths': mustFail(INVALID_DATA, 1951, '3.2.7'),
  'deflate.symbol': mustFail(INVALID_DATA, 1951, '3.2.6'),
  'deflate.distance-before-start': mustFail(INVALID_DATA, 7692, '7.2.2'),
  /** A receiver that kept only the agreed window can't resolve the reference. */
  'deflate.distance-outside-window': mayFail(INVALID_DATA, 7692, '7.1.2'),
  'deflate.cut-short': mayFail(INVALID_DATA, 7692, '7.2.1'),
  'deflate.tail-kept': mayFail(INVALID_DATA, 7692, '7.2.1'),
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;
