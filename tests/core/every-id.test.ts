import { ABNORMAL_CLOSURES, abnormalClosure } from '#core/scenarios/abnormal-closures.ts';
import { describe, expect, test } from 'vitest';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { FIELD_IDS, type Field } from '#core/dissection/field.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { clampParameters, type AdjustmentReason } from '#core/scenarios/clamp-parameters.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { PARAMETERS, type ParameterId } from '#core/scenarios/parameters.ts';
import { parametersOf } from '#core/scenarios/scenario.ts';
import type { Action } from '#core/scenarios/script.ts';
import { readLearnLink, toLearnQuery } from '#core/sharing/learn-link.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { findDivergence } from '#core/story/divergence.ts';
import {
  CHAPTER_IDS,
  type Call,
  type PageEvent,
  type StepCause,
  type StepKind,
} from '#core/story/step.ts';
import type { Trace } from '#core/trace/trace.ts';
import { codeLines } from '#content/lesson/code-lines.ts';
import { REQUEST, RESPONSE, traceOf } from './conversation/streams.ts';
import { SCENARIOS } from './scenarios/every-scenario.ts';
import { tell, VARIANTS } from './scenarios/variants.ts';

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
  traceOf([['c', toLatin1('\r\nGET / HTTP/1.1\r\n\r\n')]]),
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
  'tcp-end-ack': true,
  'tcp-last-ack': true,
  'tcp-segment': true,
  'tcp-retransmission': true,
  open: true,
  'gave-up': true,
  unit: true,
};

/** A browser that stops waiting for the handshake resets what still arrives. */
const impatient = tell(
  actOut(
    helloAndGoodbye.script({ browserTimeoutSeconds: 1 }),
    new Map([['response', { kind: 'lose' }]]),
  ),
);

/** The FIN overtakes the Close frame, so it is acknowledged before the client sends its own. */
const overtaking = tell(
  actOut(helloAndGoodbye.script(), new Map([['server-close-1', { kind: 'lose' }]])),
);

const steps = [...VARIANTS.map(({ story }) => story), impatient, overtaking].flatMap(
  (story) => story.steps,
);

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

const ALTERATIONS: { readonly [Kind in Alteration['kind']]: Extract<Alteration, { kind: Kind }> } =
  {
    lose: { kind: 'lose' },
    delay: { kind: 'delay', byMs: 500 },
    cut: { kind: 'cut', keep: 3 },
    replace: { kind: 'replace', bytes: fromHex('8105 48656c6c70') },
    sever: { kind: 'sever' },
  };

describe('tampering with a segment', () => {
  const original = actOut(helloAndGoodbye.script());

  test.each(Object.values(ALTERATIONS))('makes another story: $kind', (alteration) => {
    const tampering = new Map([['server-text-1', alteration]]);
    const changed = actOut(helloAndGoodbye.script(), tampering);
    const at = findDivergence(tell(original), tell(changed));
    expect(tell(changed).steps[at ?? -1]?.id).toBe('server-text-1');
    const link = toLearnQuery({ values: {}, tampering }, helloAndGoodbye);
    expect(readLearnLink(link, helloAndGoodbye).tampering).toEqual(tampering);
  });
});

const CAUSES: Readonly<Record<StepCause, true>> = { call: true, answer: true, failure: true };

const CALLS: Readonly<Record<Call['kind'], true>> = {
  connect: true,
  send: true,
  'send-fragment': true,
  write: true,
  ping: true,
  close: true,
  terminate: true,
};

const ACTIONS: Readonly<Record<Action['kind'], true>> = {
  'send-text': true,
  'send-binary': true,
  'send-frame': true,
  ping: true,
  close: true,
  together: true,
  'lose-line': true,
  terminate: true,
};

describe('a scenario makes', () => {
  test.each(Object.keys(ACTIONS))('the action %s', (kind) => {
    const closures = ABNORMAL_CLOSURES.map((cause) => ({ script: abnormalClosure(cause) }));
    const actions = [...VARIANTS, ...closures]
      .flatMap(({ script }) => script.acts)
      .map(({ action }) => action);
    expect(actions.some((action) => action.kind === kind)).toBe(true);
  });

  test.each(Object.keys(CAUSES))('a step with the cause %s', (cause) => {
    expect(steps.some((step) => step.cause === cause)).toBe(true);
  });

  test.each(Object.keys(CALLS))('the call %s, with its line of code', (kind) => {
    const step = steps.find(({ call }) => call?.kind === kind);
    expect(step && codeLines(step).length).toBeGreaterThan(0);
  });
});

const PAGE_EVENTS: Readonly<Record<PageEvent['kind'], true>> = {
  connection: true,
  open: true,
  message: true,
  ping: true,
  pong: true,
  unknown: true,
  error: true,
  close: true,
};

/** A page can't ping, but other clients can. */
const pinged = tell(
  traceOf([
    ['c', REQUEST],
    ['s', RESPONSE],
    ['c', fromHex('8980 00000000')],
  ]),
);

/** Without its handshake, nobody knows what RSV1 means. */
const compressed = tell(traceOf([['s', fromHex('c107 f248cdc9c90700')]]));

test.each(Object.keys(PAGE_EVENTS))('code hears of the event %s', (kind) => {
  const heard = [...steps, ...pinged.steps, ...compressed.steps].flatMap(
    ({ pageEvents }) => pageEvents,
  );
  expect(heard.some(({ event }) => event.kind === kind)).toBe(true);
});

const REASONS: Readonly<Record<AdjustmentReason, Partial<Record<ParameterId, unknown>>>> = {
  below: { latencyMs: 0 },
  above: { latencyMs: 1e6 },
  rounded: { latencyMs: 20.4 },
  'too-long': { message: 'x'.repeat(4097) },
  unreadable: { latencyMs: Number.NaN },
  'not-sendable': { closeCode: 1006 },
  'not-for-a-page': { closer: 'client', closeCode: 1001 },
  'not-for-a-server': { closer: 'server', closeCode: 1010 },
};

test.each(Object.entries(REASONS))(
  'a parameter is adjusted for the reason %s',
  (reason, values) => {
    const reasons = [SCENARIOS.fragments, SCENARIOS['server-goodbye']].flatMap((scenario) =>
      clampParameters(scenario, values).adjustments.map((adjustment) => adjustment.reason),
    );
    expect(reasons).toContain(reason);
  },
);
