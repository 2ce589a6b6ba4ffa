/**
 * The name of each field, and what its value means. Sources: RFC 6455 §5.2 to §5.7 for frames, §7.4
 * for close codes, §4 and RFC 9112 §2 to §5 for heads; RFC 7692 §6 and §7.2 for compression.
 */

import type { Field, FieldId } from '#core/dissection/field.ts';
import type { FieldContext } from '#core/dissection/field-context.ts';
import { isControlOpcode, opcodeName } from '#core/protocol/framing/opcode.ts';
import {
  extendedLengthSize,
  isMinimalLength,
  MAX_CONTROL_PAYLOAD,
  MAX_LENGTH,
} from '#core/protocol/framing/payload-length.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import { closeCodeName } from './close-code-names.ts';
import { closeCodeMeaning } from './close-code-notes.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { OPCODE_NOTES } from './opcode-notes.ts';
import { hexOf, quoted } from '#content/phrasing/quotation.ts';

/** The value as it would be written, then its meaning. Either may be empty. */
export type FieldText = { readonly value: string; readonly meaning: string };

/** The same in one line, beside a figure that shows the unmasking. */
export function briefText({ value, meaning }: FieldText): FieldText {
  const [bytes = '', ...unmasking] = value.split(UNMASKING);
  if (unmasking.length > 0) return { value: bytes, meaning: 'masked' };
  return { value, meaning: meaning.split('; ')[0] ?? '' };
}

export type FieldNote = {
  /** In tables: "Opcode". */
  readonly label: string;
  /** For a cell of the bit diagram if it has room: "key". */
  readonly short: string;
  textOf(field: Field, context: FieldContext): FieldText;
};

function inflatedMeaning({ inflated, unknownSize }: FieldContext): string {
  if (inflated === null) return 'if permessage-deflate was negotiated';
  const size = `inflates to ${countOf(inflated.length, 'byte')}`;
  if (unknownSize === 0) return size;
  return `${size}, ${formatCount(unknownSize)} of them unknown, because they repeat missing messages`;
}

/** The label of a field. */
export function fieldLabel(field: Field): string {
  return FIELD_NOTES[field.id].label;
}

/** The value and its meaning as one text: "1: last frame of its message". */
export function fieldSentence(field: Field, context: FieldContext): string {
  const { value, meaning } = FIELD_NOTES[field.id].textOf(field, context);
  return [value, meaning].filter((part) => part !== '').join(': ');
}

export const FIELD_NOTES: Readonly<Record<FieldId, FieldNote>> = {
  'frame.fin': { label: 'FIN', short: '', textOf: finText },
  'frame.rsv1': {
    label: 'RSV1',
    short: '',
    textOf: (field) =>
      isSet(field)
        ? fieldText('1', 'a compressed message begins here, if permessage-deflate was negotiated')
        : fieldText('0', 'not marked by an extension'),
  },
  'frame.rsv2': { label: 'RSV2', short: '', textOf: reservedBitText },
  'frame.rsv3': { label: 'RSV3', short: '', textOf: reservedBitText },
  'frame.opcode': { label: 'Opcode', short: '', textOf: opcodeText },
  'frame.mask': { label: 'MASK', short: '', textOf: maskText },
  'frame.length': { label: 'Length', short: 'len', textOf: lengthText },
  'frame.extended-length': { label: 'Long length', short: 'length', textOf: extendedLengthText },
  'frame.masking-key': {
    label: 'Key',
    short: 'masking key',
    textOf: (field) => {
      const bytes = bytesIn(field);
      return bytes.every((byte) => byte === 0)
        ? fieldText(hexOf(bytes), 'all zero, so the payload is unchanged; it must be unpredictable')
        : fieldText(hexOf(bytes), 'must be random and new; isn’t secret');
    },
  },
  'frame.payload': { label: 'Payload', short: 'payload', textOf: payloadText },
  'frame.incomplete': {
    label: 'Header',
    short: 'header',
    textOf: (field) => fieldText(hexOf(bytesIn(field)), 'the header is cut off here'),
  },
  'payload.text': { label: 'Text', short: 'text', textOf: validatedText },
  'payload.binary': {
    label: 'Data',
    short: 'data',
    textOf: (field) => fieldText(hexOf(bytesIn(field)), 'binary'),
  },
  'payload.compressed': {
    label: 'Compressed',
    short: 'compressed',
    textOf: (field, context) => fieldText(hexOf(bytesIn(field)), inflatedMeaning(context)),
  },
  'payload.control': { label: 'Payload', short: 'payload', textOf: controlPayloadText },
  'close.code': {
    label: 'Close code',
    short: 'code',
    textOf: (field) => {
      if (field.value.kind !== 'close-code') return fieldText('', '');
      const { code } = field.value;
      return fieldText(String(code), `${closeCodeName(code)}. ${closeCodeMeaning(code)}`);
    },
  },
  'close.reason': {
    label: 'Reason',
    short: 'reason',
    textOf: (field) =>
      fieldText(quoted(textIn(field)), 'for logs and code; must not be shown to users'),
  },
  'close.malformed': { label: 'Payload', short: 'payload', textOf: malformedCloseText },
  'head.request-line': head('Request line', 'what the client wants'),
  'head.method': head('Method', 'must be GET'),
  'head.target': head('Target', 'path and query of the address'),
  'head.version': head('Version', 'HTTP/1.1 or later'),
  'head.status-line': head('Status line', 'the result, as a number'),
  'head.status': head('Status', '101 switches protocols; no other status does'),
  'head.reason': head('Reason phrase', 'for people; can be anything'),
  'head.field': head('Header field', ''),
  'head.field-name': head('Name', 'uppercase or lowercase'),
  'head.field-value': head('Value', ''),
  'head.malformed-line': head('Broken line', 'not a header field'),
  'head.delimiter': {
    label: 'Delimiter',
    short: '',
    textOf: (field) => fieldText(hexOf(bytesIn(field)), 'spaces, the colon, the end of the line'),
  },
  'head.end': {
    label: 'Empty line',
    short: '',
    textOf: (field) => fieldText(hexOf(bytesIn(field)), 'the head ends here'),
  },
  'head.empty-line': {
    label: 'Empty line',
    short: '',
    textOf: (field) => fieldText(hexOf(bytesIn(field)), 'before the request: servers ignore it'),
  },
  unread: {
    label: 'Other bytes',
    short: 'bytes',
    textOf: (field) => fieldText(hexOf(bytesIn(field)), 'read neither as HTTP/1.1 nor as a frame'),
  },
};

/** RSV1 to RSV3 in one row, which is enough if all of them are 0. */
export const NO_RESERVED_BITS = {
  label: 'RSV1–3',
  text: { value: '000', meaning: 'not marked by an extension' },
} as const satisfies { label: string; text: FieldText };

function fieldText(value: string, meaning: string): FieldText {
  return { value, meaning };
}

function head(label: string, meaning: string): FieldNote {
  return { label, short: '', textOf: (field) => fieldText(textIn(field), meaning) };
}

function isSet({ value }: Field): boolean {
  return value.kind === 'flag' && value.isSet;
}

function bytesIn({ value }: Field): Uint8Array {
  return value.kind === 'bytes' ? value.bytes : new Uint8Array(0);
}

function textIn({ value }: Field): string {
  if (value.kind === 'text') return value.text;
  return value.kind === 'bytes' ? hexOf(value.bytes) : '';
}

function finText(field: Field, { header }: FieldContext): FieldText {
  const isControl = header !== null && isControlOpcode(header.opcode);
  if (isSet(field)) {
    return fieldText(
      '1',
      isControl ? 'control frames can’t be fragmented' : 'last frame of its message',
    );
  }
  return fieldText(
    '0',
    isControl ? 'but a control frame must not be fragmented' : 'more frames follow',
  );
}

function reservedBitText(field: Field): FieldText {
  return isSet(field)
    ? fieldText('1', 'only for an extension that was negotiated')
    : fieldText('0', 'not marked by an extension');
}

function opcodeText({ value }: Field): FieldText {
  if (value.kind !== 'opcode') return fieldText('', '');
  const { name, meaning } = OPCODE_NOTES[opcodeName(value.opcode)];
  return fieldText(`0x${value.opcode.toString(16)} ${name}`, meaning);
}

function maskText(field: Field, { sender }: FieldContext): FieldText {
  if (isSet(field)) {
    return fieldText(
      '1',
      sender === 'server' ? 'but a server must not mask' : 'sent by a client: required',
    );
  }
  return fieldText(
    '0',
    sender === 'client' ? 'but a client must mask' : 'sent by a server: never masked',
  );
}

function lengthText({ value }: Field, { header }: FieldContext): FieldText {
  if (value.kind !== 'number') return fieldText('', '');
  const form = header?.payloadLength.form ?? 7;
  if (form !== 7) {
    return fieldText(
      `${value.value}`,
      `not a length: see the next ${extendedLengthSize(form)} bytes`,
    );
  }
  if (header !== null && isControlOpcode(header.opcode)) {
    return fieldText(`${value.value}`, `at most ${MAX_CONTROL_PAYLOAD} in a control frame`);
  }
  return fieldText(`${value.value}`, 'fits in 7 bits');
}

function extendedLengthText({ value }: Field, { header }: FieldContext): FieldText {
  if (value.kind !== 'number' || header === null) return fieldText('', '');
  const { payloadLength } = header;
  const { form } = payloadLength;
  const least = MAX_LENGTH[form === 16 ? 7 : 16] + 1n;
  const meaning = isMinimalLength(payloadLength)
    ? `in ${form} bits, because it is ${formatCount(least)} or more`
    : `in ${form} bits, though it must be in fewer`;
  return fieldText(formatCount(value.exact ?? value.value), meaning);
}

/** Between masked bytes and what they are. */
const UNMASKING = ' ⊕ key = ';

function payloadText(field: Field, { header, payload }: FieldContext): FieldText {
  const bytes = bytesIn(field);
  if (header === null || header.maskingKey === null) return fieldText(hexOf(bytes), '');
  return fieldText(`${hexOf(bytes, 6)}${UNMASKING}${hexOf(payload, 6)}`, '');
}

function validatedText(field: Field, context: FieldContext): FieldText {
  const { header, payload, inflated, isInflationCut, unknownSize } = context;
  const text = quoted(textIn(field));
  // A fragment may begin and end within a character, so only a whole message can be checked.
  if (header?.isFinal === false || opcodeName(header?.opcode ?? 0) === 'continuation') {
    return fieldText(text, 'part of a text');
  }
  const isCut = isInflationCut || (header?.payloadLength.value ?? 0) > payload.length;
  if (isCut) return fieldText(text, 'cut off');
  const isInflated = field.buffer === 'inflated';
  if (isInflated && unknownSize > 0) return fieldText(text, 'partly unknown');
  const bytes = (isInflated ? inflated : null) ?? payload;
  return fieldText(text, fromValidUtf8(bytes) === null ? 'not valid UTF-8' : 'valid UTF-8');
}

function controlPayloadText(field: Field, { header }: FieldContext): FieldText {
  const bytes = bytesIn(field);
  const text = fromValidUtf8(bytes);
  const value = text === null ? hexOf(bytes) : quoted(text);
  switch (opcodeName(header?.opcode ?? 0)) {
    case 'ping':
      return fieldText(value, 'a pong that answers it must repeat this');
    case 'pong':
      return fieldText(value, 'copied from the ping, if it answers one');
    default:
      return fieldText(value, '');
  }
}

function malformedCloseText(field: Field, { header, payload }: FieldContext): FieldText {
  const isCut = (header?.payloadLength.value ?? 0) > payload.length;
  return fieldText(
    hexOf(bytesIn(field)),
    isCut
      ? 'half of a close code: the rest is missing'
      : 'half of a close code, which takes two bytes',
  );
}
