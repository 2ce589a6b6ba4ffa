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
  /** What is wrong, as a clause to follow a name and a colon. */
  readonly title: Words;
  readonly why: Words;
  readonly remedy: Words;
};

/** The words for one violation. */
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

/** What the rule requires of a receiver, or what receivers do if it requires nothing of them. */
export function reactionWords({ breaks, receiver, reaction, closeCode }: Violation): string {
  const isOpen = closeCode !== null;
  switch (receiver) {
    case 'must fail':
    case 'should fail': {
      const duty = receiver === 'must fail' ? 'must' : 'should';
      return isOpen
        ? `The receiver ${duty} fail the connection. The close code for this is ${closeCode}.`
        : `The receiver ${duty} reject the handshake.`;
    }
    case 'may fail':
      if (breaks === null) {
        return isOpen
          ? `The limit is the receiver’s own. It may fail the connection with ${closeCode}.`
          : 'No rule is broken. The client may fail the handshake.';
      }
      return 'The receiver may reject the handshake. Some do, some don’t.';
    case 'must accept':
      return 'No rule is broken. A client must be able to parse it, but some fail the connection.';
    case 'should accept':
      return 'The rule binds the sender. The receiver should ignore it.';
    case 'must decline':
      return 'The server must decline this offer. It may accept another one.';
    case 'unsaid':
      if (breaks === null) {
        return `Whether this breaks a rule depends on the handshake, which is missing. If it negotiated no compression, the receiver must fail the connection. The close code for this is ${closeCode}.`;
      }
      return `The rule binds the sender. ${unboundWords(reaction, closeCode)}`;
  }
}

/** What receivers do if no rule binds them. */
function unboundWords(reaction: Reaction, closeCode: number | null): string {
  if (closeCode !== null) {
    return reaction === 'fails'
      ? `Most receivers fail the connection with ${closeCode}.`
      : `Some receivers fail the connection with ${closeCode}. Some don’t.`;
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

/** A control frame with such a payload breaks the rule if its length isn't in the 7-bit form. */
function isShortPayload({ payloadLength }: ViolationFacts): boolean {
  return payloadLength !== null && payloadLength.value <= MAX_CONTROL_PAYLOAD;
}

function controlTitle(facts: ViolationFacts): string {
  return isShortPayload(facts)
    ? `a control frame has its length in ${facts.payloadLength?.form} bits`
    : `a control frame has ${lengthOf(facts) || 'too many'} bytes of payload`;
}

function closeCodeOf({ closeCode }: ViolationFacts): string {
  return closeCode === null ? 'the close code' : `close code ${closeCode}`;
}

// Sources: the `reference` of each rule in rules.ts. Browsers, measured against a server that sends
// the fault: at 100 or 103 before the 101, and without a selected subprotocol, Chromium 156 fails
// and Firefox 153 opens; at a 101 of HTTP/1.0, Chromium 156 opens and Firefox 153 fails. Both send
// “[”, “]” and “|” of a query as they are, and throw a SyntaxError for a fragment in the address
// and for a subprotocol that is malformed or repeated.
export const RULE_NOTES: Readonly<Record<RuleId, RuleNote>> = {
  'frame.reserved-bit': {
    title: 'a reserved bit is set',
    why: 'RSV1 to RSV3 must be 0, unless a negotiated extension uses them in this frame. A receiver can’t know what an unknown bit changes. RSV1 alone often marks a compressed message for which compression wasn’t negotiated, or whose handshake is missing.',
    remedy: 'Set the bits to 0, or check that the handshake negotiated the extension.',
  },
  'frame.reserved-opcode': {
    title: ({ opcode }) =>
      opcode === null ? 'the opcode is reserved' : `opcode 0x${opcode.toString(16)} is reserved`,
    why: 'Only 6 of 16 opcodes are defined. A reserved one usually means that this isn’t a frame, or that the frame before it has another length.',
    remedy: 'Check the frame before it, and where the first frame begins.',
  },
  'frame.unmasked-from-client': {
    title: 'a client’s frame isn’t masked',
    why: 'A client must mask every frame, even over TLS. Masking protects proxies, because a page can’t choose the bytes on the wire.',
    remedy:
      'Set MASK to 1, and mask the payload with a new, unpredictable 4-byte key. If a server sent this frame, MASK 0 is right.',
  },
  'frame.masked-from-server': {
    title: 'a server’s frame is masked',
    why: 'Only clients mask, because masking protects proxies from bytes that a page chooses. A server must not mask any frame.',
    remedy:
      'Send the payload unmasked, with MASK 0. If a client sent this frame, the mask is right.',
  },
  'frame.length-not-minimal': {
    title: (facts) =>
      `a length ${facts.payloadLength ? `of ${lengthOf(facts)} ` : ''}isn’t in its shortest form`,
    why: (facts) =>
      `This length fits into ${minimalFormOf(facts)}. The sender must use the shortest form.`,
    remedy: (facts) => `Encode it in ${minimalFormOf(facts)}.`,
  },
  'frame.length-top-bit': {
    title: 'the length’s top bit is set',
    why: 'The top bit of a 64-bit length must be 0. The length then also fits into a signed 64-bit number.',
    remedy: 'No real frame is this long. Check where the frame begins.',
  },
  'control.fragmented': {
    title: 'a control frame has FIN 0',
    why: 'A control frame may come between the fragments of a message. It must not be fragmented itself.',
    remedy: 'Set FIN to 1.',
  },
  'control.too-long': {
    title: controlTitle,
    why: `A control frame must not have more than ${MAX_CONTROL_PAYLOAD} bytes of payload, so 7 bits are enough for its length. A receiver can then read it whole, even between the fragments of a message.`,
    remedy: (facts) =>
      isShortPayload(facts)
        ? 'Write the length in 7 bits.'
        : `Shorten the payload. A close reason can have up to ${MAX_REASON_SIZE} bytes, because the code before it takes 2.`,
  },
  'message.continuation-without-start': {
    title: 'a continuation frame continues no message',
    why: 'Opcode 0 continues a message, but no message is open. Either its first frame is missing, or that frame had FIN 1.',
    remedy: 'Begin the message with opcode 1 or 2, and with FIN 0 if more frames follow.',
  },
  'message.interleaved': {
    title: 'a new message begins inside another',
    why: 'Only control frames may come between the fragments of a message, unless an extension allows more. Frames contain no message ID, so a receiver couldn’t separate two interleaved messages.',
    remedy: 'Finish the first message with FIN 1, or continue it with opcode 0.',
  },
  'message.text-not-utf8': {
    title: 'the text isn’t valid UTF-8',
    why: 'A text message must be valid UTF-8 as a whole. Only a fragment may end within a character.',
    remedy: 'Encode the text as UTF-8, or send the bytes as a binary message.',
  },
  'message.too-big': {
    title: 'the message is larger than the receiver’s limit',
    why: 'A frame can announce more bytes than any memory has, so receivers should limit the size of messages.',
    remedy: 'Send smaller messages, or raise the receiver’s limit.',
  },
  'message.too-many-fragments': {
    title: 'the message has more fragments than the receiver accepts',
    why: 'Each fragment costs the receiver more than its payload, even if it is empty. So some receivers limit the number of fragments.',
    remedy: 'Send fewer and larger fragments.',
  },
  'close.one-byte': {
    title: 'the Close frame has one byte of payload',
    why: 'The payload of a Close frame is empty, or begins with a 2-byte code. One byte is half a code.',
    remedy: 'Send a 2-byte code, or no payload.',
  },
  'close.code-not-sendable': {
    title: (facts) => `${closeCodeOf(facts)} isn’t allowed in a Close frame`,
    why: ({ closeCode }) =>
      closeCode === null
        ? 'APIs report some codes that must not be sent. Codes below 1000 are not used.'
        : closeCodeMeaning(closeCode),
    remedy: 'Send 1000, or a Close frame without a code.',
  },
  'close.code-unassigned': {
    title: (facts) => `${closeCodeOf(facts)} has no defined meaning`,
    why: ({ closeCode }) =>
      closeCode === null
        ? 'Neither RFC 6455 nor the IANA registry defines this code.'
        : closeCodeMeaning(closeCode),
    remedy: 'Use 1000, or define a code of your own from 4000 to 4999.',
  },
  'close.code-of-client': {
    title: 'the server sends close code 1010, which only clients use',
    why: 'A client sends 1010 if the server didn’t accept an extension that the client needs. A server can reject the handshake instead.',
    remedy: 'Send 1011, or reject the handshake.',
  },
  'close.reason-not-utf8': {
    title: 'the close reason isn’t valid UTF-8',
    why: 'After the code, the payload is UTF-8 text.',
    remedy: `Encode the reason as UTF-8. If it is longer than ${MAX_REASON_SIZE} bytes, cut it between characters.`,
  },
  'close.bytes-after': {
    title: 'data follows the Close frame',
    why: 'After its Close frame, an endpoint must not send data frames. Most receivers discard what follows.',
    remedy: 'Send all messages before the Close frame.',
  },
  'head.start-line': {
    title: 'the first line isn’t HTTP',
    why: 'An opening handshake begins with a request line. The response begins with a status line.',
    remedy: 'Check what came before these bytes.',
  },
  'head.field-line': {
    title: 'a line isn’t a header field',
    why: 'A header field is a name, a colon directly after it, and a value.',
    remedy: 'Remove the line, or correct its name and colon.',
  },
  'head.blank-before-colon': {
    title: 'a space comes before a colon',
    why: 'Some receivers remove this space, others read it as part of the name. Attackers exploit the difference.',
    remedy: 'Put the colon directly after the name.',
  },
  'head.control-character': {
    title: 'a header field contains a control character',
    why: 'A value can contain visible characters, spaces and tabs. Some receivers end the line or the text at CR or NUL, others don’t. A receiver that doesn’t reject these must replace them with spaces.',
    remedy: 'Remove the character, or encode the value.',
  },
  'head.bare-line-feed': {
    title: 'a line ends with LF alone',
    why: 'Lines in HTTP end with CR LF. Some receivers accept LF alone, some don’t. Copied text often lacks the CR.',
    remedy: 'End each line with 0d 0a.',
  },
  'head.folded-line': {
    title: 'a header field continues on a second line',
    why: 'A line that begins with a space or a tab once continued the line before it. This is obsolete, because not all receivers join such lines in the same way.',
    remedy: 'Write the field on one line.',
  },
  'head.empty-line': {
    title: 'an empty line comes before the request',
    why: 'Some old clients sent an extra line end after the body of a request. So servers should ignore at least one empty line before a request.',
    remedy: 'Remove the empty line, so that the request begins with its method.',
  },
  'head.too-long': {
    title: 'the head is longer than the receiver’s limit',
    why: 'A head ends at its first empty line, which might never arrive. So receivers limit its size.',
    remedy: 'Send less, usually fewer or smaller cookies. Or raise the receiver’s limit.',
  },
  'request.method': {
    title: 'the method isn’t GET',
    why: 'Over HTTP/1.1, only a GET request can open a WebSocket.',
    remedy: 'Send GET.',
  },
  'request.version': {
    title: 'the HTTP version is too low',
    why: 'HTTP/1.1 introduced the switch to another protocol. Some proxies send HTTP/1.0 to the server unless configured otherwise.',
    remedy: 'Send HTTP/1.1, from the proxy too.',
  },
  'request.target-fragment': {
    title: 'the target has a fragment',
    why: 'A fragment, “#” and what follows, means nothing in a ws or wss address. In a browser, new WebSocket() throws a SyntaxError for it.',
    remedy: 'Remove it, or write “#” as “%23”.',
  },
  'request.target-form': {
    title: 'the target is neither a path nor an http address',
    why: 'The target has to be a path with an optional query, or a whole http or https address. Of a ws or wss address, the client sends only the path and query.',
    remedy: 'Begin the target with “/”.',
  },
  'request.target-malformed': {
    title: 'the target contains characters that aren’t allowed in an address',
    why: 'Browsers send some of them in a query, such as “[” and “|”. Some servers reject those with 400.',
    remedy: 'Write each of them as “%” and two hex digits.',
  },
  'request.host': {
    title: 'Host is missing or empty',
    why: 'One server can host several sites. Host names the one that the client wants.',
    remedy: 'Send Host, with the port if it isn’t the scheme’s default.',
  },
  'request.host-repeated': {
    title: 'Host appears more than once',
    why: 'A proxy might use one value and the server another.',
    remedy: 'Send one Host.',
  },
  'request.host-malformed': {
    title: 'Host isn’t a host with an optional port',
    why: 'Host contains the name or IP address of the server, and the port if it isn’t the scheme’s default. Nothing else belongs there.',
    remedy: 'Send the host, and the port after a colon if it isn’t the scheme’s default.',
  },
  'request.upgrade': {
    title: 'Upgrade doesn’t name websocket',
    why: 'Without it, this is an ordinary HTTP request. Some proxies remove the field unless configured to forward it.',
    remedy: 'Send “Upgrade: websocket”, from the proxy too.',
  },
  'request.connection': {
    title: 'Connection doesn’t name Upgrade',
    why: 'Upgrade is for the next hop only, so Connection has to list it. Some proxies remove both fields unless configured to forward them.',
    remedy: 'Send “Connection: Upgrade”, from the proxy too.',
  },
  'request.key-missing': {
    title: 'Sec-WebSocket-Key is missing',
    why: 'The server computes the accept value from the key. Scripts can’t set this field, so a form or a fetch can’t imitate a WebSocket handshake.',
    remedy: 'Send 16 random bytes in base64.',
  },
  'request.key-repeated': {
    title: 'Sec-WebSocket-Key appears more than once',
    why: 'The server computes the accept value from one key. Several keys, joined by commas, aren’t 16 bytes in base64.',
    remedy: 'Send one key.',
  },
  'request.key-malformed': {
    title: 'Sec-WebSocket-Key isn’t 16 bytes in base64',
    why: '16 bytes in base64 are 24 characters, and the last two are “==”.',
    remedy: 'Encode 16 new random bytes for each connection.',
  },
  'request.key-stray-bits': {
    title: 'Sec-WebSocket-Key has stray bits at its end',
    why: 'Its 22 characters before “==” contain 132 bits, four more than 16 bytes. In canonical base64 those four are 0, so the last character before “==” is A, Q, g or w. The example in RFC 6455 §4.1 has this error too (erratum 3150). A server doesn’t have to decode the key.',
    remedy: 'Encode the bytes with a base64 function, not by hand.',
  },
  'request.websocket-version': {
    title: 'Sec-WebSocket-Version isn’t 13',
    why: '13 is the version of RFC 6455. Earlier versions were drafts.',
    remedy: 'Send 13.',
  },
  'request.websocket-version-repeated': {
    title: 'Sec-WebSocket-Version appears more than once',
    why: 'A client requests one version at a time. Only a server that rejects it can list several.',
    remedy: 'Send 13, once.',
  },
  'request.origin-missing': {
    title: 'a browser’s request has no Origin',
    why: 'A browser must send the page’s origin, because any page can connect to any server. A server should not treat a request without Origin as a browser’s.',
    remedy: 'Look for a proxy that removes it.',
  },
  'request.origin-repeated': {
    title: 'Origin appears more than once',
    why: 'A server that checks the origin can’t know which one is right.',
    remedy: 'Send one Origin.',
  },
  'request.origin-malformed': {
    title: 'Origin isn’t an origin',
    why: 'An origin is a scheme, a host and an optional port, as in “https://example.com”. It can also be “null”. It has no path and no slash at the end.',
    remedy: 'Send the origin alone.',
  },
  'request.subprotocol-malformed': {
    title: 'Sec-WebSocket-Protocol isn’t a list of names',
    why: 'Commas separate the names. A name can’t contain spaces, quotes, slashes or other separators. In a browser, new WebSocket() throws a SyntaxError for such a name.',
    remedy: 'Use names of letters, digits, “.”, “-” and “_”.',
  },
  'request.subprotocol-repeated': {
    title: 'a subprotocol is offered more than once',
    why: 'The list is in order of preference, so each name belongs in it once.',
    remedy: 'Offer each subprotocol once.',
  },
  'request.body': {
    title: 'the request announces a body',
    why: 'A client should not send a body with GET. A server that switches protocols without reading the body would read its bytes as frames.',
    remedy: 'Omit Content-Length and Transfer-Encoding.',
  },
  'response.status': {
    title: ({ status }) =>
      status === null
        ? 'the server did not switch protocols'
        : `status ${status}: the server did not switch protocols`,
    why: 'Over HTTP/1.1, only a 101 opens a WebSocket. If another final response arrives, a page learns nothing about it: it gets an error event and close code 1006.',
    remedy: 'Check the log of the server or the proxy.',
  },
  'response.interim': {
    title: ({ status }) =>
      status === null
        ? 'an interim response comes before the final one'
        : `status ${status}: the final response is still to come`,
    why: 'HTTP lets a server send interim responses, with statuses from 100 to 199. Most clients wait for the final one. Chromium fails the connection.',
    remedy: 'Respond with 101 only.',
  },
  'response.status-invalid': {
    title: ({ status }) =>
      status === null
        ? 'the status isn’t from 100 to 599'
        : `status ${String(status).padStart(3, '0')} isn’t from 100 to 599`,
    why: 'HTTP has no other valid statuses. A client should handle such a response like a server error (5xx).',
    remedy: 'Respond with 101, or a defined status.',
  },
  'response.version': {
    title: 'the response’s HTTP version is too low',
    why: 'HTTP/1.1 introduced the switch to another protocol, and a server should send the highest version that it conforms to. Chromium ignores the version, Firefox fails the connection.',
    remedy: 'Respond with HTTP/1.1, from the proxy too.',
  },
  'response.upgrade': {
    title: 'the response’s Upgrade isn’t websocket',
    why: 'Upgrade names the protocol that the connection switches to. The client must check it.',
    remedy: 'Respond with “Upgrade: websocket”.',
  },
  'response.connection': {
    title: 'the response’s Connection doesn’t name Upgrade',
    why: 'Upgrade is for one hop only, so Connection has to list it.',
    remedy: 'Respond with “Connection: Upgrade”.',
  },
  'response.accept-missing': {
    title: 'Sec-WebSocket-Accept is missing',
    why: 'The accept value proves that the server read this very request.',
    remedy: 'Respond with the SHA-1 of the key and the GUID, in base64.',
  },
  'response.accept-wrong': {
    title: 'Sec-WebSocket-Accept doesn’t match the key',
    why: 'The server computed it from another key, or in another way.',
    remedy:
      'Append the GUID to the text of the key, hash the result with SHA-1, and encode the 20 bytes in base64.',
  },
  'response.accept-repeated': {
    title: 'Sec-WebSocket-Accept appears more than once',
    why: 'The request has one key, so the response needs one accept value.',
    remedy: 'Send it once. Perhaps both the proxy and the server sent one.',
  },
  'response.extension-not-offered': {
    title: 'the server accepted an extension that wasn’t offered',
    why: 'A server can only accept extensions that the client offered. The client might not know this one.',
    remedy: 'Respond only with extensions from the request.',
  },
  'response.extensions-repeated': {
    title: 'the response has Sec-WebSocket-Extensions more than once',
    why: 'A request may have this field on several lines. A response must have it only once.',
    remedy: 'Join the lines with a comma.',
  },
  'response.subprotocol-not-offered': {
    title: 'the server selected a subprotocol that wasn’t offered',
    why: 'A server can select one of the subprotocols in the request, or none.',
    remedy: 'Omit Sec-WebSocket-Protocol, or select a subprotocol from the request.',
  },
  'response.subprotocol-several': {
    title: 'the response names several subprotocols',
    why: 'A server can select only one subprotocol.',
    remedy: 'Respond with the selected one only.',
  },
  'response.subprotocol-missing': {
    title: 'the server selected none of the offered subprotocols',
    why: 'RFC 6455 lets a server select none. The standard for browsers says that the connection then fails. Chromium fails it, Firefox opens it.',
    remedy: 'Respond with one of the offered subprotocols, or don’t offer any in the page.',
  },
  'response.body-announced': {
    title: 'the response announces a body',
    why: 'A 101 has no body. Clients read what follows its empty line as frames.',
    remedy: 'Omit Content-Length and Transfer-Encoding.',
  },
  'extensions.malformed': {
    title: 'Sec-WebSocket-Extensions isn’t a list of extensions',
    why: 'The field lists names with parameters, as in “name; parameter=value, name”. If client and server read it differently, they might use different extensions.',
    remedy:
      'Write each value as a plain word, with or without quotes, and put nothing after the last one.',
  },
  'compression.offer-parameter-unknown': {
    title: 'an offer has a parameter that permessage-deflate doesn’t define',
    why: 'permessage-deflate has four parameters: server_no_context_takeover, client_no_context_takeover, server_max_window_bits and client_max_window_bits. A server can’t know what another one means, so it must decline the whole offer.',
    remedy: 'Remove the parameter. Or add a second offer without it, after a comma.',
  },
  'compression.offer-parameter-repeated': {
    title: 'an offer has a parameter more than once',
    why: 'Each parameter can have only one value, so the server must decline the whole offer.',
    remedy: 'Keep one. To offer both values, write two offers with a comma between them.',
  },
  'compression.offer-value': {
    title: 'an offer has a value that isn’t valid for its parameter',
    why: `Window bits are a number from ${MIN_WINDOW_BITS} to ${MAX_WINDOW_BITS} without a leading zero. client_max_window_bits can also be offered without a value. The two no_context_takeover parameters never have a value. The server must decline the whole offer.`,
    remedy:
      'Write window bits as in “server_max_window_bits=12”, and no_context_takeover as the name alone.',
  },
  'compression.answer-repeated': {
    title: 'the response has permessage-deflate more than once',
    why: 'Each side compresses with one set of parameters. The client can’t know which of these sets applies.',
    remedy: 'Accept only one of the client’s offers.',
  },
  'compression.answer-parameter-unknown': {
    title: 'the response has a parameter that permessage-deflate doesn’t define',
    why: 'The client can’t know what the parameter changes, so it couldn’t read the messages.',
    remedy: 'Respond only with the four parameters of RFC 7692.',
  },
  'compression.answer-parameter-repeated': {
    title: 'the response has a parameter more than once',
    why: 'Each parameter can have only one value.',
    remedy: 'Keep one.',
  },
  'compression.answer-value': {
    title: 'the response has a value that isn’t valid for its parameter',
    why: `In a response, window bits need a number from ${MIN_WINDOW_BITS} to ${MAX_WINDOW_BITS} without a leading zero. The two no_context_takeover parameters never have a value.`,
    remedy: 'Respond with a value as in “client_max_window_bits=12”, or omit the parameter.',
  },
  'compression.server-takeover-not-refused': {
    title: 'the response lacks server_no_context_takeover',
    why: 'The client asked the server to compress each message by itself, so the client might keep no window between messages. A server accepts this offer by including the parameter.',
    remedy: 'Include server_no_context_takeover, or decline the offer.',
  },
  'compression.server-window-too-large': {
    title: 'the server’s window is larger than the client asked for',
    why: `The client might keep only a smaller window, and can’t follow references beyond it. Without the parameter, the window has ${MAX_WINDOW_BITS} bits.`,
    remedy: 'Respond with server_max_window_bits and the offered number, or a smaller one.',
  },
  'compression.client-window-not-offered': {
    title: 'the response has client_max_window_bits, which wasn’t offered',
    why: 'A client offers this parameter if it can limit its window. This client didn’t, so the server must not use it.',
    remedy: 'Omit the parameter.',
  },
  'compression.client-window-too-large': {
    title: 'the response allows the client a larger window than it offered',
    why: 'With this number, the client announced that its window won’t be larger, so the response can’t allow more. Some clients fail the connection.',
    remedy:
      'Respond with client_max_window_bits and the offered number, or a smaller one. Or omit the parameter.',
  },
  'deflate.block-type': {
    title: 'the payload has a block of the reserved type',
    why: 'A block is stored (0), or compressed with fixed (1) or dynamic (2) Huffman codes. Type 3 is reserved. Often the payload was never compressed, although RSV1 is set, or an earlier byte is wrong.',
    remedy:
      'Set RSV1 only for compressed messages, and compress them without the header of zlib or gzip.',
  },
  'deflate.stored-length': {
    title: 'a stored block’s two lengths don’t match',
    why: 'A stored block contains its length twice, the second time with every bit inverted. If they don’t match, these bytes probably aren’t lengths.',
    remedy:
      'Compress without zlib’s header. Or check the message before: if its tail was kept or a byte was lost, everything after it is read from the wrong place.',
  },
  'deflate.code-lengths': {
    title: 'a block describes impossible codes',
    why: 'A dynamic block begins with a list of the lengths of its Huffman codes. This list contradicts itself or the format. For example, the codes leave bit patterns unused, or the end of the block has no code.',
    remedy: 'Check where the message begins, because compressors don’t produce this.',
  },
  'deflate.symbol': {
    title: 'the payload contains an invalid code',
    why: 'Length symbols 286 and 287 and distance symbols 30 and 31 never occur in valid data. A set with a single code leaves one bit pattern without a meaning, too.',
    remedy: 'Check what came before. Perhaps a byte was lost or changed, or messages are missing.',
  },
  'deflate.distance-before-start': {
    title: 'the payload refers to bytes before the start of the data',
    why: 'A match copies earlier bytes, but the data doesn’t reach back this far. Either an earlier message is missing, or the sender kept its window although no_context_takeover was negotiated.',
    remedy:
      'With no_context_takeover, compress each message by itself. Otherwise, inflate all messages in order.',
  },
  'deflate.distance-outside-window': {
    title: 'the payload refers to bytes outside the negotiated window',
    why: 'The receiver needs to keep only as many bytes as max_window_bits allows, so these might be gone.',
    remedy: 'Compress with the window bits that the handshake negotiated.',
  },
  'deflate.cut-short': {
    title: 'the compressed data ends too early',
    why: 'A compressed message ends with a flush, without its last four bytes, 00 00 ff ff. This one doesn’t. Bytes are missing, too many were removed, or the compressor wasn’t flushed. Many receivers don’t notice, and deliver what they could inflate.',
    remedy:
      'Flush after each message (Z_SYNC_FLUSH), then remove exactly 00 00 ff ff. An empty message can be the single byte 00.',
  },
  'deflate.tail-kept': {
    title: 'the compressed data still has its tail',
    why: 'The sender removes 00 00 ff ff from the end, and the receiver appends it again. If the sender keeps it, the receiver has it twice and can read the next message from the wrong place.',
    remedy: 'Remove the last four bytes after the flush.',
  },
};
