/**
 * Every rule that a check can find broken, as one table: what its sender broke, what the documents
 * demand of a receiver, what ours does, and the section.
 */

import {
  INVALID_DATA,
  MESSAGE_TOO_BIG,
  POLICY_VIOLATION,
  PROTOCOL_ERROR,
} from '#core/protocol/messages/close-code.ts';
import { rfc, type Reference } from './reference.ts';

/**
 * What the sender broke: a MUST, a SHOULD, or a rule that its document states as the format,
 * without a word of RFC 2119.
 */
export type Requirement = 'must' | 'should' | 'format';

/**
 * What the documents demand of a receiver. `unsaid`: the rule binds only the sender, and each
 * receiver decides by itself. `must decline`: the server omits that offer, and goes on.
 */
export type ReceiverDuty =
  | 'must fail'
  | 'should fail'
  | 'may fail'
  | 'must accept'
  | 'should accept'
  | 'must decline'
  | 'unsaid';

/** What our own receiver does: what it must, or its choice where it has one. */
export type Reaction = 'fails' | 'accepts';

export type Rule = {
  /** Null if the sender broke nothing: a limit is the receiver's own. */
  readonly breaks: Requirement | null;
  readonly receiver: ReceiverDuty;
  readonly reaction: Reaction;
  /** The code to fail the connection with (RFC 6455 §7.4.1); null before it is open. */
  readonly closeCode: number | null;
  /** Of the rule that the sender broke. */
  readonly reference: Reference;
};

type CloseCode = number | null;

/** A MUST of the sender. The receiver, too, must fail if it is broken. */
function mustFail(closeCode: CloseCode, document: number, section: string): Rule {
  const reference = rfc(document, section);
  return { breaks: 'must', receiver: 'must fail', reaction: 'fails', closeCode, reference };
}

/** A MUST of the sender alone, at which our receiver fails. */
function senderMust(closeCode: CloseCode, document: number, section: string): Rule {
  return { ...mustFail(closeCode, document, section), receiver: 'unsaid' };
}

/** A rule of the sender alone, without a word of RFC 2119, at which our receiver fails. */
function senderFormat(closeCode: CloseCode, document: number, section: string): Rule {
  return { ...senderMust(closeCode, document, section), breaks: 'format' };
}

/** A MUST of the sender. A receiver may choose, and ours accepts. */
function mayFail(closeCode: CloseCode, document: number, section: string): Rule {
  const rule = mustFail(closeCode, document, section);
  return { ...rule, receiver: 'may fail', reaction: 'accepts' };
}

/** A MUST of the sender alone. Our receiver accepts what breaks it. */
function accepted(closeCode: CloseCode, document: number, section: string): Rule {
  return { ...mayFail(closeCode, document, section), receiver: 'unsaid' };
}

/** An offer of an extension that the server must decline. It may accept the next one. */
function mustDecline(document: number, section: string): Rule {
  return { ...mayFail(null, document, section), receiver: 'must decline' };
}

/** A limit of the receiver. The sender broke no rule. */
function ownLimit(closeCode: CloseCode, document: number, section: string): Rule {
  return { ...mustFail(closeCode, document, section), breaks: null, receiver: 'may fail' };
}

export const RULES = {
  // Frames
  'frame.reserved-bit': mustFail(PROTOCOL_ERROR, 6455, '5.2'),
  /** The opcodes "are reserved", which is no MUST for the sender. */
  'frame.reserved-opcode': { ...mustFail(PROTOCOL_ERROR, 6455, '5.2'), breaks: 'format' },
  'frame.unmasked-from-client': mustFail(PROTOCOL_ERROR, 6455, '5.1'),
  'frame.masked-from-server': mustFail(PROTOCOL_ERROR, 6455, '5.1'),
  'frame.length-not-minimal': accepted(PROTOCOL_ERROR, 6455, '5.2'),
  'frame.length-top-bit': senderMust(PROTOCOL_ERROR, 6455, '5.2'),
  'control.fragmented': senderMust(PROTOCOL_ERROR, 6455, '5.5'),
  'control.too-long': senderMust(PROTOCOL_ERROR, 6455, '5.5'),
  // Messages
  'message.continuation-without-start': senderFormat(PROTOCOL_ERROR, 6455, '5.4'),
  'message.interleaved': senderMust(PROTOCOL_ERROR, 6455, '5.4'),
  'message.text-not-utf8': mustFail(INVALID_DATA, 6455, '8.1'),
  /** The receiver's own limits, and the codes are its choice (§7.4.1). */
  'message.too-big': ownLimit(MESSAGE_TOO_BIG, 6455, '10.4'),
  'message.too-many-fragments': ownLimit(POLICY_VIOLATION, 6455, '10.4'),
  // Close
  'close.one-byte': senderMust(PROTOCOL_ERROR, 6455, '5.5.1'),
  'close.code-not-sendable': senderMust(PROTOCOL_ERROR, 6455, '7.4.1'),
  /** Our receiver fails unless it is a browser's: see `faultInClose`. */
  'close.code-unassigned': senderFormat(PROTOCOL_ERROR, 6455, '7.4.2'),
  /** "1010 … is not used by the server". An echo of it is none of the server's reasons. */
  'close.code-of-client': { ...accepted(PROTOCOL_ERROR, 6455, '7.4.1'), breaks: 'format' },
  'close.reason-not-utf8': mustFail(INVALID_DATA, 6455, '5.5.1'),
  /** No more *data* frames. That a receiver ignores everything after a Close is §1.4. */
  'close.bytes-after': accepted(null, 6455, '5.5.1'),
  // HTTP heads
  /** A server "SHOULD respond with a 400" to what is not HTTP (§2.2). */
  'head.start-line': { ...mustFail(null, 9112, '2.1'), receiver: 'should fail' },
  'head.field-line': { ...mustFail(null, 9112, '5'), receiver: 'should fail' },
  /** "A server MUST reject" it: receivers differ on this space, and attackers exploit that. */
  'head.blank-before-colon': mustFail(null, 9112, '5.1'),
  /** A receiver rejects the message, or replaces CR and NUL with spaces. */
  'head.control-character': mayFail(null, 9110, '5.5'),
  'head.bare-line-feed': mayFail(null, 9112, '2.2'),
  'head.folded-line': mayFail(null, 9112, '5.2'),
  /** Longer than the server wishes to read: it "MUST respond with an appropriate 4xx". */
  'head.too-long': { ...ownLimit(null, 9110, '5.4'), receiver: 'must fail' },
  /** A server "SHOULD ignore at least one empty line (CRLF) received prior to the request-line". */
  'head.empty-line': { ...accepted(null, 9112, '2.2'), receiver: 'should accept' },
  // Request
  'request.method': mustFail(null, 6455, '4.1'),
  'request.version': mustFail(null, 6455, '4.1'),
  'request.target-fragment': accepted(null, 6455, '3'),
  /** No path, and no http or https URL. */
  'request.target-form': mustFail(null, 6455, '4.2.1'),
  /** A path with other characters, as browsers send some. A server "SHOULD respond with" 400. */
  'request.target-malformed': { ...mayFail(null, 9112, '3.2'), receiver: 'should fail' },
  'request.host': mustFail(null, 6455, '4.2.1'),
  'request.host-repeated': mustFail(null, 9112, '3.2'),
  'request.host-malformed': mustFail(null, 9112, '3.2'),
  'request.upgrade': mustFail(null, 6455, '4.2.1'),
  'request.connection': mustFail(null, 6455, '4.2.1'),
  'request.key-missing': mustFail(null, 6455, '4.2.1'),
  /** Joined, as lines of one field are, two keys decode to no 16 bytes (§4.2.1, item 5). */
  'request.key-repeated': mustFail(null, 6455, '11.3.1'),
  'request.key-malformed': mustFail(null, 6455, '4.2.1'),
  'request.key-stray-bits': mayFail(null, 4648, '3.5'),
  'request.websocket-version': mustFail(null, 6455, '4.2.1'),
  'request.websocket-version-repeated': accepted(null, 6455, '11.3.5'),
  /** Only browsers have to send it. A server assumes another kind of client. */
  'request.origin-missing': accepted(null, 6455, '4.1'),
  /** A server that decides by the origin can't decide by two. */
  'request.origin-repeated': senderMust(null, 6454, '7.3'),
  /** "any violations of the ABNF grammar" (§4.2.1). */
  'request.origin-malformed': mustFail(null, 6454, '7.1'),
  'request.subprotocol-malformed': mustFail(null, 6455, '4.2.1'),
  'request.subprotocol-repeated': accepted(null, 6455, '4.1'),
  /** HTTP lets a server accept a body, but this one would read it as frames. */
  'request.body': { ...mayFail(null, 9110, '9.3.1'), breaks: 'should', reaction: 'fails' },
  // Response
  /**
   * A server may reject, so this breaks nothing. The client handles it as HTTP: it can follow a
   * redirect or authenticate, and ours does neither.
   */
  'response.status': ownLimit(null, 6455, '4.1'),
  /** Outside 100 to 599: a client "SHOULD process the response as if it had a 5xx". */
  'response.status-invalid': {
    ...senderFormat(null, 9110, '15'),
    receiver: 'should fail',
  },
  /** Breaks nothing: "A client MUST be able to parse" them. Chromium fails. */
  'response.interim': {
    ...accepted(null, 9110, '15.2'),
    breaks: null,
    receiver: 'must accept',
  },
  /** A server that can switch protocols "SHOULD send" the highest version that it conforms to. */
  'response.version': { ...accepted(null, 9110, '6.2'), breaks: 'should' },
  'response.upgrade': mustFail(null, 6455, '4.1'),
  'response.connection': mustFail(null, 6455, '4.1'),
  'response.accept-missing': mustFail(null, 6455, '4.1'),
  'response.accept-wrong': mustFail(null, 6455, '4.1'),
  'response.accept-repeated': accepted(null, 6455, '11.3.3'),
  'response.extension-not-offered': mustFail(null, 6455, '4.1'),
  'response.extensions-repeated': accepted(null, 6455, '11.3.2'),
  'response.subprotocol-not-offered': mustFail(null, 6455, '4.1'),
  'response.subprotocol-several': mustFail(null, 6455, '11.3.4'),
  /** RFC 6455 lets the server choose none. Chromium 156 fails, Firefox 153 opens. */
  'response.subprotocol-missing': {
    breaks: null,
    receiver: 'may fail',
    reaction: 'accepts',
    closeCode: null,
    reference: { document: 'WHATWG WebSockets', section: 'concept-websocket-establish' },
  },
  'response.body-announced': accepted(null, 9110, '8.6'),
  // Extensions
  'extensions.malformed': mustFail(null, 6455, '9.1'),
  // Compression, as offered: a server declines the offer, and can accept the next one
  'compression.offer-parameter-unknown': mustDecline(7692, '7'),
  'compression.offer-parameter-repeated': mustDecline(7692, '7'),
  'compression.offer-value': mustDecline(7692, '7'),
  // Compression, as answered
  'compression.answer-repeated': mustFail(null, 7692, '5'),
  'compression.answer-parameter-unknown': mustFail(null, 7692, '7'),
  'compression.answer-parameter-repeated': mustFail(null, 7692, '7'),
  'compression.answer-value': mustFail(null, 7692, '7'),
  'compression.server-takeover-not-refused': mustFail(null, 7692, '7.1.1.1'),
  'compression.server-window-too-large': mustFail(null, 7692, '7.1.2.1'),
  'compression.client-window-not-offered': mustFail(null, 7692, '7.1.2.2'),
  'compression.client-window-too-large': accepted(null, 7692, '7.1.2.2'),
  // Compressed messages: a receiver can't read them on, but no document demands how it fails
  'deflate.block-type': senderFormat(INVALID_DATA, 1951, '3.2.3'),
  'deflate.stored-length': senderFormat(INVALID_DATA, 1951, '3.2.4'),
  'deflate.code-lengths': senderFormat(INVALID_DATA, 1951, '3.2.7'),
  'deflate.symbol': senderFormat(INVALID_DATA, 1951, '3.2.6'),
  'deflate.distance-before-start': senderFormat(INVALID_DATA, 7692, '7.2.2'),
  /** A receiver that kept only the agreed window can't resolve the reference. */
  'deflate.distance-outside-window': senderMust(INVALID_DATA, 7692, '7.1.2'),
  'deflate.cut-short': senderFormat(INVALID_DATA, 7692, '7.2.1'),
  'deflate.tail-kept': senderFormat(INVALID_DATA, 7692, '7.2.1'),
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;
