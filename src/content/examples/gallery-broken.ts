/** Broken on purpose: one example for each kind of mistake that a reader should know by sight. */

import { writeUint16 } from '#core/bytes/big-endian.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { encodeRequestHead } from '#core/protocol/http/http-head.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  encodeOpeningRequest,
  openingRequestFields,
  type OpeningRequest,
} from '#core/protocol/opening/opening-request.ts';
import { encodeOpeningResponse, encodeRefusal } from '#core/protocol/opening/opening-response.ts';
import { exampleText } from './examples.ts';
import {
  DEFLATE_WITHOUT_PARAMETERS,
  followedPaste,
  fromClient,
  fromServer,
  pasteOf,
  type ExamplePaste,
  type GalleryExample,
} from './gallery-example.ts';
import { ODD_INPUTS, type OddInput, type OddInputId } from '#content/rules/peer-verdicts-inputs.ts';

/** As receivers were asked about it. */
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

/** Any other nonce: an answer to it is no answer to the request above. */
const OTHER_KEY = 'x3JJHMbDL1EzLkh9GBhXDw==';

function requestWithoutKey(): Uint8Array {
  const fields = openingRequestFields(REQUEST).filter(([name]) => name !== 'Sec-WebSocket-Key');
  return encodeRequestHead('GET', REQUEST.target, fields);
}

/** A text that says it is longer than what is there. */
function cutFrame(): Uint8Array {
  const frame = encodeFrame({
    opcode: OPCODE.binary,
    maskingKey: null,
    payload: new Uint8Array(200),
  });
  writeUint16(frame, 2, 1400);
  return frame.subarray(0, 64);
}

export const BROKEN_EXAMPLES: readonly GalleryExample[] = [
  {
    id: 'fragments-and-close',
    group: 'broken',
    title: 'A good conversation with a bad end',
    look: 'A text in two fragments with a ping between them is as it should be; the Close says 1005, which nobody may send.',
    source: { kind: 'paste', text: exampleText, directions: 'as-told', compression: null },
  },
  broken(
    'client-unmasked',
    'A client’s frame that is not masked',
    'MASK is 0 in bytes of a client: a server must close the connection at once.',
  ),
  broken(
    'server-masked',
    'A server’s frame that is masked',
    'MASK is 1 in bytes of a server: a client must close the connection, though it could read them well.',
  ),
  broken(
    'rsv1',
    'RSV1 set, and no compression agreed on',
    'The first byte is c1 instead of 81: the receiver knows of no extension that this bit could belong to.',
  ),
  broken(
    'opcode-3',
    'An opcode that nobody has defined',
    'The opcode is 3, reserved for a kind of data that does not exist.',
  ),
  broken(
    'ping-126',
    'A ping with too much to say',
    'Its length is 126, and a control frame may carry 125.',
  ),
  broken(
    'fragmented-ping',
    'A ping that is not whole',
    'FIN is 0 on a ping: control frames never come in parts.',
  ),
  broken(
    'length-16-not-minimal',
    'A length in more bytes than it needs',
    'The length 5 stands in two bytes of its own, though 7 bits would hold it.',
  ),
  broken(
    'length-top-bit',
    'A length that no number can hold',
    'The first of the length’s 64 bits is 1, and must be 0.',
  ),
  broken(
    'orphan-continuation',
    'A continuation of nothing',
    'Opcode 0 goes on with a message, and none has begun.',
  ),
  broken(
    'interleaved-text',
    'A new text inside another',
    'The first text has FIN 0 and is not ended when the second begins: only control frames may come between.',
  ),
  broken(
    'ping-then-zeros',
    'A frame that is longer than it says',
    'The ping’s length is 0, so the four bytes behind it are read as two frames more: most broken streams begin so.',
  ),
  broken(
    'text-not-utf8',
    'A text that is not UTF-8',
    'The payload is c3 28: c3 begins a character, and 28 does not go on with it.',
  ),
  broken(
    'close-one-byte',
    'A Close with half a code',
    'One byte of payload is too few for a code of two.',
  ),
  broken(
    'close-1005',
    'A close code that must not be sent',
    'The code 1005 means that there was no code, so it can’t be one.',
  ),
  broken(
    'close-code-as-text',
    'A close code written in letters',
    'The four bytes are the characters “1000”; read as a number, the first two are 12,592.',
  ),
  broken(
    'close-reason-not-utf8',
    'A close reason that is not UTF-8',
    'Behind the code 1000 stand two bytes that are no text.',
  ),
  broken(
    'bytes-after-close',
    'Bytes behind a Close',
    'A Close is the last that its sender says: nobody reads what follows.',
  ),
  broken(
    'deflate-not-deflate',
    'RSV1 on a text that is not compressed',
    'Compression was agreed on, and the payload does not inflate: its first block is of a kind that there is not.',
  ),
  broken(
    'deflate-rsv1-on-continuation',
    'RSV1 on a second fragment',
    'The message is compressed as a whole, so the bit belongs on its first frame alone.',
  ),
  {
    id: 'cut-frame',
    group: 'broken',
    title: 'A frame that is cut',
    look: 'The header announces 1,400 bytes and 60 of them are here: the rest is in the next packet, or was not copied.',
    source: pasteOf([cutFrame()]),
  },
  {
    id: 'key-missing',
    group: 'broken',
    title: 'A request without a key',
    look: 'Sec-WebSocket-Key is missing: mostly a proxy or a plain HTTP client asked, and no WebSocket.',
    source: pasteOf([requestWithoutKey()]),
  },
  {
    id: 'accept-wrong',
    group: 'broken',
    title: 'An answer to somebody else’s key',
    look: 'Sec-WebSocket-Accept belongs to another key than the request’s, as from a cache: a client must refuse it.',
    source: followedPaste([
      fromClient(encodeOpeningRequest(REQUEST)),
      fromServer(encodeOpeningResponse({ key: OTHER_KEY })),
    ]),
  },
  {
    id: 'extension-not-offered',
    group: 'broken',
    title: 'An extension that nobody asked for',
    look: 'The answer turns on permessage-deflate, which the request does not offer.',
    source: followedPaste([
      fromClient(encodeOpeningRequest(REQUEST)),
      fromServer(encodeOpeningResponse({ key: REQUEST.key, extensions: 'permessage-deflate' })),
    ]),
  },
  {
    id: 'refused',
    group: 'broken',
    title: 'A server that says no',
    look: 'The answer is 403 instead of 101: the page learns no more than code 1006.',
    source: followedPaste([
      fromClient(encodeOpeningRequest(REQUEST)),
      fromServer(encodeRefusal({ status: 403, reason: 'Forbidden', fields: [] })),
    ]),
  },
];

function broken(id: OddInputId, title: string, look: string): GalleryExample {
  return { id, group: 'broken', title, look, source: oddPaste(id) };
}
