/** For each rule, bytes that break it, run through the reader that reports it. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { agreementOf } from '#core/protocol/compression/permessage-deflate.ts';
import { PLAIN_OFFER } from '#core/protocol/compression/deflate-parameters.ts';
import {
  checkHeadReading,
  decodeHttpHead,
  isRequestHead,
  MAX_HEAD_SIZE,
} from '#core/protocol/http/http-head.ts';
import { DEFAULT_LIMITS, type Limits } from '#core/protocol/messages/limits.ts';
import { checkOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { traceOf } from '../../conversation/streams.ts';
import { ListingReader } from '../received-list.ts';
import { deflateByZlib } from '../zlib-messages.ts';

type Reported = readonly RuleId[];

const AGREEMENT = agreementOf({ ...PLAIN_OFFER, clientMaxWindowBits: null });

/** What is reported of frames of the client or the server. */
function ofFrames(from: 'c' | 's', hex: string): Reported {
  const trace = traceOf([[from, fromHex(hex)]]);
  const { findings } = readInflatedConversation(trace, { compression: null });
  return findings.map(({ violation }) => violation.id);
}

/** What is reported of a compressed message, in one frame of the server. */
function ofCompressed(payload: Uint8Array, agreement = AGREEMENT): Reported {
  const size = Uint8Array.of(0xc2, 126, payload.length >> 8, payload.length & 0xff);
  const header = payload.length < 126 ? Uint8Array.of(0xc2, payload.length) : size;
  const trace = traceOf([['s', concatBytes([header, payload])]]);
  const { findings } = readInflatedConversation(trace, { compression: agreement });
  return findings.map(({ violation }) => violation.id);
}

const deflated = (hex: string) => ofCompressed(fromHex(hex));

/** With which rule a receiver fails. */
function ofReceiver(hex: string, limits: Partial<Limits>): Reported {
  const reader = new ListingReader({ sender: 'server', limits: { ...DEFAULT_LIMITS, ...limits } });
  return reader
    .feed(fromHex(hex))
    .flatMap((item) => (item.kind === 'failure' ? [item.violation.id] : []));
}

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const REQUEST = [
  'GET /chat HTTP/1.1',
  'Host: server.example.com',
  'Upgrade: websocket',
  'Connection: Upgrade',
  `Sec-WebSocket-Key: ${KEY}`,
  'Sec-WebSocket-Version: 13',
];
const RESPONSE = [
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
];

/** Replaces the line that starts like `changed` up to its first space or colon, or adds it. */
function linesWith(lines: readonly string[], ...changed: readonly string[]): string[] {
  const nameOf = (line: string) => /^(?:HTTP|[^ :]+)/.exec(line)?.[0];
  const names = changed.map(nameOf);
  const kept = lines.filter((line) => !names.includes(nameOf(line)));
  const isStart = (line: string) => /^HTTP|HTTP\/\d\.\d$/.test(line);
  const all = [...kept, ...changed];
  return [...all.filter(isStart).slice(-1), ...all.filter((line) => !isStart(line))];
}

const without = (lines: readonly string[], name: string) =>
  lines.filter((line) => !line.startsWith(name));

const headOf = (lines: readonly string[]) => toLatin1([...lines, '', ''].join('\r\n'));

function ofExchange(request: readonly string[], response: readonly string[] | null): Reported {
  const trace = traceOf([
    ['c', headOf(request)],
    ...(response ? [['s', headOf(response)] as const] : []),
  ]);
  return readInflatedConversation(trace).findings.map(({ violation }) => violation.id);
}

function ofRequestAfterEmptyLine(): Reported {
  const trace = traceOf([['c', concatBytes([toLatin1('\r\n'), headOf(REQUEST)])]]);
  return readInflatedConversation(trace).findings.map(({ violation }) => violation.id);
}

const ofRequest = (...changed: string[]) => ofExchange(linesWith(REQUEST, ...changed), null);
const ofRequestWithout = (name: string) => ofExchange(without(REQUEST, name), null);
const ofResponse = (...changed: string[]) => ofExchange(REQUEST, linesWith(RESPONSE, ...changed));
const ofResponseWithout = (name: string) => ofExchange(REQUEST, without(RESPONSE, name));

/** What is reported of an answer to these lines of a request. */
const answered = (request: string[], ...changed: string[]) =>
  ofExchange(linesWith(REQUEST, ...request), linesWith(RESPONSE, ...changed));

const ofHead = (text: string): Reported =>
  checkHeadReading(decodeHttpHead(toLatin1(text))).map(({ id }) => id);

/** An HTTP head with this line in it. */
const ofLine = (line: string) => ofHead(`GET / HTTP/1.1\r\n${line}\r\n\r\n`);

const EXTENSIONS = 'Sec-WebSocket-Extensions';
const DEFLATE = `${EXTENSIONS}: permessage-deflate`;
const PROTOCOL = 'Sec-WebSocket-Protocol';

/** A message whose second half refers back by 4,000 bytes. */
async function farReference(): Promise<Uint8Array> {
  const sample = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) >> 3);
  const [message] = await deflateByZlib([concatBytes([sample, sample])]);
  return message ?? new Uint8Array();
}
const FAR_REFERENCE = await farReference();
/** A message refers to nothing before it, so where the recording starts does not matter. */
const NO_TAKEOVER = agreementOf({
  ...PLAIN_OFFER,
  serverNoContextTakeover: true,
  clientMaxWindowBits: null,
});
const SMALL_WINDOW = agreementOf({
  ...PLAIN_OFFER,
  serverMaxWindowBits: 10,
  clientMaxWindowBits: null,
});

export const RULE_EXAMPLES: Readonly<Record<RuleId, () => Reported>> = {
  'frame.reserved-bit': () => ofFrames('c', 'c185 37fa213d 7f9f4d5158'),
  'frame.reserved-opcode': () => ofFrames('c', '8385 37fa213d 7f9f4d5158'),
  'frame.unmasked-from-client': () => ofFrames('c', '8105 48656c6c6f'),
  'frame.masked-from-server': () => ofFrames('s', '8185 37fa213d 7f9f4d5158'),
  'frame.length-not-minimal': () => ofFrames('c', '81fe 0005 37fa213d 7f9f4d5158'),
  'frame.length-top-bit': () => ofFrames('c', '82ff 8000000000000000 37fa213d'),
  'control.fragmented': () => ofFrames('c', '0982 37fa213d 5f93'),
  'control.too-long': () => ofFrames('c', '89fe 0005 37fa213d 7f9f4d5158'),
  'message.continuation-without-start': () => ofFrames('c', '8083 37fa213d 569842'),
  'message.interleaved': () => ofFrames('c', '0183 37fa213d 7f9f4d 8182 37fa213d 5b95'),
  'message.text-not-utf8': () => ofFrames('c', '8182 37fa213d f4d2'),
  'message.too-big': () => ofReceiver('8105 48656c6c6f', { maxMessageSize: 4 }),
  'message.too-many-fragments': () => ofReceiver('010148 000165 80016c', { maxFragments: 2 }),
  'close.one-byte': () => ofFrames('c', '8881 37fa213d 34'),
  'close.code-not-sendable': () => ofFrames('c', '8882 37fa213d 3417'),
  'close.code-unassigned': () => ofFrames('c', '8882 37fa213d 3c4d'),
  'close.code-of-client': () => ofFrames('s', '8802 03f2'),
  'close.reason-not-utf8': () => ofFrames('c', '8884 37fa213d 3412dec3'),
  'close.bytes-after': () => ofFrames('s', '8800 0000'),
  'head.start-line': () => ofHead('nothing of the sort\r\n\r\n'),
  'head.field-line': () => ofLine('nonsense'),
  'head.blank-before-colon': () => ofLine('Host : a'),
  'head.control-character': () => ofLine('A: 1\x002'),
  'head.bare-line-feed': () => ofHead('GET / HTTP/1.1\nHost: a\n\n'),
  'head.folded-line': () => ofLine('A: 1\r\n 2'),
  'head.empty-line': () => ofRequestAfterEmptyLine(),
  'head.too-long': () => ofHead(`GET / HTTP/1.1\r\nA: ${'a'.repeat(MAX_HEAD_SIZE)}`),
  'request.method': () => ofRequest('POST /chat HTTP/1.1'),
  'request.version': () => ofRequest('GET /chat HTTP/1.0'),
  'request.target-fragment': () => ofRequest('GET /chat#top HTTP/1.1'),
  'request.target-form': () => ofRequest('GET * HTTP/1.1'),
  'request.target-malformed': () => ofRequest('GET /?a=[1] HTTP/1.1'),
  'request.host': () => ofRequestWithout('Host'),
  'request.host-repeated': () => ofRequest('Host: a', 'Host: b'),
  'request.host-malformed': () => ofRequest('Host: a b'),
  'request.upgrade': () => ofRequest('Upgrade: h2c'),
  'request.connection': () => ofRequest('Connection: keep-alive'),
  'request.key-missing': () => ofRequestWithout('Sec-WebSocket-Key'),
  'request.key-repeated': () => ofRequest(`Sec-WebSocket-Key: ${KEY}`, `Sec-WebSocket-Key: ${KEY}`),
  'request.key-malformed': () => ofRequest('Sec-WebSocket-Key: AQID'),
  'request.key-stray-bits': () => ofRequest('Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEC=='),
  'request.websocket-version': () => ofRequest('Sec-WebSocket-Version: 8'),
  'request.websocket-version-repeated': () =>
    ofRequest('Sec-WebSocket-Version: 13', 'Sec-WebSocket-Version: 13'),
  'request.origin-missing': () => {
    const reading = decodeHttpHead(headOf(REQUEST));
    if (reading.kind !== 'head' || !isRequestHead(reading.head)) return [];
    return checkOpeningRequest(reading.head, { isBrowser: true }).map(({ id }) => id);
  },
  'request.origin-repeated': () => ofRequest('Origin: http://a', 'Origin: http://b'),
  'request.origin-malformed': () => ofRequest('Origin: a page'),
  'request.subprotocol-malformed': () => ofRequest(`${PROTOCOL}: a b`),
  'request.subprotocol-repeated': () => ofRequest(`${PROTOCOL}: a, a`),
  'request.body': () => ofRequest('Content-Length: 5'),
  'response.status': () => ofResponse('HTTP/1.1 200 OK'),
  'response.status-invalid': () => ofResponse('HTTP/1.1 099 Early'),
  'response.interim': () => ofResponse('HTTP/1.1 100 Continue'),
  'response.version': () => ofResponse('HTTP/1.0 101 Switching Protocols'),
  'response.upgrade': () => ofResponseWithout('Upgrade'),
  'response.connection': () => ofResponseWithout('Connection'),
  'response.accept-missing': () => ofResponseWithout('Sec-WebSocket-Accept'),
  'response.accept-wrong': () => ofResponse('Sec-WebSocket-Accept: AAAA'),
  'response.accept-repeated': () =>
    ofResponse('Sec-WebSocket-Accept: AAAA', 'Sec-WebSocket-Accept: AAAA'),
  'response.extension-not-offered': () => ofResponse(`${EXTENSIONS}: x-mine`),
  'response.extensions-repeated': () =>
    answered([DEFLATE], DEFLATE, `${EXTENSIONS}: permessage-deflate`),
  'response.subprotocol-not-offered': () => ofResponse(`${PROTOCOL}: mqtt`),
  'response.subprotocol-several': () => answered([`${PROTOCOL}: a, b`], `${PROTOCOL}: a, b`),
  'response.subprotocol-missing': () => answered([`${PROTOCOL}: a`]),
  'response.body-announced': () => ofResponse('Content-Length: 10'),
  'extensions.malformed': () => ofRequest(`${EXTENSIONS}: ;`),
  'compression.offer-parameter-unknown': () => ofRequest(`${DEFLATE}; level=9`),
  'compression.offer-parameter-repeated': () =>
    ofRequest(`${DEFLATE}; server_no_context_takeover; server_no_context_takeover`),
  'compression.offer-value': () => ofRequest(`${DEFLATE}; server_max_window_bits=17`),
  'compression.answer-repeated': () => answered([DEFLATE], `${DEFLATE}, permessage-deflate`),
  'compression.answer-parameter-unknown': () => answered([DEFLATE], `${DEFLATE}; level=9`),
  'compression.answer-parameter-repeated': () =>
    answered([DEFLATE], `${DEFLATE}; server_no_context_takeover; server_no_context_takeover`),
  'compression.answer-value': () => answered([DEFLATE], `${DEFLATE}; server_max_window_bits=17`),
  'compression.server-takeover-not-refused': () =>
    answered([`${DEFLATE}; server_no_context_takeover`], DEFLATE),
  'compression.server-window-too-large': () =>
    answered([`${DEFLATE}; server_max_window_bits=10`], `${DEFLATE}; server_max_window_bits=12`),
  'compression.client-window-not-offered': () =>
    answered([DEFLATE], `${DEFLATE}; client_max_window_bits=9`),
  'compression.client-window-too-large': () =>
    answered([`${DEFLATE}; client_max_window_bits=10`], `${DEFLATE}; client_max_window_bits=12`),
  'deflate.block-type': () => deflated('06'),
  'deflate.stored-length': () => deflated('00 05 00 00 00'),
  'deflate.code-lengths': () => deflated('04 fe 00'),
  'deflate.symbol': () => deflated('4a 4c 4a 4e 19 03 00 00'),
  'deflate.distance-before-start': () => ofCompressed(fromHex('f2 00 11 00 00'), NO_TAKEOVER),
  'deflate.distance-outside-window': () => ofCompressed(FAR_REFERENCE, SMALL_WINDOW),
  'deflate.cut-short': () => deflated('f2 48 cd'),
  'deflate.tail-kept': () => deflated('f2 48 cd c9 c9 07 00 00 00 ff ff'),
};
