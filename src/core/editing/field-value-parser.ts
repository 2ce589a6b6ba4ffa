/** Parses what a user types into a field as a value of that field. */

import { BITS_PER_BYTE } from '#core/bytes/bit-range.ts';
import { fromHex } from '#core/bytes/hex.ts';
import type { FieldId, FieldValue } from '#core/dissection/field.ts';
import { isToken } from '#core/protocol/http/token.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { parseStartLine } from '#core/protocol/http/start-line.ts';

export type ValueProblem =
  | 'not-a-flag'
  | 'not-an-opcode'
  | 'not-a-length'
  | 'not-a-close-code'
  | 'not-hex'
  | 'odd-hex-digits'
  | 'not-a-masking-key'
  | 'lone-surrogate'
  | 'not-latin-1'
  | 'line-break'
  | 'not-a-token'
  | 'not-a-start-line'
  | 'not-a-field-line';

export type ParsedValue =
  | { readonly kind: 'value'; readonly value: FieldValue }
  | { readonly kind: 'problem'; readonly problem: ValueProblem };

type Parser = (text: string) => ParsedValue;

/** The largest value of a 64-bit length. */
const MAX_LENGTH_VALUE = (1n << 64n) - 1n;
const MAX_CLOSE_CODE = (1n << (2n * BigInt(BITS_PER_BYTE))) - 1n;

const PARSERS: Readonly<Record<FieldId, Parser>> = {
  'frame.fin': parseFlag,
  'frame.rsv1': parseFlag,
  'frame.rsv2': parseFlag,
  'frame.rsv3': parseFlag,
  'frame.opcode': parseOpcode,
  'frame.mask': parseFlag,
  'frame.length': parseLength,
  'frame.extended-length': parseLength,
  'frame.masking-key': parseMaskingKey,
  'frame.payload': parseBytes,
  'frame.incomplete': parseBytes,
  'payload.text': parseText,
  'payload.binary': parseBytes,
  'payload.compressed': parseBytes,
  'payload.control': parseBytes,
  'close.code': parseCloseCode,
  'close.reason': parseText,
  'close.malformed': parseBytes,
  'head.request-line': parseStartLineText,
  'head.method': (text) => parsePartOfStartLine(text, `${text} / HTTP/1.1`),
  'head.target': (text) => parsePartOfStartLine(text, `GET ${text} HTTP/1.1`),
  'head.version': (text) => parsePartOfStartLine(text, `GET / ${text}`),
  'head.status-line': parseStartLineText,
  'head.status': (text) => parsePartOfStartLine(text, `HTTP/1.1 ${text} OK`),
  'head.reason': (text) => parsePartOfStartLine(text, `HTTP/1.1 200 ${text}`),
  'head.field': parseFieldLine,
  'head.field-name': parseFieldName,
  'head.field-value': parseLine,
  'head.malformed-line': parseBytes,
  'head.delimiter': parseBytes,
  'head.end': parseBytes,
  'head.empty-line': parseBytes,
  unread: parseBytes,
};

/** Accepts `0x` prefixes, surrounding spaces, and separators between bytes. */
export function parseFieldValue(fieldId: FieldId, text: string): ParsedValue {
  return PARSERS[fieldId](text);
}

function parseFlag(text: string): ParsedValue {
  const digit = text.trim();
  if (digit !== '0' && digit !== '1') return problem('not-a-flag');
  return value({ kind: 'flag', isSet: digit === '1' });
}

/**
 * An opcode name of the RFC, or a number: decimal, or hexadecimal as `0xA` or `%xA` (as in the
 * RFC).
 */
function parseOpcode(text: string): ParsedValue {
  const typed = text.trim().toLowerCase();
  const named = Object.entries(OPCODE).find(([name]) => name === typed);
  if (named) return value({ kind: 'opcode', opcode: named[1] });
  const opcode = parseWholeNumber(typed.replace(/^%x/, '0x'));
  if (opcode === null || opcode > 0xfn) return problem('not-an-opcode');
  return value({ kind: 'opcode', opcode: Number(opcode) });
}

function parseLength(text: string): ParsedValue {
  const length = parseWholeNumber(text);
  if (length === null || length > MAX_LENGTH_VALUE) return problem('not-a-length');
  const rounded = Number(length);
  return value(
    Number.isSafeInteger(rounded)
      ? { kind: 'number', value: rounded }
      : { kind: 'number', value: rounded, exact: length },
  );
}

function parseCloseCode(text: string): ParsedValue {
  const code = parseWholeNumber(text);
  if (code === null || code > MAX_CLOSE_CODE) return problem('not-a-close-code');
  return value({ kind: 'close-code', code: Number(code) });
}

/** Thousands can be separated by commas, spaces or underscores, because the page shows them so. */
function parseWholeNumber(text: string): bigint | null {
  const digits = text.trim().toLowerCase();
  if (/^0x[0-9a-f]{1,16}$/.test(digits)) return BigInt(digits);
  const plain = digits.replace(/(?<=\d)[,_\s](?=\d{3}(?!\d))/g, '');
  return /^\d{1,20}$/.test(plain) ? BigInt(plain) : null;
}

function parseMaskingKey(text: string): ParsedValue {
  const parsed = parseBytes(text);
  const isKey =
    parsed.kind === 'value' &&
    parsed.value.kind === 'bytes' &&
    parsed.value.bytes.length === MASKING_KEY_SIZE;
  return isKey ? parsed : problem('not-a-masking-key');
}

function parseBytes(text: string): ParsedValue {
  const digits = text.replace(/0x/gi, '').replace(/[\s,:;_-]+/g, '');
  if (/[^0-9a-f]/i.test(digits)) return problem('not-hex');
  if (digits.length % 2 !== 0) return problem('odd-hex-digits');
  return value({ kind: 'bytes', bytes: fromHex(digits) });
}

function parseText(text: string): ParsedValue {
  return /\p{Surrogate}/u.test(text) ? problem('lone-surrogate') : value({ kind: 'text', text });
}

/** HTTP heads are Latin-1 here, and a line break would start another line. */
function parseLine(text: string): ParsedValue {
  if (/[\r\n\0]/.test(text)) return problem('line-break');
  return /[^\0-\xff]/.test(text) ? problem('not-latin-1') : value({ kind: 'text', text });
}

function parseStartLineText(text: string): ParsedValue {
  return parsePartOfStartLine(text, text);
}

/** `line` is a start line that contains the part. The part must not change its structure. */
function parsePartOfStartLine(text: string, line: string): ParsedValue {
  const parsed = parseLine(text);
  if (parsed.kind === 'problem') return parsed;
  return parseStartLine(line) === null ? problem('not-a-start-line') : parsed;
}

function parseFieldLine(text: string): ParsedValue {
  const parsed = parseLine(text);
  if (parsed.kind === 'problem') return parsed;
  const colon = text.indexOf(':');
  return isToken(text.slice(0, Math.max(0, colon))) ? parsed : problem('not-a-field-line');
}

function parseFieldName(text: string): ParsedValue {
  return isToken(text) ? value({ kind: 'text', text }) : problem('not-a-token');
}

function value(parsed: FieldValue): ParsedValue {
  return { kind: 'value', value: parsed };
}

function problem(id: ValueProblem): ParsedValue {
  return { kind: 'problem', problem: id };
}
