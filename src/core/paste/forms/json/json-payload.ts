/** Payloads of frames in JSON values. */

import { isControlOpcode, OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import { faultInClose } from '#core/protocol/messages/close-payload.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import { addNumbers, addString, isEncodedAs, type ByteEncoding } from './json-bytes.ts';
import type { JsonWriter } from './json-form.ts';

/** Adds a value to the current piece: as text, if it isn't in `encoding`. */
export function addValue(writer: JsonWriter, value: JsonNode, encoding: ByteEncoding): void {
  const { block } = writer;
  if (!value.isString) {
    addNumbers(value, block);
    if (value.isCut) block.miss(null);
    return;
  }
  const before = block.count;
  if (!addString(value, encoding, block)) {
    block.collector.dropTo(before);
    addString(value, 'text', block);
  }
  // Text of which the rest was cut off.
  if (value.isCut) block.miss(null);
}

/** Adds a payload. Programs write those of control frames as text or as they write binary ones. */
export function addPayload(
  writer: JsonWriter,
  value: JsonNode,
  opcode: DefinedOpcode | null,
  encoding: ByteEncoding,
): void {
  const isControl = opcode !== null && isControlOpcode(opcode);
  addValue(writer, value, isControl ? encodingOfControl(value, opcode, encoding) : encoding);
}

function encodingOfControl(
  value: JsonNode,
  opcode: DefinedOpcode,
  encoding: ByteEncoding,
): ByteEncoding {
  if (!value.isString || encoding === 'text') return 'text';
  if (opcode === OPCODE.close) return isClosePayload(value, encoding) ? encoding : 'text';
  // "ping" is base64, too, so only its padding tells.
  const isTold = encoding === 'hex' || value.source.charAt(value.end - 1) === '=';
  return isTold && isEncodedAs(value, encoding) ? encoding : 'text';
}

function isClosePayload(value: JsonNode, encoding: ByteEncoding): boolean {
  const collector = new ByteCollector();
  return addString(value, encoding, collector) && faultInClose(collector.view()) === null;
}

/** Adds the payload of a Close frame from its code and reason, if the document has only these. */
export function addClose(writer: JsonWriter, code: JsonNode, reason: JsonNode | null): void {
  const { start, end } = code;
  const value = code.number() ?? 0;
  writer.block.add((value >> 8) & 0xff, start, end);
  writer.block.add(value & 0xff, start, end);
  if (reason?.isString === true) addValue(writer, reason, 'text');
}
