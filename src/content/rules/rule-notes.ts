/**
 * Words for each broken rule: what is wrong, the reason for the rule, and what to do instead.
 * Sources: the `reference` of each rule in rules.ts.
 */

import { isHeadUnit, type Unit } from '#core/conversation/unit.ts';
import { MAX_REASON_SIZE } from '#core/protocol/messages/close-payload.ts';
import { MAX_WINDOW_BITS, MIN_WINDOW_BITS } from '#core/protocol/compression/deflate-parameters.ts';
import type { Opcode } from '#core/protocol/framing/opcode.ts';
import {
  MAX_CONTROL_PAYLOAD,
  minimalLengthForm,
  type PayloadLength,
} from '#core/protocol/framing/payload-length.ts';
import type { Reaction, RuleId } from '#core/protocol/rules/rules.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import { closeCodeMeaning } from '#content/reference/close-code-notes.ts';
import { formatCount } from '#content/phrasing/quantity.ts';

/** Facts about the unit that breaks a rule, for use in the words. Null if the unit lacks it. */
export type ViolationFacts = {
  readonly opcode: Opcode | null;
  readonly payloadLength: PayloadLength | null;
  readonly closeCode: number | null;
  readonly status: number | null;
};

type Words = string | ((facts: ViolationFacts) => string);

type RuleNote = {
  /** What is wrong, to follow a name and a colon. */
  readonly title: Words;
  readonly why: Words;
  readonly remedy: Words;
};

/** The words for one breach. */
export type RuleWords = Readonly<Record<keyof RuleNote, string>>;

/** For words about a rule in general. */
export const NO_FACTS: ViolationFacts = {
  opcode: null,
  payloadLength: null,
  closeCode: null,
  status: null,
};

/** `closeCode` is what the unit's payload has, if it is a Close with a code. */
export function violationFacts(unit: Unit, closeCode: number | null): ViolationFacts {
  const header = unit.kind === 'frame' ? unit.header : null;
  const line = isHeadUnit(unit) ? unit.head.startLine : null;
  return {
    opcode: header?.opcode ?? null,
    payloadLength: header?.payloadLength ?? null,
    closeCode,
    status: line?.kind === 'response' ? line.status : null,
  };
}

export function ruleWords(id: RuleId, facts: ViolationFacts): RuleWords {
  const { title, why, remedy } = RULE_NOTES[id];
  const fill = (words: Words) => (typeof words === 'string' ? words : words(facts));
  return { title: fill(title), why: fill(why), remedy: fill(remedy) };
}

/** What the rule demands of a receiver, and what receivers do if it demands nothing of them. */
export function reactionWords({ breaks, receiver, reaction, closeCode }: Violation): string {
  const isOpen = closeCode !== null;
  switch (receiver) {
    case 'must fail':
    case 'should fail': {
      const duty = receiver === 'must fail' ? 'must' : 'should';
      return isOpen
        ? `The receiver ${duty} fail the connection; ${closeCode} is the code for it.`
        : `The receiver ${duty} reject the handshake.`;
    }
    case 'may fail':
      if (breaks === null) {
        return isOpen
          ? `The limit is the receiver’s own: it may fail the connection, with ${closeCode}.`
          : 'No rule is broken. The client may fail the handshake.';
      }
      return 'The receiver may reject the handshake. Some do, some don’t.';
    case 'must accept':
      return 'No rule is broken. A client must be able to read it, but some fail.';
    case 'must decline':
      return 'The server must decline this offer. It may accept another one.';
    case 'unsaid':
      if (breaks === null) {
        return `Whether a rule is broken depends on the handshake, which is missing. Without compression, the receiver must fail the connection, with ${closeCode}.`;
      }
      return `The rule binds the sender. ${unboundWords(reaction, closeCode)}`;
  }
}

/** What receivers do if no rule binds them. */
function unboundWords(reaction: Reaction, closeCode: number | null): string {
  if (closeCode !== null) {
    return reaction === 'fails'
      ? `Most receivers fail the connection, with ${closeCode}.`
      : `Some receivers fail the connection, with ${closeCode}. Some don’t.`;
  }
  return reaction === 'fails'
    ? 'Some receivers reject the handshake.'
    : 'Most receivers ignore it.';
}

function lengthOf({ payloadLength }: ViolationFacts): string {
  return payloadLength ? formatCount(payloadLength.exact ?? payloadLength.value) : '';
}

function minimalFormOf({ payloadLength }: ViolationFacts): string {
  if (payloadLength === null) return 'a shorter form';
  return `${minimalLengthForm(payloadLength.exact ?? payloadLength.value)} bits`;
}

function closeCodeOf({ closeCode }: ViolationFacts): string {
  return closeCode === null ? 'a close code' : `close code ${closeCode}`;
}

// Sources: the `reference` of each rule in rules.ts. Browsers, measured against a server that sends
// the fault: at 100 or 103 before the 101, and without a selected subprotocol, Chromium 156 fails
// and Firefox 153 opens; at a 101 of HTTP/1.0, Chromium 156 opens and Firefox 153 fails. Both send
// “[”, “]” and “|” of a query as they are, and throw a SyntaxError for a fragment in the address
// and for a subprotocol that is malformed or repeated.
export const RULE_NOTES: Readonly<Record<RuleId, RuleNote>> = {
  'frame.reserved-bit': {
    title: 'a reserved bit is set',
    why: 'RSV1 to RSV3 belong to extensions, and a receiver that knows of none can’t tell what they change. RSV1 alone often means a compressed message without the handshake that agreed on it.',
    remedy: 'Leave the bits 0, or look at the handshake for the extension.',
  },
  'frame.reserved-opcode': {
    title: ({ opcode }) =>
      opcode === null ? 'the opcode is reserved' : `opcode 0x${opcode.toString(16)} is reserved`,
    why: 'Of sixteen opcodes six are defined; nobody knows what the others would ask for. When one turns up, most often the bytes are not frames at all, or the frame before had another length.',
    remedy: 'Look at the frame before, and at where the first frame begins.',
  },
  'frame.unmasked-from-client': {
    title: 'a client’s frame is not masked',
    why: 'Masking keeps a page from choosing the bytes on the wire, which could deceive a proxy between. So every frame of a client is masked, over TLS too.',
    remedy: 'Set MASK and send four unpredictable bytes of key. Or these are a server’s bytes.',
  },
  'frame.masked-from-server': {
    title: 'a server’s frame is masked',
    why: 'Only what a client sends could deceive a proxy. A masked frame from a server is a sign that something else is mixed up.',
    remedy: 'Send the payload as it is, with MASK 0. Or these are a client’s bytes.',
  },
  'frame.length-not-minimal': {
    title: (facts) =>
      `a length ${facts.payloadLength ? `of ${lengthOf(facts)} ` : ''}is written longer than it has to be`,
    why: (facts) => {
      const form = minimalFormOf(facts);
      return `${form.charAt(0).toUpperCase()}${form.slice(1)} would hold it. Each length has one right form.`;
    },
    remedy: (facts) => `Write it in ${minimalFormOf(facts)}.`,
  },
  'frame.length-top-bit': {
    title: 'the length’s top bit is set',
    why: 'A 64-bit length must start with a 0, so that it fits a signed number everywhere.',
    remedy: 'No real frame is so long: look at where it begins.',
  },
  'control.fragmented': {
    title: 'a control frame has FIN 0',
    why: 'A control frame may come between the fragments of a message, so it must not be fragmented itself.',
    remedy: 'Set FIN.',
  },
  'control.too-long': {
    title: (facts) => `a control frame carries ${lengthOf(facts) || 'too many'} bytes`,
    why: `A control frame has at most ${MAX_CONTROL_PAYLOAD} bytes of payload, so that a receiver can read it whole, between the fragments of a message too.`,
    remedy: `Shorten it. A close reason may have ${MAX_REASON_SIZE} bytes, since the code takes two.`,
  },
  'message.continuation-without-start': {
    title: 'a continuation without a beginning',
    why: 'Opcode 0 goes on with a message, and none is open: either its first frame is missing here, or it had FIN 1.',
    remedy: 'Begin a message with opcode 1 or 2, and FIN 0 if more follows.',
  },
  'message.interleaved': {
    title: 'a new message begins inside another',
    why: 'Frames of one message may be split by control frames, never by another message: nothing in them says to which they belong.',
    remedy: 'Finish the first message with FIN 1, or go on with opcode 0.',
  },
  'message.text-not-utf8': {
    title: 'the text is not valid UTF-8',
    why: 'A text message must be UTF-8 from its first byte to its last. Only its frames may end inside a character.',
    remedy: 'Encode the text as UTF-8, or send bytes as a binary message.',
  },
  'message.too-big': {
    title: 'the message is larger than the receiver’s limit',
    why: 'A frame can announce more than any memory holds, so receivers should have a limit.',
    remedy: 'Send smaller messages, or raise the receiver’s limit.',
  },
  'message.too-many-fragments': {
    title: 'the message has more fragments than the receiver takes',
    why: 'Each fragment costs the receiver more than its bytes, even an empty one. So some receivers limit their number.',
    remedy: 'Send fewer and larger fragments.',
  },
  'close.one-byte': {
    title: 'the close frame has one byte of payload',
    why: 'A close frame is empty, or begins with a code of two bytes. One byte is half of one.',
    remedy: 'Send two bytes of code, or nothing.',
  },
  'close.code-not-sendable': {
    title: (facts) =>
      `${closeCodeOf(facts)} ${facts.closeCode === null ? 'that ' : ''}may not be sent`,
    why: ({ closeCode }) =>
      closeCode === null
        ? 'Some codes are only reported by an API, and those below 1000 are none.'
        : closeCodeMeaning(closeCode),
    remedy: 'Send 1000, or an empty close.',
  },
  'close.code-unassigned': {
    title: (facts) =>
      `${closeCodeOf(facts)} ${facts.closeCode === null ? 'without a' : 'has no'} meaning`,
    why: ({ closeCode }) =>
      closeCode === null
        ? 'A code means what a document says that assigns it, and none does here.'
        : closeCodeMeaning(closeCode),
    remedy: 'Take 1000, or one from 4000 to 4999 for a meaning of your own.',
  },
  'close.code-of-client': {
    title: 'the server sends close code 1010, which is a client’s',
    why: 'A client sends 1010 if the server did not negotiate an extension it needs. A server rejects the handshake instead.',
    remedy: 'Send 1011, or reject the handshake.',
  },
  'close.reason-not-utf8': {
    title: 'the close reason is not valid UTF-8',
    why: 'After the code, the payload is text.',
    remedy: `Encode the reason as UTF-8, and cut it between characters where it is over ${MAX_REASON_SIZE} bytes.`,
  },
  'close.bytes-after': {
    title: 'data follows the Close frame',
    why: 'After its Close frame, an endpoint must not send data frames. Most receivers discard what follows.',
    remedy: 'Send all messages before the Close frame.',
  },
  'head.start-line': {
    title: 'the first line is not HTTP',
    why: 'An opening handshake begins with a request line, or a status line in answer.',
    remedy: 'Look at what came before these bytes.',
  },
  'head.field-line': {
    title: 'a line is not a header field',
    why: 'Each line needs a name, a colon right after it, and a value.',
    remedy: 'Remove the line, or the blank before its colon.',
  },
  'head.blank-before-colon': {
    title: 'a blank stands before a colon',
    why: 'Some receivers take the blank off and some take it for part of the name, so that two of them read two different requests. Attacks are made of that.',
    remedy: 'Put the colon right after the name.',
  },
  'head.control-character': {
    title: 'a header field has a control character',
    why: 'Only visible characters, blanks and tabs belong into a value. CR and NUL end a line or a text for some receivers and not for others; who does not reject them reads a blank instead.',
    remedy: 'Remove the character, or encode the value.',
  },
  'head.bare-line-feed': {
    title: 'a line ends in LF alone',
    why: 'Lines of HTTP end in CR LF. Some receivers take LF alone, some do not. Copying a text often loses the CR.',
    remedy: 'End each line in 0d 0a.',
  },
  'head.folded-line': {
    title: 'a header field is folded over two lines',
    why: 'A line that begins with a blank once went on with the line before. That is obsolete, since not everybody joins the lines alike.',
    remedy: 'Write the field in one line.',
  },
  'head.too-long': {
    title: 'the head is longer than the receiver’s limit',
    why: 'A head ends at its first empty line, and may never have one. So every receiver needs a limit.',
    remedy: 'Send less: most often it is cookies. Or raise the limit on the other side.',
  },
  'request.method': {
    title: 'the method is not GET',
    why: 'A WebSocket over HTTP/1.1 is opened with GET, and nothing else.',
    remedy: 'Send GET.',
  },
  'request.version': {
    title: 'the HTTP version is too low',
    why: 'Switching protocols came with HTTP/1.1. Some proxies ask a server in HTTP/1.0 unless told otherwise.',
    remedy: 'Send HTTP/1.1, from the proxy too.',
  },
  'request.target-fragment': {
    title: 'the target has a fragment',
    why: 'What follows “#” is for the client alone, and means nothing in a ws or wss address. A page that asks for one gets a SyntaxError.',
    remedy: 'Leave it away; a “#” that is meant is written “%23”.',
  },
  'request.target-form': {
    title: 'the target is neither a path nor an http address',
    why: 'The target is a path with a query, or a whole http or https address. A ws address is for clients: the request contains only its path.',
    remedy: 'Begin with “/”.',
  },
  'request.target-malformed': {
    title: 'the target has characters that an address can’t have',
    why: 'Browsers send some of them in a query, such as “[” and “|”. Some servers reject those with 400.',
    remedy: 'Write them as “%” and two hex digits.',
  },
  'request.host': {
    title: 'Host is missing or empty',
    why: 'It names one of the sites on a server.',
    remedy: 'Send Host, with the port where it is not the scheme’s own.',
  },
  'request.host-repeated': {
    title: 'Host is there twice',
    why: 'A proxy might go by one and the server by the other.',
    remedy: 'Send one Host.',
  },
  'request.host-malformed': {
    title: 'Host is not a name with a port',
    why: 'It has what stands in the address between “//” and the path, and no more.',
    remedy: 'Send the name, and the port after a colon where it is not the scheme’s own.',
  },
  'request.upgrade': {
    title: 'Upgrade does not name websocket',
    why: 'Without it this is a plain HTTP request. Proxies drop the field unless told to pass it on.',
    remedy: 'Send “Upgrade: websocket”, from the proxy too.',
  },
  'request.connection': {
    title: 'Connection does not name Upgrade',
    why: 'Upgrade concerns one hop only, and Connection has to list it as such. Proxies drop both unless told to pass them on.',
    remedy: 'Send “Connection: Upgrade”, from the proxy too.',
  },
  'request.key-missing': {
    title: 'Sec-WebSocket-Key is missing',
    why: 'The server makes its accept value from it. Scripts can’t set this field, so that no form or fetch passes for a WebSocket.',
    remedy: 'Send 16 random bytes in base64.',
  },
  'request.key-repeated': {
    title: 'Sec-WebSocket-Key is there twice',
    why: 'The accept value is made from one key. Two keys, joined by a comma, are not 16 bytes of base64.',
    remedy: 'Send one key.',
  },
  'request.key-malformed': {
    title: 'Sec-WebSocket-Key is not 16 bytes of base64',
    why: 'A key of 16 bytes has 24 characters and ends in “==”.',
    remedy: 'Encode 16 random bytes, afresh for each connection.',
  },
  'request.key-stray-bits': {
    title: 'Sec-WebSocket-Key has stray bits at its end',
    why: 'Its 22 characters contain 132 bits, four more than 16 bytes have. Those are 0 in canonical base64, so the last letter before “==” is A, Q, g or w. The example in RFC 6455 §4.1 has it wrong (erratum 3150). A server doesn’t have to decode the key.',
    remedy: 'Encode the bytes with a base64 function, not by hand.',
  },
  'request.websocket-version': {
    title: 'Sec-WebSocket-Version is not 13',
    why: '13 is the version that became RFC 6455; earlier ones were drafts.',
    remedy: 'Send 13.',
  },
  'request.websocket-version-repeated': {
    title: 'Sec-WebSocket-Version is there twice',
    why: 'A client speaks one version at a time. Lists of versions are for the server’s refusal.',
    remedy: 'Send 13, once.',
  },
  'request.origin-missing': {
    title: 'a browser’s request has no Origin',
    why: 'Browsers always say whose page asks, since no rule of theirs keeps a page from other sites’ WebSockets. A server takes a request without Origin for that of another program.',
    remedy: 'Look for a proxy that drops it.',
  },
  'request.origin-repeated': {
    title: 'Origin is there twice',
    why: 'A server decides by the origin, and can’t decide by two.',
    remedy: 'Send one Origin.',
  },
  'request.origin-malformed': {
    title: 'Origin is not an origin',
    why: 'It is a scheme, a host and perhaps a port, as in “https://example.com”, or “null”: no path, and no slash at the end.',
    remedy: 'Send the origin alone.',
  },
  'request.subprotocol-malformed': {
    title: 'Sec-WebSocket-Protocol is not a list of names',
    why: 'Names are parted by commas, and have no blanks, quotes, slashes or other separators. A page that asks for such a name gets a SyntaxError.',
    remedy: 'Take names of letters, digits, “.”, “-” and “_”.',
  },
  'request.subprotocol-repeated': {
    title: 'the same subprotocol is offered twice',
    why: 'The list is in the order of preference, so each name has one place.',
    remedy: 'Offer each once.',
  },
  'request.body': {
    title: 'the request announces a body',
    why: 'A GET should have none. A server that switches protocols without reading it would read its bytes as frames.',
    remedy: 'Leave Content-Length and Transfer-Encoding away.',
  },
  'response.status': {
    title: ({ status }) =>
      status === null
        ? 'the server did not switch protocols'
        : `status ${status}: the server did not switch`,
    why: 'Only 101 opens a WebSocket. A page learns nothing of any other answer: it sees code 1006.',
    remedy: 'Look into the server’s or the proxy’s log.',
  },
  'response.interim': {
    title: ({ status }) =>
      status === null
        ? 'an interim response before the final one'
        : `status ${status}: the final response is still to come`,
    why: 'HTTP lets a server send interim responses, from 100 to 199. Most clients wait for the final one. Chromium fails.',
    remedy: 'Respond with 101 only.',
  },
  'response.status-invalid': {
    title: ({ status }) =>
      status === null
        ? 'the status is not from 100 to 599'
        : `status ${String(status).padStart(3, '0')} is not from 100 to 599`,
    why: 'Other values mean nothing in HTTP. A client handles such a response like a 500.',
    remedy: 'Respond with 101, or a defined status.',
  },
  'response.version': {
    title: 'the response says HTTP/1.0',
    why: 'Switching protocols came with HTTP/1.1, and a server should send the highest version it conforms to. Chromium ignores the version, Firefox fails the connection.',
    remedy: 'Answer as HTTP/1.1, from the proxy too.',
  },
  'response.upgrade': {
    title: 'the answer’s Upgrade is not websocket',
    why: 'The client must see to which protocol the connection switches.',
    remedy: 'Answer “Upgrade: websocket”.',
  },
  'response.connection': {
    title: 'the answer’s Connection does not name Upgrade',
    why: 'Upgrade concerns one hop only, and Connection has to list it as such.',
    remedy: 'Answer “Connection: Upgrade”.',
  },
  'response.accept-missing': {
    title: 'Sec-WebSocket-Accept is missing',
    why: 'It proves that the answer was made for this handshake.',
    remedy: 'Answer with the base64 of SHA-1 over the key and the GUID.',
  },
  'response.accept-wrong': {
    title: 'Sec-WebSocket-Accept does not fit the key',
    why: 'The answer was made for another request, or computed otherwise.',
    remedy: 'Append the GUID to the key as text, take SHA-1, and encode its 20 bytes in base64.',
  },
  'response.accept-repeated': {
    title: 'Sec-WebSocket-Accept is there twice',
    why: 'There was one key, so there is one accept value.',
    remedy: 'Send it once. Often the proxy and the server both did.',
  },
  'response.extension-not-offered': {
    title: 'an extension that was not offered',
    why: 'The client could not read what the extension changes.',
    remedy: 'Answer with extensions from the request only.',
  },
  'response.extensions-repeated': {
    title: 'the answer has Sec-WebSocket-Extensions twice',
    why: 'In a request several lines are one list; in an answer one line has to do.',
    remedy: 'Join them with a comma.',
  },
  'response.subprotocol-not-offered': {
    title: 'a subprotocol that was not offered',
    why: 'The server may choose one of those in the request, or none.',
    remedy: 'Leave Sec-WebSocket-Protocol away, or choose from the list.',
  },
  'response.subprotocol-several': {
    title: 'the answer names several subprotocols',
    why: 'The server chooses one. A list is not among the names that were offered.',
    remedy: 'Answer with the one chosen.',
  },
  'response.subprotocol-missing': {
    title: 'no subprotocol was chosen, though some were offered',
    why: 'RFC 6455 lets a server choose none, and the client decide. The standard for browsers has the connection fail: Chromium does that, Firefox opens it.',
    remedy: 'Answer with one of those offered, or don’t ask for any in the page.',
  },
  'response.body-announced': {
    title: 'the answer announces a body',
    why: 'No answer below 200 has one. Clients go by the status, and read frames.',
    remedy: 'Leave Content-Length and Transfer-Encoding away.',
  },
  'extensions.malformed': {
    title: 'Sec-WebSocket-Extensions is not a list of extensions',
    why: 'It lists names with parameters, as in “name; parameter=value, name”. Read in two ways, it would be two agreements.',
    remedy: 'Write values as plain words, with or without quotes, and nothing after the last one.',
  },
  'compression.offer-parameter-unknown': {
    title: 'an offer with a parameter that permessage-deflate does not have',
    why: 'There are four: server_no_context_takeover, client_no_context_takeover, server_max_window_bits and client_max_window_bits. Whoever can’t tell what a fifth means can’t agree to it, so the server leaves the whole offer aside.',
    remedy: 'Take the parameter away, or offer once more without it, after a comma.',
  },
  'compression.offer-parameter-repeated': {
    title: 'an offer with the same parameter twice',
    why: 'There can be one value only, so the server leaves the whole offer aside.',
    remedy: 'Keep one. Two wishes are two offers, with a comma between.',
  },
  'compression.offer-value': {
    title: 'an offer with a value that its parameter can’t have',
    why: `Window bits are a number from ${MIN_WINDOW_BITS} to ${MAX_WINDOW_BITS} without a zero in front; client_max_window_bits may also stand without one. The other two parameters have no value. The server leaves the whole offer aside.`,
    remedy: 'Write “server_max_window_bits=12”, or the name alone.',
  },
  'compression.answer-repeated': {
    title: 'permessage-deflate is answered twice',
    why: 'A message is compressed once, by one agreement; nobody could say which.',
    remedy: 'Answer with one of the client’s offers.',
  },
  'compression.answer-parameter-unknown': {
    title: 'an answer with a parameter that permessage-deflate does not have',
    why: 'The client can’t tell what the server has agreed to, so it can’t read what follows.',
    remedy: 'Answer with the four parameters of RFC 7692 only.',
  },
  'compression.answer-parameter-repeated': {
    title: 'an answer with the same parameter twice',
    why: 'There can be one value only.',
    remedy: 'Keep one.',
  },
  'compression.answer-value': {
    title: 'an answer with a value that its parameter can’t have',
    why: `Window bits are a number from ${MIN_WINDOW_BITS} to ${MAX_WINDOW_BITS} without a zero in front, and an answer has to say it. The other two parameters have no value.`,
    remedy: 'Answer “client_max_window_bits=12”, or leave the parameter away.',
  },
  'compression.server-takeover-not-refused': {
    title: 'the answer lacks server_no_context_takeover',
    why: 'The client asked for messages that each stand alone, since it will not keep the window. An answer without the parameter takes the offer without its condition.',
    remedy: 'Answer with server_no_context_takeover, or leave the offer aside.',
  },
  'compression.server-window-too-large': {
    title: 'the server’s window is larger than the client asked for',
    why: `The client keeps a smaller window, and could not follow references that reach farther back. Without the parameter the window has ${MAX_WINDOW_BITS} bits.`,
    remedy: 'Answer server_max_window_bits with the offered number or a smaller one.',
  },
  'compression.client-window-not-offered': {
    title: 'client_max_window_bits is answered but was not offered',
    why: 'A client that can make its window smaller says so. This one did not, so it can’t obey.',
    remedy: 'Leave the parameter away.',
  },
  'compression.client-window-too-large': {
    title: 'the answer allows the client a larger window than it offered',
    why: 'The number in the offer is a promise to stay below, so there is nothing to allow. The client keeps its promise, and some clients fail.',
    remedy:
      'Answer client_max_window_bits with the offered number or a smaller one, or not at all.',
  },
  'deflate.block-type': {
    title: 'the payload has a block of the reserved type',
    why: 'Blocks are stored (0), in fixed codes (1) or in codes of their own (2); type 3 does not exist. Often such a payload was never compressed, though its frame says so, or a byte before is wrong.',
    remedy:
      'Set RSV1 on messages that are compressed only, and compress them without the header of zlib or gzip.',
  },
  'deflate.stored-length': {
    title: 'a stored block’s length is not confirmed',
    why: 'The length comes twice, the second time with every bit turned round. Where the two don’t fit, these are no lengths at all.',
    remedy:
      'Compress without the header of zlib. Or look at the message before: a tail left on it, or a byte lost, shifts what follows.',
  },
  'deflate.code-lengths': {
    title: 'a block describes codes that can’t be',
    why: 'A dynamic block begins with the lengths of its Huffman codes. They have to use up all bit patterns exactly, and the end of the block needs a code.',
    remedy: 'Look at where the message begins; compressors don’t make this.',
  },
  'deflate.symbol': {
    title: 'the payload has a code without a meaning',
    why: 'Length symbols 286 and 287 and distance symbols 30 and 31 must not be written, nor the unused half of a single code.',
    remedy: 'Look at what came before: a byte lost or changed, or messages out of order.',
  },
  'deflate.distance-before-start': {
    title: 'the payload refers to bytes that never were',
    why: 'A match repeats what stood so many bytes before, and there is nothing so far back. Either a message before is missing, or the sender kept its window where it had agreed not to.',
    remedy:
      'Compress each message afresh under no_context_takeover. Else inflate all of them, in order.',
  },
  'deflate.distance-outside-window': {
    title: 'the payload refers to bytes outside the window agreed on',
    why: 'The receiver may keep as many bytes as were agreed in max_window_bits, and no more.',
    remedy: 'Compress with the window bits of the handshake.',
  },
  'deflate.cut-short': {
    title: 'the compressed data end too early',
    why: 'A compressed message ends as a flush leaves it, without the last four bytes, 00 00 ff ff. This one does not: bytes are missing, or too many were taken off, or nothing was flushed. Many receivers don’t notice, and deliver what there is.',
    remedy:
      'Flush after each message (Z_SYNC_FLUSH), then take exactly 00 00 ff ff off. An empty message is one byte, 00.',
  },
  'deflate.tail-kept': {
    title: 'the compressed data still have their tail',
    why: 'The sender takes 00 00 ff ff off the end, and the receiver puts it back. Left on, it is there twice, and the next message is read from the wrong place.',
    remedy: 'Take the last four bytes off after the flush.',
  },
};
