/** Dissects a frame: names every bit (RFC 6455 §5.2). */

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
import { leafField, type Field, type FieldId, type FieldValue } from './field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';

const FRAMING = rfc(6455, '5.2');
const DATA_FRAMES = rfc(6455, '5.6');

/** Facts about the frame that its bytes don't contain. */
type FrameContext = Partial<Pick<FrameUnit, 'messageOpcode' | 'inflation'>>;

/** Dissects the frame in `wire`, which can be incomplete at any point. */
export function dissectFrame(wire: Uint8Array, context: FrameContext = {}): Dissection {
  const { inflation } = context;
  const reading = decodeFrameHeader(wire);
  if (reading.kind === 'incomplete') {
    const range = bitsOfBytes(0, wire.length);
    const field = leafField({
      id: 'frame.incomplete',
      range,
      kind: 'flag',
      value: bytesValue(wire),
      reference: FRAMING,
    });
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
    const value = bytesValue(masked);
    const onWire = leafField({ id: 'frame.payload', range, kind, value, reference: FRAMING });
    fields.push({ ...onWire, children: parts });
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
  if (!inflation) return dissection;
  const { unknown, violation } = inflation;
  return { ...dissection, unknown, ...(violation && { isInflationCut: true }) };
}

/**
 * The captured part of a payload after a gap. Always as bytes, because decoding text would depend
 * on the gap.
 */
export function dissectPayloadRest(
  wire: Uint8Array,
  { maskingKey, payloadOffset }: Pick<PayloadRestUnit, 'maskingKey' | 'payloadOffset'>,
): Dissection {
  const allBits = bitsOfBytes(0, wire.length);
  const unmasked = maskingKey && applyMask(wire, maskingKey, payloadOffset);
  const onWire = leafField({
    id: 'frame.payload',
    range: allBits,
    kind: 'data',
    value: bytesValue(wire),
    reference: FRAMING,
  });
  if (unmasked === null) return { kind: 'unread', buffers: { wire }, fields: [onWire] };
  const plain = leafField({
    id: 'payload.binary',
    buffer: 'unmasked',
    range: allBits,
    kind: 'data',
    value: bytesValue(unmasked),
    reference: DATA_FRAMES,
  });
  return { kind: 'unread', buffers: { wire, unmasked }, fields: [onWire, plain] };
}

function headerFields(header: FrameHeader): Field[] {
  const isMasked = header.maskingKey !== null;
  const { value, exact, form } = header.payloadLength;
  const layout = frameHeaderLayout(form, isMasked);
  const length: FieldValue =
    exact === undefined ? { kind: 'number', value } : { kind: 'number', value, exact };
  const opcode: FieldValue = { kind: 'opcode', opcode: header.opcode };
  const sevenBits: FieldValue = { kind: 'number', value: sevenBitsOf(form, value) };
  const reference = FRAMING;
  const fields = [
    flagField('frame.fin', layout.fin, header.isFinal),
    flagField('frame.rsv1', layout.rsv1, header.rsv1),
    flagField('frame.rsv2', layout.rsv2, header.rsv2),
    flagField('frame.rsv3', layout.rsv3, header.rsv3),
    leafField({
      id: 'frame.opcode',
      range: layout.opcode,
      kind: opcodeByteKind(header),
      value: opcode,
      reference,
    }),
    { ...flagField('frame.mask', layout.mask, isMasked), kind: 'mask' } as const,
    leafField({
      id: 'frame.length',
      range: layout.length,
      kind: 'length',
      value: sevenBits,
      reference,
    }),
  ];
  if (form !== 7) {
    const range = layout.extendedLength;
    fields.push(
      leafField({ id: 'frame.extended-length', range, kind: 'length', value: length, reference }),
    );
  }
  if (header.maskingKey) {
    fields.push(
      leafField({
        id: 'frame.masking-key',
        range: layout.maskingKey,
        kind: 'mask',
        value: bytesValue(header.maskingKey),
        reference: rfc(6455, '5.3'),
      }),
    );
  }
  return fields;
}

/** The fields of an unmasked payload that starts at `offset` in the buffer. */
function payloadFields(
  header: FrameHeader,
  payload: Uint8Array,
  buffer: BufferName,
  offset: number,
  context: FrameContext,
): Field[] {
  const at = (start: number, end: number) => bitsOfBytes(offset + start, offset + end);
  const allBits = at(0, payload.length);
  if (header.opcode === OPCODE.close) return closeFields(payload, buffer, at);
  if (isControlOpcode(header.opcode)) {
    return [
      leafField({
        id: 'payload.control',
        buffer,
        range: allBits,
        kind: 'flag',
        value: bytesValue(payload),
        reference: rfc(6455, '5.5'),
      }),
    ];
  }
  if (context.inflation || header.rsv1) {
    return [
      leafField({
        id: 'payload.compressed',
        buffer,
        range: allBits,
        kind: 'data',
        value: bytesValue(payload),
        reference: rfc(7692, '7.2.1'),
      }),
    ];
  }
  return [dataField(payload, buffer, offset, messageOpcodeOf(header, context))];
}

function messageOpcodeOf({ opcode }: FrameHeader, { messageOpcode = null }: FrameContext) {
  return opcode === OPCODE.continuation ? messageOpcode : opcode;
}

/** The text or bytes from `offset` to the end of the buffer. */
function dataField(
  data: Uint8Array,
  buffer: BufferName,
  offset: number,
  messageOpcode: number | null,
): Field {
  const isText = messageOpcode === OPCODE.text;
  return leafField({
    id: isText ? 'payload.text' : 'payload.binary',
    buffer,
    range: bitsOfBytes(offset, offset + data.length),
    kind: 'data',
    value: isText ? { kind: 'text', text: fromUtf8(data) } : bytesValue(data),
    reference: DATA_FRAMES,
  });
}

function closeFields(
  payload: Uint8Array,
  buffer: BufferName,
  at: (start: number, end: number) => BitRange,
): Field[] {
  const { code, reason } = decodeClosePayload(payload);
  const closeField = (id: FieldId, range: BitRange, value: FieldValue, section: string) =>
    leafField({ id, buffer, range, kind: 'close', value, reference: rfc(6455, section) });
  if (code === null) {
    const allBits = at(0, payload.length);
    return [closeField('close.malformed', allBits, bytesValue(payload), '5.5.1')];
  }
  const fields = [closeField('close.code', at(0, 2), { kind: 'close-code', code }, '7.4')];
  if (payload.length > 2) {
    const range = at(2, payload.length);
    fields.push(closeField('close.reason', range, { kind: 'text', text: reason }, '5.5.1'));
  }
  return fields;
}

function flagField(id: FieldId, range: BitRange, isSet: boolean): Field {
  const value: FieldValue = { kind: 'flag', isSet };
  return leafField({ id, range, kind: 'flag', value, reference: FRAMING });
}

function bytesValue(bytes: Uint8Array): FieldValue {
  return { kind: 'bytes', bytes };
}
