/** The payload of a Close frame: nothing, or a status code and a reason (RFC 6455 §5.5.1, §7.4). */

import { readUint16, writeUint16 } from '#core/bytes/big-endian.ts';
import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { Utf8Validator } from '#core/bytes/utf8-validator.ts';
import { classifyCloseCode, isSendableCloseCode } from './close-code.ts';
import { MAX_CONTROL_PAYLOAD } from '#core/protocol/framing/payload-length.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';

/** In bytes. */
export const CLOSE_CODE_SIZE = 2;

/** The longest reason, in bytes of UTF-8: 123. */
export const MAX_REASON_SIZE = MAX_CONTROL_PAYLOAD - CLOSE_CODE_SIZE;

export type ClosePayload = {
  /** Null if the payload is empty, which is reported as 1005, or has only one byte. */
  readonly code: number | null;
  /** Empty if there is none. Bytes that aren't UTF-8 become U+FFFD. */
  readonly reason: string;
};

/**
 * Throws a `RangeError` if the code must not be sent or the reason is too long, and a `TypeError`
 * for a reason without a code.
 */
export function encodeClosePayload(code: number | null, reason = ''): Uint8Array {
  const text = toUtf8(reason);
  if (code === null) {
    if (text.length > 0) throw new TypeError('expected a code before a reason, got a reason alone');
    return text;
  }
  if (!isSendableCloseCode(code)) {
    throw new RangeError(`expected a close code that may be sent, got ${code}`);
  }
  if (text.length > MAX_REASON_SIZE) {
    throw new RangeError(
      `expected a reason of ${MAX_REASON_SIZE} bytes at most, got ${text.length}`,
    );
  }
  return codeThenText(code, text);
}

/** The answer to a Close frame that was accepted: what it contained (§5.5.1). */
export function echoClosePayload({ code, reason }: ClosePayload): Uint8Array {
  return code === null ? NO_BYTES : codeThenText(code, toUtf8(reason));
}

function codeThenText(code: number, text: Uint8Array): Uint8Array {
  const payload = new Uint8Array(CLOSE_CODE_SIZE + text.length);
  writeUint16(payload, 0, code);
  payload.set(text, CLOSE_CODE_SIZE);
  return payload;
}

/** Accepts every payload. */
export function decodeClosePayload(payload: Uint8Array): ClosePayload {
  if (payload.length < CLOSE_CODE_SIZE) return { code: null, reason: '' };
  return { code: readUint16(payload, 0), reason: fromUtf8(payload.subarray(CLOSE_CODE_SIZE)) };
}

/**
 * The rule at which a receiver fails; null if it accepts the payload. A browser accepts each code
 * but 1005, 1006 and 1015, and reports it to the page. That is what Chromium does; Firefox accepts
 * these three, too.
 */
export function faultInClose(payload: Uint8Array, isBrowser = false): Violation | null {
  const { code } = decodeClosePayload(payload);
  const isCodeAccepted = isBrowser && code !== null && classifyCloseCode(code) !== 'local-only';
  const faults = checkClosePayload(payload).filter(
    ({ id, reaction }) => reaction === 'fails' && !(isCodeAccepted && CODE_RULES.includes(id)),
  );
  return faults[0] ?? null;
}

const CODE_RULES: readonly RuleId[] = ['close.code-not-sendable', 'close.code-unassigned'];

/** The rules that the payload breaks. Ranges are in bits of the unmasked payload. */
export function checkClosePayload(payload: Uint8Array): Violation[] {
  if (payload.length === 0) return [];
  if (payload.length < CLOSE_CODE_SIZE)
    return [violationAtBytes('close.one-byte', { start: 0, end: 1 })];
  const violations: Violation[] = [];
  const kind = classifyCloseCode(readUint16(payload, 0));
  const codeRange = { start: 0, end: CLOSE_CODE_SIZE };
  if (kind === 'local-only' || kind === 'unused') {
    violations.push(violationAtBytes('close.code-not-sendable', codeRange));
  } else if (kind === 'reserved' || kind === 'out-of-range') {
    violations.push(violationAtBytes('close.code-unassigned', codeRange));
  }
  const validator = new Utf8Validator();
  validator.feed(payload.subarray(CLOSE_CODE_SIZE));
  if (!validator.isComplete) {
    const badAt =
      CLOSE_CODE_SIZE + (validator.firstInvalidAt ?? payload.length - CLOSE_CODE_SIZE - 1);
    violations.push(violationAtBytes('close.reason-not-utf8', { start: badAt, end: badAt + 1 }));
  }
  return violations;
}
