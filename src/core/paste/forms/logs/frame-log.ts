/**
 * The fields of a frame, which programs log in a line or a line each: "opcode=1 fin=1 length=5
 * payload=48656c6c6f". Header bytes aren't in such a text, so they are made.
 */

import { isUtf8 } from '#core/bytes/utf8-validator.ts';
import type { Block, PayloadContent } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { areFrames } from '#core/paste/ranking/wire-unit.ts';
import { pairAt } from '#core/paste/text/hex-token.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { applyMask, MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';

/** A name, and a value: pairs of digits with spaces, or a word. */
const FIELD =
  /(?<![\w.-])(op_?code|fin|rsv1|masked|mask(?:ing)?[ _-]?(?:key)?|key|(?:payload[ _-]?)?len(?:gth)?|size|(?:(?:un)?masked[ _-]|decoded[ _-])?payload(?:[ _-]?data)?(?:\s?\((?:un)?masked\))?|data)["']?\s?[=:]\s?["']?((?:[\da-f]{2} )*[\da-f]{2}(?![\w.])|\w+)["']?/gi;
/** A line of nothing but one field; in Wireshark's tree, its bits come first. */
const LONE =
  /^(?:[01.]{4} [01.]{4} = )?["']?[\w -]{1,20}["']?\s?[=:]\s?["']?[\w ]*(?: \(\d+\))?["']?,?$/;

const MOST_LINES = 12;

type FieldName = 'opcode' | 'fin' | 'rsv1' | 'masked' | 'key' | 'length' | 'payload';

type Field = TextRange & { readonly name: string; readonly value: string };

type Fields = Partial<Record<FieldName, Field>>;

export function claimFrameLog(lines: PastedLines, from: number): Block | null {
  const first = lines.slice(from, Infinity);
  // Most lines have neither.
  if (!/op_?code|mask|fin/i.test(first)) return null;
  const fields: Fields = {};
  addFields(fields, first, lines.content(from));
  let to = from + 1;
  if (LONE.test(first)) {
    for (; to < Math.min(lines.count, from + MOST_LINES); to++) {
      const line = lines.slice(to, Infinity);
      if (fields.payload !== undefined || !LONE.test(line)) break;
      addFields(fields, line, lines.content(to));
    }
  }
  return blockOf(lines, from, to, fields);
}

function addFields(fields: Fields, line: string, base: number): void {
  for (const { index, 0: all, 1: name = '', 2: value = '' } of line.matchAll(FIELD)) {
    const id = idOf(name.toLowerCase(), value);
    const start = base + index + all.lastIndexOf(value);
    fields[id] ??= { name, value, start, end: start + value.length };
  }
}

function idOf(name: string, value: string): FieldName {
  if (name.startsWith('op')) return 'opcode';
  if (name === 'fin' || name === 'rsv1') return name;
  if (name.includes('payload') && !/len|size/.test(name)) return 'payload';
  if (name.startsWith('mask') || name === 'key') return KEY.test(value) ? 'key' : 'masked';
  if (name.endsWith('len') || name.endsWith('length') || name === 'size') return 'length';
  return 'payload';
}

const KEY = /^(?:[\da-f]{8}|(?:[\da-f]{2} ){3}[\da-f]{2})$/i;

function blockOf(lines: PastedLines, from: number, to: number, fields: Fields): Block | null {
  const { payload, opcode, key } = fields;
  const code = opcode === undefined ? null : opcodeOf(opcode.value);
  if (payload === undefined || (code === null && (opcode !== undefined || key === undefined)))
    return null;
  if (!/^(?:[\da-f]{2} ?)+$/i.test(payload.value)) return null;
  const pairs = pairsIn(payload);
  const declared = fields.length === undefined ? null : Number(fields.length.value);
  // Digits can be the characters of a text: payload=1234 of 4 bytes.
  if (declared !== null && declared !== pairs.length && declared === payload.value.length)
    return null;
  if (declared === null && pairs.length < LEAST_BYTES) return null;
  // Some programs print the header's bytes, too.
  const raw = Uint8Array.from(pairs, (at) => pairAt(lines.text, at));
  if (declared !== pairs.length && areFrames(raw)) return null;
  const isMasked = key !== undefined || isTrue(fields.masked);
  const maskingKey = keyOf(lines.text, key);
  const content: PayloadContent = {
    kind: 'payload',
    opcode: code,
    isFinal: fields.fin === undefined || isTrue(fields.fin),
    isCompressed: isTrue(fields.rsv1),
    ...(maskingKey !== null && { maskingKey }),
  };
  const start = Math.min(...Object.values(fields).map((field) => field.start));
  const writer = new BlockWriter();
  const textStart = Math.max(lines.content(from), nameStart(lines.text, start));
  writer.begin(textStart, isMasked ? { speaker: 'client-to-server' } : {}, content);
  const bytes = unmasked(payload.name, raw, content);
  pairs.forEach((at, index) => writer.add(bytes[index]!, at, at + 2));
  writer.end(payload.end);
  if (declared !== null && declared !== pairs.length) recordLength(writer, pairs.length, declared);
  writer.leaveOut('labels');
  return {
    from,
    to,
    start: textStart,
    end: payload.end,
    readings: [writer.finish('frame-log', isAmbiguous(payload.name, content) ? 'likely' : 'sure')],
  };
}

/** Whether nothing shows if a payload was logged before or after unmasking. */
function isAmbiguous(name: string, { opcode, maskingKey }: PayloadContent): boolean {
  return opcode === OPCODE.binary && maskingKey !== undefined && !/mask|decod/i.test(name);
}

/** Shorter values can be numbers. */
const LEAST_BYTES = 2;

function recordLength(writer: BlockWriter, shown: number, total: number): void {
  if (total > shown) writer.miss(total - shown);
  writer.lose({ kind: 'declared-length-differs', printer: null, shown, total });
}

/** Where the name before a value starts. */
function nameStart(text: string, value: number): number {
  let at = value;
  while (at > 0 && /[\s=:"']/.test(text.charAt(at - 1))) at--;
  while (at > 0 && /[\w-]/.test(text.charAt(at - 1))) at--;
  return at;
}

function pairsIn({ value, start }: Field): number[] {
  return [...value.matchAll(/[\da-f]{2}/gi)].map(({ index }) => start + index);
}

function keyOf(text: string, key: Field | undefined): Uint8Array | null {
  if (key === undefined) return null;
  const bytes = Uint8Array.from(pairsIn(key), (at) => pairAt(text, at));
  return bytes.length === MASKING_KEY_SIZE ? bytes : null;
}

/**
 * Programs log payloads masked or unmasked. If the name doesn't say it, a payload is masked if it
 * is text only after unmasking; otherwise it is taken as it is.
 */
function unmasked(
  name: string,
  bytes: Uint8Array,
  { opcode, maskingKey }: PayloadContent,
): Uint8Array {
  if (maskingKey === undefined || /unmask|decod/i.test(name)) return bytes;
  const plain = applyMask(bytes.slice(), maskingKey);
  if (/mask/i.test(name)) return plain;
  const mayBeText = opcode === null || opcode === OPCODE.text;
  if (!mayBeText || isUtf8(bytes, 0, bytes.length)) return bytes;
  return isUtf8(plain, 0, plain.length) ? plain : bytes;
}

const NAMES: Readonly<Record<string, DefinedOpcode>> = {
  continuation: OPCODE.continuation,
  text: OPCODE.text,
  binary: OPCODE.binary,
  close: OPCODE.close,
  ping: OPCODE.ping,
  pong: OPCODE.pong,
};

/** Null for an opcode that isn't defined. */
function opcodeOf(value: string): DefinedOpcode | null {
  const number = /^(?:0x)?[\da-f]{1,2}$/i.test(value) ? numberOf(value) : null;
  const found = Object.entries(NAMES).find(
    ([name, code]) => code === number || name === value.toLowerCase(),
  );
  return found?.[1] ?? null;
}

/** "0x8" and "0a" are hex, "10" is decimal: 0x10 is no opcode. */
function numberOf(value: string): number {
  return /^\d+$/.test(value) ? Number(value) : Number.parseInt(value.replace(/^0x/i, ''), 16);
}

function isTrue(field: Field | undefined): boolean {
  return field !== undefined && /^(?:1|01|true|yes)$/i.test(field.value);
}
