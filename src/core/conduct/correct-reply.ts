/**
 * What a correct endpoint sends when it receives what one side received: our own `Connection` is
 * given the same frames, up to and including one unit.
 *
 * The heads are ours, with the compression that was negotiated, because nothing else in them
 * decides how frames are answered. What the side itself sent doesn't matter, except that it may
 * have begun to close.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import { isHeadUnit, type Unit } from '#core/conversation/unit.ts';
import type { Codecs } from '#core/protocol/compression/codecs.ts';
import { encodeOffer, PLAIN_OFFER } from '#core/protocol/compression/deflate-parameters.ts';
import { encodeExtensionList } from '#core/protocol/compression/extension-list.ts';
import { makeMessageInflater } from '#core/protocol/compression/message-inflater.ts';
import type {
  DeflateAgreement,
  DeflatePolicy,
} from '#core/protocol/compression/permessage-deflate.ts';
import { Connection } from '#core/protocol/connection.ts';
import type { Output } from '#core/protocol/connection-output.ts';
import { decodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import type { OpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { receiverOf, type Side } from '#core/trace/direction.ts';

export type CorrectReply = {
  readonly side: Side;
  /** Empty if it sends nothing. */
  readonly frames: readonly ReplyFrame[];
  readonly bytes: Uint8Array;
  /** Whether it ends TCP then. */
  readonly endsTcp: boolean;
};

export type ReplyFrame =
  | { readonly kind: 'pong' }
  | { readonly kind: 'close'; readonly code: number | null };

/** Receiving more takes too long for a page. */
const MAX_SIZE = 8 * 1024 * 1024;

/**
 * Null if that can't be known: bytes are missing or unread, the endpoint would have failed before,
 * or there are too many bytes.
 *
 * @param maskingKey for what a client sends
 */
export function correctReply(
  conversation: Conversation,
  unitIndex: number,
  maskingKey: Uint8Array,
): CorrectReply | null {
  const { units, trace } = conversation;
  const unit = units[unitIndex];
  if (unit === undefined || unit.range.end > MAX_SIZE) return null;
  const side = receiverOf(unit.direction);
  const connection = openConnection(side, conversation.compression, maskingKey);
  for (const before of units.slice(0, unitIndex)) {
    if (before.direction !== unit.direction) {
      if (isClose(before)) connection.close();
      continue;
    }
    if (isHttp(before)) continue;
    if (!canBeReceived(before)) return null;
    connection.receive(unitBytes(trace, before));
  }
  const hasFailed = connection.takeEvents().some(({ kind }) => kind === 'error');
  if (hasFailed || !canBeReceived(unit)) return null;
  connection.takeOutput();
  connection.receive(unitBytes(trace, unit));
  const output = connection.takeOutput();
  const bytes = concatBytes(bytesIn(output));
  return {
    side,
    frames: framesIn(bytes),
    bytes,
    endsTcp: output.some(({ kind }) => kind !== 'bytes'),
  };
}

function isClose(unit: Unit): boolean {
  return unit.kind === 'frame' && unit.header.opcode === OPCODE.close;
}

/** An endpoint replies with Pong and Close frames only. */
function framesIn(bytes: Uint8Array): ReplyFrame[] {
  const frames: ReplyFrame[] = [];
  for (let at = 0; at < bytes.length;) {
    const reading = decodeFrame(bytes, at);
    if (reading.kind === 'incomplete') break;
    const { header, payload } = reading.frame;
    const isClose = header.opcode === OPCODE.close;
    frames.push(isClose ? { kind: 'close', ...codeOf(payload) } : { kind: 'pong' });
    at += reading.size;
  }
  return frames;
}

function codeOf(payload: Uint8Array): { readonly code: number | null } {
  return { code: decodeClosePayload(payload).code };
}

/** Heads, and what comes with earlier ones on the same connection. */
function isHttp(unit: Unit): boolean {
  return isHeadUnit(unit) || unit.kind === 'body' || unit.kind === 'empty-line';
}

function canBeReceived(unit: Unit): boolean {
  if (unit.kind === 'after-close') return true;
  return unit.kind === 'frame' && unit.isAssumed === undefined && unit.missing === 0;
}

const REQUEST: OpeningRequest = {
  target: '/',
  host: 'localhost',
  /** Of RFC 6455 §1.2. */
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  extensions: encodeExtensionList([encodeOffer({ ...PLAIN_OFFER, clientMaxWindowBits: 'any' })]),
};

const NO_LIMITS = { maxFrameSize: Infinity, maxMessageSize: Infinity, maxFragments: Infinity };

/** It only sends control frames, which are never compressed (RFC 7692 §6.1). */
const CODECS: Codecs = {
  makeInflater: makeMessageInflater,
  makeCompressor: () => ({
    compress: (message) => message,
    compressFragment: (fragment) => fragment,
  }),
};

/** One of two endpoints after their opening handshake. */
function openConnection(
  side: Side,
  compression: DeflateAgreement | null,
  maskingKey: Uint8Array,
): Connection {
  const common = { limits: NO_LIMITS, codecs: CODECS };
  const client = new Connection({
    ...common,
    role: 'client',
    request: REQUEST,
    isBrowser: false,
    nextMaskingKey: () => maskingKey,
  });
  const policy = compression === null ? {} : { deflate: policyOf(compression) };
  const server = new Connection({ ...common, role: 'server', policy });
  client.tcpOpened();
  for (const bytes of bytesIn(client.takeOutput())) server.receive(bytes);
  for (const bytes of bytesIn(server.takeOutput())) client.receive(bytes);
  return side === 'client' ? client : server;
}

function policyOf({ client, server }: DeflateAgreement): DeflatePolicy {
  return {
    clientNoContextTakeover: !client.contextTakeover,
    serverNoContextTakeover: !server.contextTakeover,
    clientMaxWindowBits: client.windowBits,
    serverMaxWindowBits: server.windowBits,
  };
}

function bytesIn(output: readonly Output[]): readonly Uint8Array[] {
  return output.flatMap((each) => (each.kind === 'bytes' ? each.parts : []));
}
