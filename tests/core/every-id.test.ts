import { describe, expect, test } from 'vitest';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { FIELD_IDS, type Field } from '#core/dissection/field.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { PARAMETERS } from '#core/scenarios/parameters.ts';
import { parametersOf } from '#core/scenarios/scenario.ts';
import { CHAPTER_IDS, type StepKind } from '#core/story/step.ts';
import type { Trace } from '#core/trace/trace.ts';
import { traceOf } from './conversation/streams.ts';
import { SCENARIOS } from './scenarios/every-scenario.ts';
import { VARIANTS } from './scenarios/variants.ts';

/* No id of core is without code that makes it: the scenarios and a few odd pastes make each. */

const idsIn = (fields: readonly Field[]): string[] =>
  fields.flatMap(({ id, children }) => [id, ...idsIn(children)]);

/** Bytes that no scenario sends. */
const ODD: readonly Trace[] = [
  traceOf([['s', fromHex('8801 03')]]),
  traceOf([['s', fromHex('8105 4865')]]),
  traceOf([['s', fromHex('81')]]),
  traceOf([['s', fromHex('8800 0000')]]),
  traceOf([['c', toLatin1('GET / HTTP/1.1\r\nnonsense\r\n\r\n')]]),
];

const dissected = new Set(
  [...ODD, ...VARIANTS.map(({ trace }) => trace)].flatMap((trace) =>
    readInflatedConversation(trace).units.flatMap((unit) => idsIn(dissectUnit(trace, unit).fields)),
  ),
);

describe('a dissection makes the field', () => {
  test.each(FIELD_IDS)('%s', (id) => {
    expect([...dissected]).toContain(id);
  });
});

const STEP_KINDS: Readonly<Record<StepKind, true>> = {
  'tcp-syn': true,
  'tcp-syn-ack': true,
  'tcp-ack': true,
  'tcp-fin': true,
  'tcp-reset': true,
  'tcp-last-ack': true,
  'tcp-segment': true,
  'tcp-retransmission': true,
  open: true,
  'gave-up': true,
  unit: true,
};

const steps = VARIANTS.flatMap(({ story }) => story.steps);

describe('a scenario has', () => {
  test.each(CHAPTER_IDS)('a step in the chapter %s', (chapter) => {
    expect(steps.some((step) => step.chapter === chapter)).toBe(true);
  });

  test.each(Object.keys(STEP_KINDS))('a step of the kind %s', (kind) => {
    expect(steps.some((step) => step.kind === kind)).toBe(true);
  });

  test.each(Object.keys(PARAMETERS))('the parameter %s', (parameter) => {
    const used: string[] = Object.values(SCENARIOS).flatMap(parametersOf);
    expect(used).toContain(parameter);
  });
});
