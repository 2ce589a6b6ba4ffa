import { expect, test } from 'vitest';
import { RULES, type RuleId } from '#core/protocol/rules/rules.ts';
import { RULE_EXAMPLES } from './rule-examples.ts';

// The type check asks for an example of each rule; this asks for a reader that reports it.
test.each(Object.keys(RULES) as RuleId[])('%s is reported of bytes that break it', (id) => {
  expect(RULE_EXAMPLES[id]()).toContain(id);
});
