/**
 * Examples of terms, with their numbers and bytes. Only the glossary's page shows them. Sources:
 * RFC 6455 (each row names the section), its erratum 3150, and WHATWG WebSockets, close().
 */

import { toHex, toHexByte } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { encodeFrame, type OutgoingFrame } from '#core/protocol/framing/frame.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { MAX_CONTROL_PAYLOAD, MAX_LENGTH } from '#core/protocol/framing/payload-length.ts';
import { encodeClosePayload, MAX_REASON_SIZE } from '#core/protocol/messages/close-payload.ts';
import { computeAccept } from '#core/protocol/opening/accept-value.ts';
import { rfc, type Reference } from '#core/protocol/rules/reference.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import type { TermId } from './terms.ts';

export type TermExample = {
  /** One to four sentences. */
  readonly text: string;
  readonly reference: Reference;
};

/** The masking key of RFC 6455 §5.7. */
const KEY = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

/** The handshake key of RFC 6455 §1.2. */
const HANDSHAKE_KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

/** "Hello" as RFC 7692 §7.2.3.1 compresses it. */
const COMPRESSED_HELLO = Uint8Array.of(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00);

type Unmasked = Omit<OutgoingFrame, 'maskingKey'>;

const fromServer = (frame: Unmasked) => hexOf(encodeFrame({ ...frame, maskingKey: null }));
const fromClient = (frame: Unmasked) => hexOf(encodeFrame({ ...frame, maskingKey: KEY }));
const hexOf = (bytes: Uint8Array) => toHex(bytes, ' ');

const headerSizes = (isMasked: boolean) =>
  ([7, 16, 64] as const).map((form) => frameHeaderSize(form, isMasked));

export const TERM_EXAMPLES: Readonly<Partial<Record<TermId, () => readonly TermExample[]>>> = {
  'time-wait': () => [
    {
      text: 'A client in TIME-WAIT can’t use its port again for some time. So the server should close TCP first, after both Close frames. If it doesn’t, the client does so after a while. Chromium 156 waits 2 s.',
      reference: rfc(6455, '7.1.1'),
    },
  ],
  'status-code': () => [
    {
      text: 'A browser follows no redirect here. With 302, the handshake fails as with any other status, and the page gets close code 1006.',
      reference: { document: 'WHATWG WebSockets', section: 'concept-websocket-establish' },
    },
  ],
  'handshake-key': () => [
    {
      text: `16 bytes are 22 characters and “==”. The last of the 22 contains only two bits of them, so it is A, Q, g or w. The example in §4.1 ends in “C==”, which an erratum corrects to “A==”.`,
      reference: rfc(6455, '4.1'),
    },
  ],
  'accept-value': () => [
    {
      text: `For the key ${HANDSHAKE_KEY} it is ${computeAccept(HANDSHAKE_KEY).accept}. The server appends the GUID to the ${HANDSHAKE_KEY.length} characters as they are. It doesn’t decode them to 16 bytes first.`,
      reference: rfc(6455, '4.2.2'),
    },
  ],
  'payload-length': () => {
    const [server, client] = [headerSizes(false), headerSizes(true)];
    return [
      {
        text: `The header of a server’s frame has ${server[0]} bytes if the payload has up to ${MAX_LENGTH[7]}, ${server[1]} up to ${formatCount(Number(MAX_LENGTH[16]))}, and ${server[2]} beyond. In a client’s frame it has ${client[0]}, ${client[1]} or ${client[2]}, because the masking key is part of it.`,
        reference: rfc(6455, '5.2'),
      },
      {
        text: 'The sender must use the shortest form. A length of 124 is 7c, and never 7e 00 7c.',
        reference: rfc(6455, '5.2'),
      },
    ];
  },
  masking: () => {
    const [letter = 0] = toUtf8('o');
    const [first = 0] = KEY;
    return [
      {
        text: `With the key ${hexOf(KEY)}, “Hello” is ${fromClient({ opcode: OPCODE.text, payload: toUtf8('Hello') }).slice(-14)}. Its fifth letter, “o”, meets the first byte of the key again: ${toHexByte(letter)} XOR ${toHexByte(first)} is ${toHexByte(letter ^ first)}.`,
        reference: rfc(6455, '5.7'),
      },
      {
        text: 'A client also masks over wss, although TLS encrypts everything. If its frame isn’t masked, the server must close the connection, and may send close code 1002.',
        reference: rfc(6455, '5.1'),
      },
      {
        text: 'Masking protects proxies from cache poisoning. It protects nothing from eavesdropping.',
        reference: rfc(6455, '10.3'),
      },
    ];
  },
  fragment: () => {
    const frames = [
      fromServer({ isFinal: false, opcode: OPCODE.text, payload: toUtf8('Hel') }),
      fromServer({ opcode: OPCODE.ping, payload: new Uint8Array() }),
      fromServer({ opcode: OPCODE.continuation, payload: toUtf8('lo') }),
    ];
    return [
      {
        text: `${frames.join(', then ')}: “Hel”, a Ping in between, and “lo”. All of it is allowed. The receiver answers the Ping, and then has one message, “Hello”.`,
        reference: rfc(6455, '5.4'),
      },
    ];
  },
  'control-frame': () => [
    {
      text: `A Ping with ${MAX_CONTROL_PAYLOAD + 1} bytes breaks this rule, so its receiver fails the connection.`,
      reference: rfc(6455, '5.5'),
    },
  ],
  'utf-8': () => {
    const text = 'é'.repeat(63);
    const size = toUtf8(text).length;
    return [
      {
        text: `“é” has ${toUtf8('é').length} bytes. A payload length counts bytes, so 63 of them have ${size}. A server’s header is then ${headerSizes(false)[1]} bytes long instead of ${headerSizes(false)[0]}.`,
        reference: rfc(6455, '5.2'),
      },
    ];
  },
  'permessage-deflate': () => [
    {
      text: `“Hello” alone becomes ${COMPRESSED_HELLO.length} bytes, more than its 5. The frame of a server is ${fromServer({ rsv1: true, opcode: OPCODE.text, payload: COMPRESSED_HELLO })}. Its first byte is c1 instead of 81, because RSV1 is set.`,
      reference: rfc(7692, '7.2.3.1'),
    },
  ],
  close: () => {
    const frame = { opcode: OPCODE.close, payload: encodeClosePayload(1000, 'bye') };
    return [
      {
        text: `With code 1000 and the reason “bye”, a server sends ${fromServer(frame)}. From a client, with the masking key ${hexOf(KEY)}, it is ${fromClient(frame)}.`,
        reference: rfc(6455, '5.5.1'),
      },
    ];
  },
  'close-reason': () => {
    const size = toUtf8('€').length;
    const most = Math.floor(MAX_REASON_SIZE / size);
    return [
      {
        text: `“€” has ${size} bytes, so ${most} of them fit. With ${most + 1}, a page’s close() throws SyntaxError.`,
        reference: { document: 'WHATWG WebSockets', section: 'dom-websocket-close' },
      },
    ];
  },
};
