import { describe, expect, test } from 'vitest';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { recogniseBytes } from '#core/recognition/not-a-frame.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { CIRCUMSTANCES } from '#content/reference/errors/circumstances.ts';
import {
  EXAMPLE_IDS,
  exampleOf,
  exampleRule,
  isExampleId,
  notFrameOf,
  type ErrorExample,
  type ExampleId,
} from '#content/reference/errors/error-examples.ts';
import { ERROR_MESSAGES } from '#content/reference/errors/error-messages.ts';
import { traceOf } from '../../../core/conversation/streams.ts';

function rulesBrokenBy({ sender, bytes, request }: ErrorExample): RuleId[] {
  const said = [sender === 'client' ? ('c' as const) : ('s' as const), bytes] as const;
  const trace = traceOf(request ? [['c', request], said] : [said]);
  return readInflatedConversation(trace).findings.map(({ violation }) => violation.id);
}

const causes = new Set(ERROR_MESSAGES.flatMap((message) => message.causes));
const used = EXAMPLE_IDS.filter((id) => causes.has(id));
const withRule = used.flatMap((id) => {
  const rule = exampleRule(id);
  return rule === null ? [] : [{ id, rule }];
});
const isHead = ({ id }: { id: ExampleId }) => exampleOf(id, 'both').kind === 'head';

describe('an example', () => {
  // Whether a message is too big, a receiver decides.
  test.each(withRule.filter(({ rule }) => rule !== 'message.too-big'))(
    'breaks its rule: $id',
    ({ id, rule }) => {
      expect(rulesBrokenBy(exampleOf(id, 'both'))).toContain(rule);
      if (rule === 'frame.unmasked-from-client') return;
      expect(rulesBrokenBy(exampleOf(id, 'client'))).toContain(rule);
    },
  );

  test.each(withRule.filter(isHead))('of a head breaks nothing else: $id', ({ id, rule }) => {
    expect(rulesBrokenBy(exampleOf(id, 'both'))).toEqual([rule]);
  });

  test('of a response needs its request only if it breaks no rule alone', () => {
    for (const { id, rule } of withRule.filter(isHead)) {
      const example = exampleOf(id, 'both');
      if (example.request === null) continue;
      const isExtension = rule === 'extensions.malformed' || rule === 'compression.answer-value';
      const alone = rulesBrokenBy({ ...example, request: null });
      expect(alone.includes(rule)).toBe(isExtension);
    }
  });

  test('is sent by a server if only a client reads it', () => {
    for (const { reader, causes: each } of ERROR_MESSAGES.filter(
      (one) => one.reader === 'client',
    )) {
      const senders = each.filter(isExampleId).map((id) => exampleOf(id, reader).sender);
      expect(senders.filter((sender) => sender !== 'server')).toEqual([]);
    }
  });

  test.each(used.filter((id) => notFrameOf(id) !== null))(
    'is recognized as what it is: %s',
    (id) => {
      expect(recogniseBytes(exampleOf(id, 'both').bytes)?.id).toBe(id);
    },
  );

  test('has the status of the error', () => {
    const { bytes } = exampleOf('response-404', 'client', 502);
    expect(new TextDecoder().decode(bytes)).toMatch(/^HTTP\/1\.1 502 \r\n/);
    const other = exampleOf('response-accept-wrong', 'client', 502);
    expect(new TextDecoder().decode(other.bytes)).toMatch(/^HTTP\/1\.1 101 /);
  });

  test('is kept only if a message leads to it', () => {
    const own = EXAMPLE_IDS.filter((id) => /^(re(quest|sponse)-|large-|deflate-(s|c|di))/.test(id));
    expect(own.filter((id) => !causes.has(id))).toEqual([]);
  });
});

test('every circumstance has a message', () => {
  expect(Object.keys(CIRCUMSTANCES).filter((id) => !causes.has(id as ExampleId))).toEqual([]);
});

test.each(Object.entries(CIRCUMSTANCES))('%s is told in few words', (_, { title, why, steps }) => {
  const count = (text: string) => text.split(/\s+/).length;
  expect(count(title)).toBeLessThanOrEqual(12);
  expect(count(why)).toBeLessThanOrEqual(45);
  expect(steps.length).toBeGreaterThan(0);
  for (const step of steps) {
    expect(step).toMatch(/[.?]$/);
    for (const sentence of step.split(/(?<=[.?]) /))
      expect(count(sentence)).toBeLessThanOrEqual(22);
  }
});
