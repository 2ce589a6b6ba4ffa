/**
 * Subprotocols, which define what messages mean. The client offers some, the server chooses one
 * (RFC 6455 §1.9, §11.3.4).
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import { findField, findListElements, type FieldLine } from '#core/protocol/http/field-line.ts';
import { isToken } from '#core/protocol/http/token.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';

export type SubprotocolOffer = {
  /** In order of preference. Invalid names are dropped. */
  readonly names: readonly string[];
  readonly violations: readonly Violation[];
};

/**
 * The subprotocols that a request offers. They have to be different tokens; case matters (§4.1,
 * item 10). Ranges of violations are in bits of the head.
 */
export function decodeSubprotocols(fields: readonly FieldLine[]): SubprotocolOffer {
  const names = new Set<string>();
  const violations: Violation[] = [];
  const report = (id: RuleId, range: ByteRange) => violations.push(violationAtBytes(id, range));
  const elements = findListElements(fields, FIELD.webSocketProtocol);
  for (const { text, range } of elements) {
    if (!isToken(text)) report('request.subprotocol-malformed', range);
    else if (names.has(text)) report('request.subprotocol-repeated', range);
    else names.add(text);
  }
  const line = findField(fields, FIELD.webSocketProtocol);
  if (line && elements.length === 0) report('request.subprotocol-malformed', line.range);
  return { names: [...names], violations };
}

/** The value of the field. Throws a `TypeError` unless the names are different tokens. */
export function encodeSubprotocols(names: readonly string[]): string {
  const odd = names.find((name, index) => !isToken(name) || names.indexOf(name) !== index);
  if (odd === undefined) return names.join(', ');
  throw new TypeError(`expected tokens that differ, got "${odd}"`);
}

/** The first of the client's choice that the server speaks; null if it speaks none. */
export function chooseSubprotocol(
  offered: readonly string[],
  spoken: readonly string[],
): string | null {
  return offered.find((name) => spoken.includes(name)) ?? null;
}
