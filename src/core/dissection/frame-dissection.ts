/** Every bit of one frame, named (RFC 6455 §5.2). */

import { bitsOfBytes, type BitRange } from '#core/bytes/bit-range.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import {
  decodeFrameHeader,
  frameHeaderLayout,
  type FrameHeader,
} from '#core/protocol/framing/frame-header.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import { sevenBitsOf } from '#core/protocol/framing/payload-length.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import type { Dissection } from './dissection.ts';
import { frameByteKind, opcodeByteKind } from '#core/conversation/unit-byte-kind.ts';
import type { FrameUnit, PayloadRestUnit } from '#core/conversation/unit.ts';
import type { Field, FieldId, FieldValue } from './field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';

const FRAMING = rfc(6455, '5.2');

/** What its conversation knows of a frame and its own bytes don't say. */
type FrameContext = Partial<Pick<FrameUnit, 'messageOpcode' | 'inflation'>>;

/** Dissects the frame that `wire` holds, which may be cut anywhere. */
export function dissectFrame(wire: Uint8Array, context: FrameContext = {}): Dissection {
  const { inflation } = context;
  const reading = decodeFrameHeader(wire);
  if (reading.kind === 'incomplete') {
    const range = bitsOfBytes(0, wire.length);
    const value: FieldValue = { kind: 'bytes', bytes: wire };
    const field = leaf('frame.incomplete', 'wire', range, 'flag', value);
    return { kind: 'frame', buffers: { wire }, fields: wire.length > 0 ? [field] : [] };
  }
  const { header, size } = reading;
  const masked = wire.subarray(size);
  const unmasked = header.maskingKey ? applyMask(masked, header.maskingKey) : null;
  const payload = unmasked ?? masked;
  const kind = frameByteKind(header);
  const fields = headerFields(header);
  if (masked.length > 0) {
    const parts = unmasked ? [] : payloadFields(header, payload, 'wire', size, context);
    const range = bitsOfBytes(size, wire.length);
    const value: FieldValue = { kind: 'bytes', bytes: masked };
    fields.push({ ...leaf('frame.payload', 'wire', range, kind, value), children: parts });
  }
  if (unmasked && unmasked.length > 0) {
    fields.push(...payloadFields(header, unmasked, 'unmasked', 0, context));
  }
  const inflated = inflation?.bytes ?? null;
  if (inflated !== null && inflated.length > 0) {
    fields.push(dataField(inflated, 'inflated', 0, messageOpcodeOf(header, context)));
  }
  const buffers = {
    wire,
    ...(unmasked && { unmasked }),
    ...(inflated && { inflated }),
  };
  const dissection = { kind: 'frame', buffers, fields } as const;
  return inflation ? { ...dissection, unknown: inflation.unknown } : dissection;
}

/**
 * What was captured of a payload behind a gap: bytes, since what they would say depends on those
 * before them.
 */
export function dissectPayloadRest(
  wire: Uint8Array,
  { maskingKey, payloadOffset }: Pick<PayloadRestUnit, 'maskingKey' | 'payloadOffset'>,
): Dissection {
  const whole = bitsOfBytes(0, wire.length);
  const unmasked = maskingKey && applyMask(wire, maskingKey, payloadOffset);
  const onWire = leaf('frame.payload', 'wire', whole, 'data', { kind: 'bytes', bytes: wire });
  if (unmasked === null) return { kind: 'unread', buffers: { wire }, fields: [onWire] };
  const value: FieldValue = { kind: 'bytes', bytes: unmasked };
  const plain = leaf('payload.binary', 'unmasked', whole, 'data', value, rfc(6455, '5.6'));
  return { kind: 'unread', buffers: { wire, unmasked }, fields: [onWire, plain] };
}

function headerFields(header: FrameHeader): Field[] {
  const isMasked = header.maskingKey !== null;
  const { value, exact, form } = header.payloadLength;
  const layout = frameHeaderLayout(form, isMasked);
  const length: FieldValue =
    exact === undefined ? { kind: 'number', value } : { kind: 'number', value, exact };
  const fields = [
    leaf('frame.fin', 'wire', layout.fin, 'flag', flag(header.isFinal)),
    leaf('frame.rsv1', 'wire', layout.rsv1, 'flag', flag(header.rsv1)),
    leaf('frame.rsv2', 'wire', layout.rsv2, 'flag', flag(header.rsv2)),
    leaf('frame.rsv3', 'wire', layout.rsv3, 'flag', flag(header.rsv3)),
    leaf('frame.opcode', 'wire', layout.opcode, opcodeByteKind(header), {
      kind: 'opcode',
      opcode: header.opcode,
    }),
    leaf('frame.mask', 'wire', layout.mask, 'mask', flag(isMasked)),
    leaf('frame.length', 'wire', layout.length, 'length', {
      kind: 'number',
      value: sevenBitsOf(form, value),
    }),
  ];
  if (form !== 7) {
    fields.push(leaf('frame.extended-length', 'wire', layout.extendedLength, 'length', length));
  }
  if (header.maskingKey) {
    const key: FieldValue = { kind: 'bytes', bytes: header.maskingKey };
    fields.push(
      leaf('frame.masking-key', 'wire', layout.maskingKey, 'mask', key, rfc(6455, '5.3')),
    );
  }
  return fields;
}

/** What the unmasked payload holds; `offset` is where in the buffer it begins. */
function payloadFields(
  header: FrameHeader,
  payload: Uint8Array,
  buffer: BufferName,
  offset: number,
  context: FrameContext,
): Field[] {
  const at = (start: number, end: number) => bitsOfBytes(offset + start, offset + end);
  const whole = at(0, payload.length);
  if (header.opcode === OPCODE.close) return closeFields(payload, buffer, at);
  if (isControlOpcode(header.opcode)) {
    const value: FieldValue = { kind: 'bytes', bytes: payload };
    return [leaf('payload.control', buffer, whole, 'flag', value, rfc(6455, '5.5'))];
  }
  if (context.inflation || header.rsv1) {
    const value: FieldValue = { kind: 'bytes', bytes: payload };
    return [leaf('payload.compressed', buffer, whole, 'data', value, rfc(7692, '7.2.1'))];
  }
  return [dataField(payload, buffer, offset, messageOpcodeOf(header, context))];
}

function messageOpcodeOf({ opcode }: FrameHeader, { messageOpcode = null }: FrameContext) {
  return opcode === OPCODE.continuation ? messageOpcode : opcode;
}

/** Text or bytes, from `offset` to the end of the buffer. */
function dataField(
  data: Uint8Array,
  buffer: BufferName,
  offset: number,
  messageOpcode: number | null,
): Field {
  const whole = bitsOfBytes(offset, offset + data.length);
  if (messageOpcode === OPCODE.text) {
    const value: FieldValue = { kind: 'text', text: fromUtf8(data) };
    return leaf('payload.text', buffer, whole, 'data', value, rfc(6455, '5.6'));
  }
  const value: FieldValue = { kind: 'bytes', bytes: data };
  return leaf('payload.binary', buffer, whole, 'data', value, rfc(6455, '5.6'));
}

function closeFields(
  payload: Uint8Array,
  buffer: BufferName,
  at: (start: number, end: number) => BitRange,
): Field[] {
  const { code, reason } = decodeClosePayload(payload);
  const reference = rfc(6455, '5.5.1');
  if (code === null) {
    const value: FieldValue = { kind: 'bytes', bytes: payload };
    return [leaf('close.malformed', buffer, at(0, payload.length), 'close', value, reference)];
  }
  const fields = [
    leaf('close.code', buffer, at(0, 2), 'close', { kind: 'close-code', code }, rfc(6455, '7.4')),
  ];
  if (payload.length > 2) {
    const value: FieldValue = { kind: 'text', text: reason };
    fields.push(leaf('close.reason', buffer, at(2, payload.length), 'close', value, reference));
  }
  return fields;
}

function flag(isSet: boolean): FieldValue {
  return { kind: 'flag', isSet };
}

function leaf(
  id: FieldId,
  buffer: BufferName,
  range: BitRange,
  kind: ByteKind,
  value: FieldValue,
  reference = FRAMING,
): Field {
  return { id, buffer, range, kind, value, reference, children: [] };
}
