import { describe, expect, test } from 'vitest';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { NOT_A_FRAME_IDS, recogniseBytes } from '#core/recognition/not-a-frame.ts';
import { type RuleId, RULES } from '#core/protocol/rules/rules.ts';
import { exampleOf, isNotAFrame, type ErrorExample } from '#content/reference/error-examples.ts';
import { ERROR_MESSAGES } from '#content/reference/error-messages-table.ts';
import { ODD_INPUTS, type OddInput } from '#content/rules/peer-verdicts-inputs.ts';
import { traceOf } from '../../core/conversation/streams.ts';

function rulesBrokenBy({ sender, bytes, request }: ErrorExample): RuleId[] {
  const said = [sender === 'client' ? ('c' as const) : ('s' as const), bytes] as const;
  const trace = traceOf(request ? [['c', request], said] : [said]);
  return readInflatedConversation(trace).findings.map(({ violation }) => violation.id);
}

const rules = (Object.keys(RULES) as RuleId[]).flatMap((rule) => {
  const example = exampleOf(rule);
  return example ? [{ rule, example }] : [];
});

describe('the example of a rule', () => {
  test.each(rules.filter(({ rule }) => rule !== 'message.too-big'))(
    'breaks it: $rule',
    ({ rule, example }) => {
      expect(rulesBrokenBy(example)).toContain(rule);
    },
  );

  test.each(rules.filter(({ example }) => example.kind === 'head'))(
    'breaks nothing else: $rule',
    ({ rule, example }) => {
      expect(rulesBrokenBy(example)).toEqual([rule]);
    },
  );

  test('needs its request only where it breaks no rule alone', () => {
    for (const { rule, example } of rules.filter(({ example }) => example.request)) {
      expect(rulesBrokenBy({ ...example, request: null })).not.toContain(rule);
    }
  });

  test.each([
    [1, 0xc1],
    [2, 0xa1],
    [3, 0x91],
  ] as const)('has the reserved bit that a message is about: RSV%i', (bit, first) => {
    expect(exampleOf('frame.reserved-bit', { reservedBits: [bit] })?.bytes[0]).toBe(first);
  });
});

const causes = new Set(ERROR_MESSAGES.flatMap((message) => message.causes));

test.each([...causes].filter(isNotAFrame))(
  'what is mistaken for a frame is recognized: %s',
  (id) => {
    const example = exampleOf(id);
    expect(example?.kind).toBe('not-frames');
    expect(example && recogniseBytes(example.bytes)?.id).toBe(id);
  },
);

test('an example that no message leads to is not kept, unless receivers were given it', () => {
  const measured = new Set(Object.values<OddInput>(ODD_INPUTS).map(({ rule }) => rule));
  const kept = [...NOT_A_FRAME_IDS, ...rules.map(({ rule }) => rule)].filter(
    (cause) => exampleOf(cause) !== null && (isNotAFrame(cause) || !measured.has(cause)),
  );
  expect(kept.filter((cause) => !causes.has(cause))).toEqual([]);
});

test.each(ERROR_MESSAGES)('the first cause of “$text” has an example', (message) => {
  const shown = message.causes.some((cause) => exampleOf(cause, message) !== null);
  const isAboutALimit = message.causes[0] === 'message.too-many-fragments';
  expect(shown || isAboutALimit).toBe(true);
  expect(message.causes.filter(isNotAFrame).every((id) => exampleOf(id))).toBe(true);
});
