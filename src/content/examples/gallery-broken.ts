/** Broken on purpose: one example for each kind of mistake that a reader should recognize. */

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
    look: 'MASK is 0 in bytes of a client: a server must close the connection at once.',
  },
  'server-masked': {
    title: 'A server’s frame that is masked',
    look: 'MASK is 1 in bytes of a server: a client must close the connection, though it could read them well.',
  },
  rsv1: {
    title: 'RSV1 set, and no compression agreed on',
    look: 'The first byte is c1 instead of 81: the receiver knows of no extension that this bit could belong to.',
  },
  'opcode-3': {
    title: 'An opcode that nobody has defined',
    look: 'The opcode is 3, reserved for a kind of data that does not exist.',
  },
  'ping-126': {
    title: 'A ping with too much to say',
    look: 'Its length is 126, and a control frame may carry 125.',
  },
  'fragmented-ping': {
    title: 'A ping that is not whole',
    look: 'FIN is 0 on a ping: control frames never come in parts.',
  },
  'length-16-not-minimal': {
    title: 'A length in more bytes than it needs',
    look: 'The length 5 stands in two bytes of its own, though 7 bits would hold it.',
  },
  'length-top-bit': {
    title: 'A length with its top bit set',
    look: 'The first of the length’s 64 bits is 1, and must be 0.',
  },
  'orphan-continuation': {
    title: 'A continuation of nothing',
    look: 'Opcode 0 goes on with a message, and none has begun.',
  },
  'interleaved-text': {
    title: 'A new text inside another',
    look: 'The first text has FIN 0 and is not ended when the second begins: only control frames may come between.',
  },
  'ping-then-zeros': {
    title: 'A frame that is longer than it says',
    look: 'The ping’s length is 0, so the four bytes after it are read as two more frames.',
  },
  'text-not-utf8': {
    title: 'A text that is not UTF-8',
    look: 'The payload is c3 28: c3 begins a character, and 28 does not go on with it.',
  },
  'close-one-byte': {
    title: 'A Close with half a code',
    look: 'One byte of payload is too few for a code of two.',
  },
  'close-1005': {
    title: 'A close code that must not be sent',
    look: 'The code 1005 means that there was no code, so it can’t be one.',
  },
  'close-code-as-text': {
    title: 'A close code written in letters',
    look: 'The four bytes are the characters “1000”; read as a number, the first two are 12,592.',
  },
  'close-reason-not-utf8': {
    title: 'A close reason that is not UTF-8',
    look: 'Behind the code 1000 stand two bytes that are no text.',
  },
  'bytes-after-close': {
    title: 'Bytes after a Close',
    look: 'Two bytes follow the Close frame. Most receivers discard them; Chromium fails the connection.',
  },
  'deflate-not-deflate': {
    title: 'RSV1 on a text that is not compressed',
    look: 'Compression was agreed on, and the payload does not inflate: its first block is of a kind that there is not.',
  },
  'deflate-rsv1-on-continuation': {
    title: 'RSV1 on a second fragment',
    look: 'The message is compressed as a whole, so the bit belongs on its first frame alone.',
  },
};

export const BROKEN_EXAMPLES: ExamplesIn<'broken'> = {
  ...oddExamples(),
  'fragments-and-close': {
    title: 'A good conversation with a bad end',
    look: 'A text in two fragments with a ping between them is as it should be; the Close says 1005, which nobody may send.',
    source: { kind: 'paste', text: exampleText, directions: 'as-told', compression: null },
  },
  'cut-frame': {
    title: 'A frame that is cut',
    look: 'The header announces 1,400 bytes and 60 of them are here: the rest is in the next packet, or was not copied.',
    source: pasteOf([cutFrame()]),
  },
  'key-missing': {
    title: 'A request without a key',
    look: 'Sec-WebSocket-Key is missing: mostly a proxy or a plain HTTP client asked, and no WebSocket.',
    source: pasteOf([requestWithoutKey()]),
  },
  'accept-wrong': {
    title: 'An answer to somebody else’s key',
    look: 'Sec-WebSocket-Accept belongs to another key than the request’s, as from a cache: a client must refuse it.',
    source: followedPaste([
      fromClient(encodeOpeningRequest(REQUEST)),
      fromServer(encodeOpeningResponse({ key: OTHER_KEY })),
    ]),
  },
  'extension-not-offered': {
    title: 'An extension that nobody asked for',
    look: 'The answer turns on permessage-deflate, which the request does not offer.',
    source: followedPaste([
      fromClient(encodeOpeningRequest(REQUEST)),
      fromServer(encodeOpeningResponse({ key: REQUEST.key, extensions: 'permessage-deflate' })),
    ]),
  },
  refused: {
    title: 'A server that says no',
    look: 'The answer is 403 instead of 101: the page learns no more than code 1006.',
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
