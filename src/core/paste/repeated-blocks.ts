/**
 * Blocks that print the bytes of the block above them again: the payload of its frame, or all of
 * them in another notation.
 */

import { applyMask, MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { isPrompt } from '#core/paste/lines/prompt.ts';
import { speakerOf } from '#core/paste/lines/speaker-words.ts';
import { wireEvidence, wireUnitAt } from '#core/paste/ranking/wire-unit.ts';
import type { Block } from './block.ts';
import type { FormId } from './form.ts';

const PAYLOAD = /payload|data|decoded|message|text|content|body|unmask/i;
const NOTATION = /\b(?:hex|dec(?:imal)?|bin(?:ary)?|b64|base64|oct(?:al)?|ascii|str(?:ing)?)\b/i;

/** What strace and others print of a buffer below the call that has it as a string. */
const DUMPS: ReadonlySet<FormId> = new Set([
  'hexdump-canonical',
  'hex-dump',
  'xxd',
  'wireshark-dump',
]);

/** Longer labels are other text. */
const LONGEST_LABEL = 200;
/** Fewer bytes can be the same by chance. */
const LEAST_ALIKE = 2;
/** Longer blocks aren't compared. */
const MOST_BYTES = 64 * 1024;

/** Whether a block repeats the one before it. */
export function repeatsBlock(lines: PastedLines, before: Block, block: Block): boolean {
  const own = bytesOf(block);
  const known = bytesOf(before);
  if (own.length === 0 || known.length > MOST_BYTES || own.length > known.length) return false;
  // What is wrong with it would be left out, too.
  if (block.readings[0]!.problems.length > 0) return false;
  if (isOfElements(lines, before, block)) return areEqual(own, known.subarray(0, own.length));
  const label = labelOf(lines, block);
  const areForms = before.readings[0]!.form !== block.readings[0]!.form;
  if (own.length === known.length) {
    const isNotation = NOTATION.test(label) && NOTATION.test(labelOf(lines, before));
    const isBelow = !/\w/.test(label) && before.to === block.from;
    const isDumped =
      isBelow && (DUMPS.has(block.readings[0]!.form) || !/\w/.test(labelOf(lines, before)));
    const isShown =
      isNotation ||
      isDumped ||
      (wireEvidence(own) === 'whole' && hasPromptBetween(lines, before, block));
    return areForms && isShown && own.length >= LEAST_ALIKE && areEqual(own, known);
  }
  if (!PAYLOAD.test(label) || wireEvidence(known) !== 'whole') return false;
  const speaker = speakerOf(label);
  // What the other side sent can be the same.
  if (speaker !== null && speaker !== speakerOf(labelOf(lines, before))) return false;
  const { payload, masked } = lastPayload(known);
  return areEqual(own, payload) || areEqual(own, masked);
}

/** The first element of what is shown above it, in a debugger or a console. */
const ELEMENT = /^(?:[-+|▶]\s*)?(?:\([\w ]{1,40}\)\s+)?(?:\[0\]|0\s*:)\s*[=:]?\s*\S/;

/** Whether a block has the elements of an array, the whole of which is in the line above them. */
function isOfElements(lines: PastedLines, before: Block, block: Block): boolean {
  return before.to === block.from && ELEMENT.test(lines.slice(block.from, LONGEST_LABEL));
}

/** Whether a debugger or a shell was asked again. */
function hasPromptBetween(lines: PastedLines, before: Block, block: Block): boolean {
  for (let line = block.from - 1; line >= before.to; line--)
    if (isPrompt(lines.text.slice(lines.start(line), lines.contentEnd(line)))) return true;
  return false;
}

function bytesOf({ readings }: Block): Uint8Array {
  return readings[0]!.content.bytes;
}

function labelOf(lines: PastedLines, { from, start }: Block): string {
  return lines.text.slice(Math.max(lines.content(from), start - LONGEST_LABEL), start);
}

/** The payload of the last frame, as it was sent and unmasked. */
function lastPayload(bytes: Uint8Array): { payload: Uint8Array; masked: Uint8Array } {
  let masked: Uint8Array = new Uint8Array();
  let payload = masked;
  for (let at = 0; at < bytes.length;) {
    const { kind, side, payloadStart, end } = wireUnitAt(bytes, at, at === 0);
    masked = kind === 'frame' ? bytes.slice(payloadStart, end) : new Uint8Array();
    const key = bytes.slice(payloadStart - MASKING_KEY_SIZE, payloadStart);
    payload = kind === 'frame' && side === 'client' ? applyMask(masked.slice(), key) : masked;
    at = end;
  }
  return { payload, masked };
}

function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
