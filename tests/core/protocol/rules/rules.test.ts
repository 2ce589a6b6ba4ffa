import { describe, expect, test } from 'vitest';
import { isSendableCloseCode } from '#core/protocol/messages/close-code.ts';
import { RULES, type Rule, type RuleId } from '#core/protocol/rules/rules.ts';
import { violationAtBytes, violationOf } from '#core/protocol/rules/violation.ts';

const IDS = Object.keys(RULES) as RuleId[];

/** The rules about an open connection; all others are about its opening. */
const isOpen = (id: RuleId) => /^(?:frame|control|message|close|deflate)\./.test(id);

describe('a rule', () => {
  test('has a code to fail with exactly if it is about an open connection', () => {
    const odd = IDS.filter((id) => {
      // Receivers ignore bytes after a Close.
      return (RULES[id].closeCode !== null) !== (isOpen(id) && id !== 'close.bytes-after');
    });
    expect(odd).toEqual([]);
  });

  test('has a code that an endpoint can send', () => {
    const codes = IDS.map((id) => RULES[id].closeCode).filter((code) => code !== null);
    expect([...new Set(codes)].sort()).toEqual([1002, 1007, 1008, 1009]);
    expect(codes.filter((code) => !isSendableCloseCode(code))).toEqual([]);
  });

  test('that is a SHOULD of the sender is no MUST of the receiver', () => {
    const odd = IDS.filter(
      (id) => RULES[id].breaks === 'should' && RULES[id].receiver === 'must fail',
    );
    expect(odd).toEqual([]);
  });

  test('that a receiver must obey is one that ours obeys', () => {
    const odd = IDS.filter((id) => {
      const { receiver, reaction } = RULES[id];
      if (receiver === 'must fail') return reaction !== 'fails';
      return receiver.startsWith('must') && reaction !== 'accepts';
    });
    expect(odd).toEqual([]);
  });

  /** RFC 6455 says of these what a sender must do, and nothing of a receiver. */
  test.each<RuleId>([
    'frame.length-not-minimal',
    'frame.length-top-bit',
    'control.fragmented',
    'control.too-long',
    'message.interleaved',
    'message.continuation-without-start',
    'close.one-byte',
    'close.code-not-sendable',
  ])('%s binds the sender only', (id) => {
    expect(RULES[id].receiver).toBe('unsaid');
    expect(RULES[id].reference.document).toBe(6455);
  });

  test.each<RuleId>(['message.too-big', 'message.too-many-fragments', 'response.status'])(
    '%s is nothing that a sender broke',
    (id) => {
      expect(RULES[id].breaks).toBeNull();
      expect(RULES[id].receiver).not.toBe('must fail');
    },
  );

  test('cites a document and a section', () => {
    for (const id of IDS) {
      const { document, section } = RULES[id].reference;
      if (typeof document === 'number') expect(section).toMatch(/^\d+(?:\.\d+)*$/);
      else expect(section).not.toBe('');
    }
  });

  test.each<{ id: RuleId } & Omit<Rule, 'reference'>>([
    {
      id: 'frame.reserved-bit',
      breaks: 'must',
      receiver: 'must fail',
      reaction: 'fails',
      closeCode: 1002,
    },
    {
      id: 'frame.reserved-opcode',
      breaks: 'format',
      receiver: 'must fail',
      reaction: 'fails',
      closeCode: 1002,
    },
    {
      id: 'frame.length-not-minimal',
      breaks: 'must',
      receiver: 'unsaid',
      reaction: 'accepts',
      closeCode: 1002,
    },
    {
      id: 'message.text-not-utf8',
      breaks: 'must',
      receiver: 'must fail',
      reaction: 'fails',
      closeCode: 1007,
    },
    {
      id: 'message.too-big',
      breaks: null,
      receiver: 'may fail',
      reaction: 'fails',
      closeCode: 1009,
    },
    {
      id: 'message.too-many-fragments',
      breaks: null,
      receiver: 'may fail',
      reaction: 'fails',
      closeCode: 1008,
    },
    {
      id: 'close.bytes-after',
      breaks: 'must',
      receiver: 'unsaid',
      reaction: 'accepts',
      closeCode: null,
    },
    {
      id: 'compression.offer-value',
      breaks: 'must',
      receiver: 'must decline',
      reaction: 'accepts',
      closeCode: null,
    },
    {
      id: 'request.body',
      breaks: 'should',
      receiver: 'may fail',
      reaction: 'fails',
      closeCode: null,
    },
    {
      id: 'response.interim',
      breaks: null,
      receiver: 'must accept',
      reaction: 'accepts',
      closeCode: null,
    },
  ])('$id: breaks $breaks, a receiver $receiver, ours $reaction', ({ id, ...rule }) => {
    expect(RULES[id]).toMatchObject(rule);
  });
});

test('a violation is a rule and a range of bits', () => {
  const range = { start: 1, end: 4 };
  expect(violationOf('frame.reserved-bit', range)).toEqual({
    id: 'frame.reserved-bit',
    range,
    breaks: 'must',
    receiver: 'must fail',
    reaction: 'fails',
    closeCode: 1002,
    reference: { document: 6455, section: '5.2' },
  });
});

test('a range of bytes becomes a range of bits', () => {
  const violation = violationAtBytes('head.field-line', { start: 2, end: 5 });
  expect(violation).toEqual(violationOf('head.field-line', { start: 16, end: 40 }));
});
