/**
 * Broken on purpose: one example for each kind of mistake that a reader should recognize. Sources:
 * RFC 6455 §4 (handshake), §5 (frames), §7.4 (close codes), §8.1 (UTF-8); RFC 7692 §6, §7.2.
 */

import { writeUint16 } from '#core/bytes/big-endian.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { encodeRequestHead } from '#core/protocol/http/http-head.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  encodeOpeningRequest,
  openingRequestFields,
  type OpeningRequest,
} from '#core/protocol/opening/opening-request.ts';
import { encodeOpeningResponse, encodeRefusal } from '#core/protocol/opening/opening-response.ts';
import type { ExampleIn } from '#core/sharing/example-ids.ts';
import { exampleText } from './examples.ts';
import {
  DEFLATE_WITHOUT_PARAMETERS,
  followedPaste,
  fromClient,
  fromServer,
  pasteOf,
  type Example,
  type ExamplePaste,
  type ExamplesIn,
  type ExampleWords,
} from './gallery-example.ts';
import { ODD_INPUTS, type OddInput, type OddInputId } from '#content/rules/peer-verdicts-inputs.ts';

/** The bytes that the measured receivers were given. */
function oddPaste(id: OddInputId): ExamplePaste {
  const { sender, hex, isCompressed }: OddInput = ODD_INPUTS[id];
  return pasteOf([fromHex(hex)], {
    directions: `from-${sender}`,
    compression: isCompressed ? DEFLATE_WITHOUT_PARAMETERS : null,
  });
}

const REQUEST: OpeningRequest = {
  target: '/chat',
  host: 'server.example.com',
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  origin: 'http://example.com',
};

/** Not the key of the request above. */
const OTHER_KEY = 'x3JJHMbDL1EzLkh9GBhXDw==';

function requestWithoutKey(): Uint8Array {
  const fields = openingRequestFields(REQUEST).filter(([name]) => name !== FIELD.webSocketKey);
  return encodeRequestHead('GET', REQUEST.target, fields);
}

/** A frame whose header announces more bytes than follow. */
function cutFrame(): Uint8Array {
  const frame = encodeFrame({
    opcode: OPCODE.binary,
    maskingKey: null,
    payload: new Uint8Array(200),
  });
  writeUint16(frame, 2, 1400);
  return frame.subarray(0, 64);
}

type OddExampleId = Extract<ExampleIn<'broken'>, OddInputId>;

/** Examples with bytes that well-known receivers were given too. */
const ODD_EXAMPLES: Readonly<Record<OddExampleId, ExampleWords>> = {
  'client-unmasked': {
    title: 'A client’s frame that is not masked',
    look: 'MASK is 0 in a client’s bytes. A server must close the connection.',
  },
  'server-masked': {
    title: 'A server’s frame that is masked',
    look: 'MASK is 1 in a server’s bytes. A client must close the connection, though it could unmask them.',
  },
  rsv1: {
    title: 'RSV1 set without negotiated compression',
    look: 'The first byte is c1 instead of 81. No negotiated extension uses this bit.',
  },
  'opcode-3': {
    title: 'An opcode that isn’t defined',
    look: 'The opcode is 3, which is reserved for data frames yet to be defined.',
  },
  'ping-126': {
    title: 'A ping that is too long',
    look: 'Its length is 126, and a control frame may have 125 at most.',
  },
  'fragmented-ping': {
    title: 'A fragmented ping',
    look: 'FIN is 0 on a ping, but control frames must not be fragmented.',
  },
  'length-16-not-minimal': {
    title: 'A length in more bytes than it needs',
    look: 'The length 5 is in two extra bytes, though it fits into 7 bits.',
  },
  'length-top-bit': {
    title: 'A length with its top bit set',
    look: 'The first of the length’s 64 bits is 1, and must be 0.',
  },
  'orphan-continuation': {
    title: 'A continuation frame without a message',
    look: 'Opcode 0 continues a message, and none has begun.',
  },
  'interleaved-text': {
    title: 'A new message inside another',
    look: 'The first frame has FIN 0, so its message isn’t complete when another text begins. Only control frames may come between fragments.',
  },
  'ping-then-zeros': {
    title: 'A payload longer than its length',
    look: 'The ping’s length is 0, so the four bytes after it are read as two more frames.',
  },
  'text-not-utf8': {
    title: 'A text that is not UTF-8',
    look: 'The payload is c3 28. c3 begins a 2-byte character, and 28 can’t be its second byte.',
  },
  'close-one-byte': {
    title: 'A Close frame with half a code',
    look: 'One byte of payload is too short for a 2-byte code.',
  },
  'close-1005': {
    title: 'A close code that must not be sent',
    look: '1005 means that there was no code, so it must not be sent.',
  },
  'close-code-as-text': {
    title: 'A close code written in letters',
    look: 'The four bytes are the characters “1000”. The first two, read as a number, are 12,592.',
  },
  'close-reason-not-utf8': {
    title: 'A close reason that is not UTF-8',
    look: 'After the code 1000 come two bytes that aren’t UTF-8.',
  },
  // Source: RFC 6455 §1.4; Chromium 156, measured (peer-verdicts-measured.ts).
  'bytes-after-close': {
    title: 'Bytes after a Close frame',
    look: 'Two bytes follow the Close frame. Most receivers discard them. Chromium 156 fails the connection.',
  },
  'deflate-not-deflate': {
    title: 'RSV1 on a text that is not compressed',
    look: 'Compression was negotiated, but the payload can’t be inflated. Its first block has the reserved type.',
  },
  'deflate-rsv1-on-continuation': {
    title: 'RSV1 on a second fragment',
    look: 'The message is compressed as a whole, so only its first frame has RSV1.',
  },
};

export const BROKEN_EXAMPLES: ExamplesIn<'broken'> = {
  ...oddExamples(),
  'fragments-and-close': {
    title: 'A valid conversation with an invalid end',
    look: 'The text in two fragments with a ping between them is valid. The Close frame contains 1005, which must not be sent.',
    source: { kind: 'paste', text: exampleText, directions: 'as-told', compression: null },
  },
  'cut-frame': {
    title: 'A frame that is cut',
    look: 'The header announces 1,400 bytes, and 60 of them are here. The others might be in the next segment, or were not copied.',
    source: pasteOf([cutFrame()]),
  },
  'key-missing': {
    title: 'A request without a key',
    look: 'Sec-WebSocket-Key is missing. Perhaps an ordinary HTTP client sent this, or a proxy removed the key.',
    source: pasteOf([requestWithoutKey()]),
  },
  'accept-wrong': {
    title: 'A response to another key',
    look: 'Sec-WebSocket-Accept belongs to another key, like a cached response. A client must fail the connection.',
    source: followedPaste([
      fromClient(encodeOpeningRequest(REQUEST)),
      fromServer(encodeOpeningResponse({ key: OTHER_KEY })),
    ]),
  },
  'extension-not-offered': {
    title: 'An extension that was not offered',
    look: 'The response accepts permessage-deflate, which the request doesn’t offer.',
    source: followedPaste([
      fromClient(encodeOpeningRequest(REQUEST)),
      fromServer(encodeOpeningResponse({ key: REQUEST.key, extensions: 'permessage-deflate' })),
    ]),
  },
  refused: {
    title: 'A rejected handshake',
    look: 'The status is 403 instead of 101. The page only learns code 1006.',
    source: followedPaste([
      fromClient(encodeOpeningRequest(REQUEST)),
      fromServer(encodeRefusal({ status: 403, reason: 'Forbidden', fields: [] })),
    ]),
  },
};

function oddExamples(): Readonly<Record<OddExampleId, Example>> {
  const entries = Object.entries(ODD_EXAMPLES) as [OddExampleId, ExampleWords][];
  return Object.fromEntries(
    entries.map(([id, words]) => [id, { ...words, source: oddPaste(id) }]),
  ) as Record<OddExampleId, Example>;
}
