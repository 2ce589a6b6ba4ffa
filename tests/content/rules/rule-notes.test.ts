import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';
import { encodeResponseHead } from '#core/protocol/http/http-head.ts';
import { RULES, type ReceiverDuty, type RuleId } from '#core/protocol/rules/rules.ts';
import { violationOf } from '#core/protocol/rules/violation.ts';
import {
  violationFacts,
  NO_FACTS,
  reactionWords,
  RULE_NOTES,
  ruleWords,
} from '#content/rules/rule-notes.ts';

const ids = Object.keys(RULES) as RuleId[];

const factsOf = (bytes: Uint8Array, closeCode: number | null = null) => {
  const [unit] = readUnits('server-to-client', bytes);
  if (unit === undefined) throw new Error('expected a unit, got none');
  return violationFacts(unit, closeCode);
};

describe('the words for a broken rule', () => {
  test.each(ids)('%s says what, why and what to do, even without facts', (id) => {
    const { title, why, remedy } = ruleWords(id, NO_FACTS);
    // It follows "Frame 4: ", and has no full stop.
    expect(title).toMatch(/^\S.*[^.]$/);
    expect(title).not.toMatch(/null|undefined|NaN/);
    expect(why === '' || why.endsWith('.')).toBe(true);
    expect(remedy).toMatch(/\.$/);
  });

  test('are each said once', () => {
    const titles = ids.map((id) => ruleWords(id, NO_FACTS).title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(Object.keys(RULE_NOTES)).toHaveLength(ids.length);
  });

  test.each<[id: RuleId, bytes: Uint8Array, closeCode: number | null, expected: string]>([
    ['frame.reserved-opcode', fromHex('8b00'), null, 'opcode 0xb is reserved'],
    [
      'frame.length-not-minimal',
      fromHex('827e000501'),
      null,
      'a length of 5 isn’t in its shortest form',
    ],
    ['control.too-long', fromHex('897e0080'), null, 'a control frame has 128 bytes of payload'],
    [
      'control.too-long',
      fromHex('897e000548656c6c6f'),
      null,
      'a control frame has its length in 16 bits',
    ],
    [
      'close.code-not-sendable',
      fromHex('880203ed'),
      1005,
      'close code 1005 isn’t allowed in a Close frame',
    ],
    [
      'response.status',
      encodeResponseHead(403, 'Forbidden', []),
      null,
      'status 403: the server did not switch protocols',
    ],
  ])('%s names what is wrong', (id, bytes, closeCode, expected) => {
    expect(ruleWords(id, factsOf(bytes, closeCode)).title).toBe(expected);
  });

  test('name the form in which a length belongs', () => {
    expect(ruleWords('frame.length-not-minimal', factsOf(fromHex('827e0005'))).remedy).toBe(
      'Encode it in 7 bits.',
    );
  });
});

describe('what a receiver does', () => {
  test('don’t ask to shorten a control frame that is short', () => {
    const remedyOf = (bytes: Uint8Array) => ruleWords('control.too-long', factsOf(bytes)).remedy;
    expect(remedyOf(fromHex('897e000548656c6c6f'))).toBe('Write the length in 7 bits.');
    expect(remedyOf(fromHex('897e0080'))).toMatch(/^Shorten the payload/);
  });

  const duties: Readonly<Record<ReceiverDuty, RuleId>> = {
    'must fail': 'message.text-not-utf8',
    'should fail': 'request.target-malformed',
    'may fail': 'request.key-stray-bits',
    'must accept': 'response.interim',
    'should accept': 'head.empty-line',
    'must decline': 'compression.offer-value',
    unsaid: 'control.too-long',
  };

  test.each(Object.entries(duties))('is said of a rule by which it %s', (duty, id) => {
    const violation = violationOf(id, { start: 0, end: 8 });
    expect(violation.receiver).toBe(duty);
    expect(reactionWords(violation)).toMatch(/^\S.*\.$/);
  });

  const range = { start: 0, end: 8 };

  test.each<[id: RuleId, expected: string]>([
    [
      'message.text-not-utf8',
      'The receiver must fail the connection. The close code for this is 1007.',
    ],
    [
      'frame.length-not-minimal',
      'The rule binds the sender. Some receivers fail the connection with 1002. Some don’t.',
    ],
    [
      'control.too-long',
      'The rule binds the sender. Most receivers fail the connection with 1002.',
    ],
    ['message.too-big', 'The limit is the receiver’s own. It may fail the connection with 1009.'],
    ['request.host', 'The receiver must reject the handshake.'],
    ['request.target-malformed', 'The receiver should reject the handshake.'],
    ['request.key-stray-bits', 'The receiver may reject the handshake. Some do, some don’t.'],
    ['request.origin-repeated', 'The rule binds the sender. Some receivers reject the handshake.'],
    ['response.status', 'No rule is broken. The client may fail the handshake.'],
    [
      'response.interim',
      'No rule is broken. A client must be able to parse it, but some fail the connection.',
    ],
    ['compression.offer-value', 'The server must decline this offer. It may accept another one.'],
    ['close.bytes-after', 'The rule binds the sender. Most receivers ignore it.'],
  ])('about %s', (id, expected) => {
    expect(reactionWords(violationOf(id, range))).toBe(expected);
  });
});
