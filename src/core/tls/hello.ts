/** What the hellos say of a connection (RFC 8446 §4.1.2, §4.1.3; RFC 5246 §7.4.1). */

import { readUint16 } from '#core/bytes/big-endian.ts';
import { bytesEqual, concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import type { ByteStream } from '#core/trace/trace.ts';
import { CONTENT_TYPE, readRecords } from './record.ts';

export type ClientHello = {
  /** 32 bytes, by which a key log names the connection. */
  readonly random: Uint8Array;
  /** The host that it asks for (RFC 6066 §3); null if it names none. */
  readonly serverName: string | null;
};

export type ServerHello = {
  /** 32 bytes. */
  readonly random: Uint8Array;
  /** 0x0303 for TLS 1.2, 0x0304 for TLS 1.3. */
  readonly version: number;
  /** A number of the TLS Cipher Suites registry. */
  readonly cipherSuite: number;
};

const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;

const SERVER_NAME = 0;
const SUPPORTED_VERSIONS = 43;

const RANDOM_SIZE = 32;

/** The random of a ServerHello that asks for another ClientHello (RFC 8446 §4.1.3). */
const HELLO_RETRY_REQUEST = fromHex(
  'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c',
);

/** Null if the stream doesn't begin with one. */
export function findClientHello(stream: ByteStream): ClientHello | null {
  for (const { type, body } of readMessages(stream)) {
    return type === CLIENT_HELLO ? attempt(() => readClientHello(body)) : null;
  }
  return null;
}

/** The one that was meant, not one that asks for another ClientHello. Null if there is none. */
export function findServerHello(stream: ByteStream): ServerHello | null {
  for (const { type, body } of readMessages(stream)) {
    if (type !== SERVER_HELLO) return null;
    const hello = attempt(() => readServerHello(body));
    if (hello === null || !bytesEqual(hello.random, HELLO_RETRY_REQUEST)) return hello;
  }
  return null;
}

type HandshakeMessage = { readonly type: number; readonly body: Uint8Array };

/** The handshake messages before encryption (RFC 8446 §4). */
function* readMessages(stream: ByteStream): Generator<HandshakeMessage> {
  let pending: Uint8Array = NO_BYTES;
  for (const { type, fragment } of readRecords(stream)) {
    if (type === CONTENT_TYPE.changeCipherSpec) continue;
    if (type !== CONTENT_TYPE.handshake) return;
    pending = concatBytes([pending, fragment]);
    for (let message = firstMessage(pending); message !== null; message = firstMessage(pending)) {
      yield message;
      pending = pending.slice(4 + message.body.length);
    }
  }
}

function firstMessage(bytes: Uint8Array): HandshakeMessage | null {
  if (bytes.length < 4) return null;
  const size = bytes[1]! * 0x1_0000 + readUint16(bytes, 2);
  return bytes.length < 4 + size ? null : { type: bytes[0]!, body: bytes.subarray(4, 4 + size) };
}

/** @throws RangeError if it is cut */
function readClientHello(body: Uint8Array): ClientHello {
  const random = body.slice(2, 2 + RANDOM_SIZE);
  const suites = 3 + RANDOM_SIZE + byteAt(body, 2 + RANDOM_SIZE);
  const compression = suites + 2 + readUint16(body, suites);
  const extensions = compression + 1 + byteAt(body, compression);
  const serverName = readExtensions(body, extensions).get(SERVER_NAME);
  return { random, serverName: serverName === undefined ? null : readHostName(serverName) };
}

/** @throws RangeError if it is cut */
function readServerHello(body: Uint8Array): ServerHello {
  const random = body.slice(2, 2 + RANDOM_SIZE);
  const suite = 3 + RANDOM_SIZE + byteAt(body, 2 + RANDOM_SIZE);
  const version = readExtensions(body, suite + 3).get(SUPPORTED_VERSIONS);
  return {
    random,
    version: readUint16(version ?? body, 0),
    cipherSuite: readUint16(body, suite),
  };
}

/** Extensions by their type. None are there if the message ends before them. */
function readExtensions(body: Uint8Array, at: number): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  if (at >= body.length) return found;
  const end = at + 2 + readUint16(body, at);
  for (let each = at + 2; each < end;) {
    const data = each + 4;
    const next = data + readUint16(body, each + 2);
    found.set(readUint16(body, each), body.subarray(data, next));
    each = next;
  }
  return found;
}

/** A list of names, of which the first one counts. */
function readHostName(extension: Uint8Array): string | null {
  if (extension.length < 5) return null;
  const size = readUint16(extension, 3);
  return size === 0 ? null : fromLatin1(extension.subarray(5, 5 + size));
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined)
    throw new RangeError(`expected a byte at ${at}, got ${bytes.length} bytes`);
  return byte;
}

/** Null for a message whose lengths contradict one another. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
