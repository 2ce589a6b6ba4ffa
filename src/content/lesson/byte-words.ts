/**
 * What the RFC demands of each field, and the reason: for the card of one byte. Sources: the
 * sections beside each.
 */

import type { FieldId } from '#core/dissection/field.ts';
import { MAX_CONTROL_PAYLOAD } from '#core/protocol/framing/payload-length.ts';
import { rfc, type Reference } from '#core/protocol/rules/reference.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import { NO_FACTS, reactionWords, ruleWords } from '#content/rules/rule-notes.ts';
import { headerDetail } from '#content/reference/header-details.ts';
import { headerNote } from '#content/reference/header-notes.ts';

/** The rule of a field. */
export type FieldDemand = {
  readonly rule: string;
  readonly reason: string;
  readonly references: readonly Reference[];
};

const RESERVED_BIT: FieldDemand = {
  rule: 'Must be 0 unless an extension that was negotiated gives it a meaning. Otherwise the receiver must fail the connection.',
  reason: 'Extensions can use these bits without a new version of the protocol.',
  references: [rfc(6455, '5.2'), rfc(6455, '5.8')],
};

const HEAD_LINE: FieldDemand = {
  rule: 'A head has one start line, then one line for each field, each with CR and LF at its end.',
  reason: 'The handshake is HTTP/1.1, so that servers and proxies can read it.',
  references: [rfc(9112, '2.1'), rfc(6455, '1.7')],
};

const CONTROL_LIMIT = String(MAX_CONTROL_PAYLOAD);

export const FIELD_DEMANDS: Readonly<Record<FieldId, FieldDemand>> = {
  'frame.fin': {
    rule: '1 on the last frame of a message. A control frame must not be fragmented.',
    reason: 'A sender can start before it knows how long its message becomes.',
    references: [rfc(6455, '5.2'), rfc(6455, '5.4'), rfc(6455, '5.5')],
  },
  'frame.rsv1': {
    ...RESERVED_BIT,
    reason: 'An extension can use it: permessage-deflate marks compressed messages with it.',
    references: [rfc(6455, '5.2'), rfc(7692, '6')],
  },
  'frame.rsv2': RESERVED_BIT,
  'frame.rsv3': RESERVED_BIT,
  'frame.opcode': {
    rule: 'Six of 16 values are defined. A receiver that gets another must fail the connection.',
    reason:
      'The opcode separates text from bytes, and messages from control frames, which may come between fragments.',
    references: [rfc(6455, '5.2'), rfc(6455, '5.4')],
  },
  'frame.mask': {
    rule: 'A client must mask every frame, a server must not mask any. The receiver must close the connection otherwise.',
    reason: 'Without masking, a page could choose the bytes that a proxy sees.',
    references: [rfc(6455, '5.1'), rfc(6455, '10.3')],
  },
  'frame.length': {
    rule: '0 to 125 is the length. 126 and 127 mean that it is in the next 2 or 8 bytes. The shortest form must be used.',
    reason: 'A short message needs no further bytes for its length.',
    references: [rfc(6455, '5.2')],
  },
  'frame.extended-length': {
    rule: 'The most significant byte comes first. The shortest form that fits must be used, and the top bit of 8 bytes must be 0.',
    reason: 'With one form for each length, there is only one way to write a header.',
    references: [rfc(6455, '5.2')],
  },
  'frame.masking-key': {
    rule: 'The client must pick a new, unpredictable key for each frame.',
    reason: 'A page that could predict the key could choose the bytes on the wire.',
    references: [rfc(6455, '5.3'), rfc(6455, '10.3')],
  },
  'frame.payload': {
    rule: 'In a masked frame, byte i is byte i of the data XOR byte i modulo 4 of the key.',
    reason: 'The same operation masks and unmasks, and the length stays the same.',
    references: [rfc(6455, '5.3')],
  },
  'frame.incomplete': {
    rule: 'A header has 2 to 14 bytes. Its second byte decides how many.',
    reason: 'A receiver has to wait until all of them have arrived.',
    references: [rfc(6455, '5.2')],
  },
  'payload.text': {
    rule: 'A whole text message must be UTF-8. Otherwise the receiver must fail the connection.',
    reason: 'Both sides then read the same characters. A fragment may end within one.',
    references: [rfc(6455, '5.6'), rfc(6455, '8.1')],
  },
  'payload.binary': {
    rule: 'Any bytes are allowed. Their meaning is the application’s.',
    reason: 'An application can send images or its own formats without encoding them as text.',
    references: [rfc(6455, '5.6')],
  },
  'payload.compressed': {
    rule: 'DEFLATE data without the last 4 bytes, 00 00 ff ff. The receiver adds them again.',
    reason: 'They are the same at the end of each message, so sending them is unnecessary.',
    references: [rfc(7692, '7.2.1'), rfc(7692, '7.2.2')],
  },
  'payload.control': {
    rule: `At most ${CONTROL_LIMIT} bytes. A pong that replies to a ping must repeat them.`,
    reason: 'A control frame fits between two fragments without delaying them for long.',
    references: [rfc(6455, '5.5'), rfc(6455, '5.5.3')],
  },
  'close.code': {
    rule: 'The first 2 bytes of a Close frame’s payload are a code. 1005, 1006 and 1015 must not be sent.',
    reason:
      'The peer’s code learns why the connection ends. Those three mean that no code arrived.',
    references: [rfc(6455, '5.5.1'), rfc(6455, '7.4.1')],
  },
  'close.reason': {
    rule: 'UTF-8 text after the code. It must not be shown to users.',
    reason: 'It is for logs and for code, and isn’t necessarily readable.',
    references: [rfc(6455, '5.5.1')],
  },
  'close.malformed': {
    rule: 'If a Close frame has a payload, it must start with a code of 2 bytes.',
    reason: 'One byte alone could mean any of 256 codes.',
    references: [rfc(6455, '5.5.1')],
  },
  'head.request-line': {
    ...HEAD_LINE,
    references: [rfc(9112, '3'), rfc(6455, '4.1')],
  },
  'head.method': {
    rule: 'The method must be GET.',
    reason: 'The handshake is an ordinary HTTP request until the server answers 101.',
    references: [rfc(6455, '4.1')],
  },
  'head.target': {
    rule: 'The target must be the path and query of the address, without a fragment.',
    reason: 'One server can offer several WebSockets, each under its own path.',
    references: [rfc(6455, '3'), rfc(6455, '4.1')],
  },
  'head.version': {
    rule: 'The version must be HTTP/1.1 or higher.',
    reason: 'A server must ignore Upgrade in a request of HTTP/1.0.',
    references: [rfc(6455, '4.1'), rfc(9110, '7.8')],
  },
  'head.status-line': { ...HEAD_LINE, references: [rfc(9112, '4'), rfc(6455, '4.2.2')] },
  'head.status': {
    rule: 'Only 101 opens the connection. The client handles any other status as HTTP.',
    reason: 'A server that doesn’t know WebSocket answers with another status.',
    references: [rfc(6455, '4.1'), rfc(6455, '4.2.2')],
  },
  'head.reason': {
    rule: 'Any text. A client should ignore it.',
    reason: 'The number before it has the meaning.',
    references: [rfc(9112, '4')],
  },
  'head.field': HEAD_LINE,
  'head.field-name': {
    rule: 'A name in any case, and no space between it and the colon.',
    reason: 'Receivers that read such a space differently can be attacked.',
    references: [rfc(9110, '5.1'), rfc(9112, '5.1')],
  },
  'head.field-value': HEAD_LINE,
  'head.malformed-line': {
    rule: 'Each line after the first must be a name, a colon and a value.',
    reason: 'A server should reject a message that isn’t HTTP.',
    references: [rfc(9112, '2.2'), rfc(9112, '5')],
  },
  'head.delimiter': HEAD_LINE,
  'head.end': {
    rule: 'An empty line ends the head. After a 101, frames follow.',
    reason: 'A head doesn’t contain its own length.',
    references: [rfc(9112, '2.1'), rfc(6455, '4.2.2')],
  },
  'head.empty-line': {
    rule: 'A client must not send an empty line before a request. A server should ignore one.',
    reason: 'Some old clients sent one after the body of a request.',
    references: [rfc(9112, '2.2')],
  },
  unread: {
    rule: 'No rule applies, because these bytes are neither HTTP/1.1 nor a frame.',
    reason: 'Only what comes before them decides how bytes are read.',
    references: [rfc(6455, '5.2')],
  },
};

/** The demand of a header field, by its name; null for one without a note. */
export function headerDemand(name: string, kind: 'request' | 'response'): FieldDemand | null {
  const note = headerNote(name, kind);
  const detail = headerDetail(name, kind);
  if (note === null || detail === null) return null;
  return {
    rule: `${name} is ${note.need}: ${note.why}.`,
    reason: detail.text,
    references: detail.references,
  };
}

/** A rule that the sender broke in this byte. */
export function brokenWords(violation: Violation): string {
  return `As it was sent: ${ruleWords(violation.id, NO_FACTS).title}. ${reactionWords(violation)}`;
}

export const READING_ONLY =
  'Reading only. A recording can’t be acted out again, so this shows how the flipped byte would be read.';

/** For a segment of a simulated connection that is lost or too long for a link. */
export const CANNOT_ACT_OUT =
  'A flip in this segment can’t be acted out, so it changes only this card.';

export function arrivesWords(sent: string, arrives: string): string {
  return `Sent as ${sent}, arrives as ${arrives}.`;
}

export function unmaskedWords(masked: string, key: string, plain: string): string {
  return `${masked} ⊕ ${key} = ${plain}`;
}

/** "Flip bit 0 to 1". */
export function flipLabel(bitIndex: number, value: 0 | 1): string {
  return `Flip bit ${bitIndex} to ${value === 0 ? 1 : 0}`;
}
