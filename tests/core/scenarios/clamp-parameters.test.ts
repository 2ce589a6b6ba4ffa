import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PARAMETERS, type ParameterId } from '#core/scenarios/parameters.ts';
import { parametersOf } from '#core/scenarios/scenario.ts';
import { SCENARIO_IDS } from '#core/scenarios/scenarios.ts';
import { clampParameters } from '#core/scenarios/clamp-parameters.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { SCENARIOS } from './every-scenario.ts';

const anything = fc.oneof(
  fc.string(),
  fc.double(),
  fc.integer({ min: -10, max: 5000 }),
  fc.constant(null),
  fc.uint8Array({ maxLength: 20 }),
  fc.constantFrom('client', 'server', 'text', 'binary', 'off', '403', 'too-big', 'in-vain'),
);

test.each(SCENARIO_IDS)(
  'whatever is wanted of %s is brought within bounds, and can be acted out',
  (id) => {
    const scenario = SCENARIOS[id];
    const wanted = fc.dictionary(
      fc.constantFrom(...(Object.keys(PARAMETERS) as ParameterId[])),
      anything,
      { maxKeys: 6 },
    );
    fc.assert(
      fc.property(wanted, (values) => {
        const clamped = clampParameters(scenario, values);
        expect(Object.keys(clamped.values)).toEqual(parametersOf(scenario));
        expect(clampParameters(scenario, clamped.values).adjustments).toEqual([]);
        expect(actOut(scenario.script(clamped.values)).events.length).toBeGreaterThan(0);
      }),
      { seed: 31, numRuns: 30 },
    );
  },
);

test('a close code that a page cannot send is replaced by one that it can', () => {
  const { values, adjustments } = clampParameters(SCENARIOS['server-goodbye'], {
    closer: 'client',
  });
  expect(values.closeCode).toBe(1000);
  expect(adjustments).toEqual([{ parameter: 'closeCode', taken: 1000, reason: 'not-for-a-page' }]);
});

test('a close code is replaced once, even if its replacement is not for a page', () => {
  const wanted = { closer: 'client', closeCode: 1006 };
  const { values, adjustments } = clampParameters(SCENARIOS['server-goodbye'], wanted);
  expect(values.closeCode).toBe(1000);
  expect(adjustments).toEqual([{ parameter: 'closeCode', taken: 1000, reason: 'not-sendable' }]);
});

test('a server does not close with 1010, which only a client sends', () => {
  const wanted = { closer: 'server', closeCode: 1010 };
  const { values, adjustments } = clampParameters(SCENARIOS['server-goodbye'], wanted);
  expect(values.closeCode).toBe(1012);
  expect(adjustments).toEqual([
    { parameter: 'closeCode', taken: 1012, reason: 'not-for-a-server' },
  ]);
});

describe('a text', () => {
  const takenOf = (message: string) =>
    clampParameters(SCENARIOS.fragments, { message }).values.message;

  test.each([
    { name: 'of the maximum size stays whole', message: 'é'.repeat(2048), taken: 'é'.repeat(2048) },
    {
      name: 'that is too long keeps every character that fits',
      message: `${'é'.repeat(2048)}x`,
      taken: 'é'.repeat(2048),
    },
    {
      name: 'loses a character of which only a part fits',
      message: `${'x'.repeat(4095)}é`,
      taken: 'x'.repeat(4095),
    },
    { name: 'keeps no half of a surrogate pair', message: 'a\ud83d', taken: 'a\ufffd' },
  ])('$name', ({ message, taken }) => {
    expect(takenOf(message)).toBe(taken);
  });

  test('is only adjusted if it is too long', () => {
    const adjustmentsOf = (message: string) =>
      clampParameters(SCENARIOS.fragments, { message }).adjustments.map(({ reason }) => reason);
    expect(adjustmentsOf('x'.repeat(4096))).toEqual([]);
    expect(adjustmentsOf('x'.repeat(4097))).toEqual(['too-long']);
  });
});

test.each([
  { latencyMs: 0, taken: 1, reason: 'below' },
  { latencyMs: 2001, taken: 2000, reason: 'above' },
  { latencyMs: 20.4, taken: 20, reason: 'rounded' },
  { latencyMs: Number.NaN, taken: 20, reason: 'unreadable' },
  { latencyMs: '20', taken: 20, reason: 'unreadable' },
  { latencyMs: 1, taken: 1, reason: undefined },
  { latencyMs: 2000, taken: 2000, reason: undefined },
])('a latency of $latencyMs becomes $taken', ({ latencyMs, taken, reason }) => {
  const { values, adjustments } = clampParameters(SCENARIOS.fragments, { latencyMs });
  expect(values.latencyMs).toBe(taken);
  expect(adjustments[0]?.reason).toBe(reason);
});

test.each([
  { closeCode: null, taken: null, reason: undefined },
  { closeCode: 3000, taken: 3000, reason: undefined },
  { closeCode: 1006, taken: 1000, reason: 'not-sendable' },
  { closeCode: 1000.5, taken: 1000, reason: 'unreadable' },
])('a close code of $closeCode becomes $taken', ({ closeCode, taken, reason }) => {
  const { values, adjustments } = clampParameters(SCENARIOS.fragments, { closeCode });
  expect(values.closeCode).toBe(taken);
  expect(adjustments[0]?.reason).toBe(reason);
});
