/**
 * A command for a terminal with which a reader can check what a step says, with nothing of ours in
 * it.
 */

import { toHex } from '#core/bytes/hex.ts';
import { fromUtf8, fromValidUtf8 } from '#core/bytes/text.ts';
import { unitBytes } from '#core/conversation/conversation.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { computeAccept, NONCE_SIZE, WEBSOCKET_GUID } from '#core/protocol/opening/accept-value.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { MESSAGE_TAIL } from '#core/protocol/compression/permessage-deflate.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';

export type CheckCommand = {
  /** What it shows, as half a sentence: "the payload, unmasked". */
  readonly shows: string;
  readonly command: string;
  /** What it prints. */
  readonly prints: string;
};

/** A longer payload makes no command that anybody would paste. */
const LONGEST_PAYLOAD = 256;

/** What base64 may consist of: nothing else gets between quotes in a shell. */
const SAFE_KEY = /^[A-Za-z0-9+/=]{1,64}$/;

/** Null where there is nothing to compute. */
export function checkCommand({ unit }: Pick<Step, 'unit'>, story: Story): CheckCommand | null {
  if (unit?.kind === 'frame') return frameCommand(unit, story);
  const key = keyOf(story);
  if (key === null || !SAFE_KEY.test(key)) return null;
  if (unit?.kind === 'request') {
    return {
      shows: `how many bytes the key holds: ${NONCE_SIZE}`,
      command: `node -p "Buffer.from('${key}', 'base64').length"`,
      prints: String(NONCE_SIZE),
    };
  }
  if (unit?.kind !== 'response' || unit.head.startLine.status !== SWITCHING_PROTOCOLS) return null;
  return {
    shows: 'the accept value that belongs to the key',
    command: `printf '%s' '${key}${WEBSOCKET_GUID}' | openssl sha1 -binary | openssl base64`,
    prints: computeAccept(key).accept,
  };
}

function keyOf({ conversation }: Story): string | null {
  const request = conversation.units.find(({ kind }) => kind === 'request');
  if (request?.kind !== 'request') return null;
  return findField(request.head.fields, 'Sec-WebSocket-Key')?.value ?? null;
}

function frameCommand(unit: FrameUnit, story: Story): CheckCommand | null {
  const { header, headerSize, missing } = unit;
  const bytes = unitBytes(story.conversation.trace, unit);
  if (missing > 0) return null;
  const masked = bytes.subarray(headerSize);
  if (masked.length > LONGEST_PAYLOAD) return lengthCommand(unit, bytes);
  if (masked.length === 0) return null;
  if (unit.inflation || header.rsv1) return inflateCommand(unit, story);
  const payload = unmasked(unit, bytes);
  const expression = unmaskExpression(masked, header.maskingKey);
  const note = header.maskingKey ? ', unmasked' : '';
  if (header.opcode === OPCODE.close) {
    const { code, reason } = decodeClosePayload(payload);
    if (code === null) return null;
    return {
      shows: `the code and the reason${note}`,
      command: `node -p "const b = ${expression}; b.readUInt16BE(0) + ' ' + b.toString('utf8', 2)"`,
      prints: `${code} ${reason}`.trimEnd(),
    };
  }
  const text = unit.messageOpcode === OPCODE.binary ? null : fromValidUtf8(payload);
  return {
    shows:
      text === null ? `the payload in hexadecimal digits${note}` : `the payload as text${note}`,
    command: `node -p "${expression}.toString('${text === null ? 'hex' : 'utf8'}')"`,
    prints: text ?? toHex(payload),
  };
}

/** Of a long frame, the length that its header announces. */
function lengthCommand({ header, headerSize }: FrameUnit, bytes: Uint8Array): CheckCommand | null {
  const { form, value } = header.payloadLength;
  if (form === 7) return null;
  const read = form === 16 ? 'readUInt16BE(2)' : 'readBigUInt64BE(2)';
  return {
    shows: 'the payload length that the header announces',
    command: `node -p "String(Buffer.from('${toHex(bytes.subarray(0, headerSize))}', 'hex').${read})"`,
    prints: String(value),
  };
}

/**
 * A message may refer to those before it: they are inflated with it, each with the tail that its
 * sender took off.
 */
function inflateCommand(unit: FrameUnit, { conversation }: Story): CheckCommand | null {
  const { units, trace, compression } = conversation;
  const isWhole = unit.header.isFinal && unit.header.opcode !== OPCODE.continuation;
  if (!isWhole || compression === null || !unit.inflation) return null;
  const { contextTakeover } = compression[senderOf(unit.direction)];
  const before = units
    .slice(0, units.indexOf(unit))
    .filter((one) => one.kind === 'frame' && one.direction === unit.direction)
    .filter((one): one is FrameUnit => one.kind === 'frame' && one.inflation !== undefined);
  const together = [...(contextTakeover ? before : []), unit];
  const hex = together
    .map((one) => toHex(unmasked(one, unitBytes(trace, one))) + toHex(MESSAGE_TAIL))
    .join('');
  if (hex.length > 4 * LONGEST_PAYLOAD) return null;
  const text = together.map((one) => fromUtf8(one.inflation?.bytes ?? new Uint8Array(0))).join('');
  const end = 'finishFlush: zlib.constants.Z_SYNC_FLUSH';
  return {
    shows:
      together.length > 1
        ? 'this message and those before it that it refers to, inflated'
        : 'the message, inflated',
    command: `node -p "zlib.inflateRawSync(Buffer.from('${hex}', 'hex'), { ${end} }).toString()"`,
    prints: text,
  };
}

function unmasked({ header, headerSize }: FrameUnit, bytes: Uint8Array): Uint8Array {
  const payload = bytes.subarray(headerSize);
  return header.maskingKey ? applyMask(payload, header.maskingKey) : payload;
}

function unmaskExpression(payload: Uint8Array, key: Uint8Array | null): string {
  const hex = `Buffer.from('${toHex(payload)}', 'hex')`;
  return key ? `${hex}.map((b, i) => b ^ [${[...key].join(', ')}][i % 4])` : hex;
}
