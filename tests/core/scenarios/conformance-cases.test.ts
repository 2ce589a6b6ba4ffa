import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import {
  CONFORMANCE_CASE_IDS,
  CONFORMANCE_CASES,
  conformanceBytes,
} from '#core/scenarios/conformance-cases.ts';
import { ODD_INPUTS } from '#content/rules/peer-verdicts-inputs.ts';
import { ListingReader } from '../protocol/received-list.ts';
import { VECTORS } from '../protocol/receiver-vectors.ts';

describe.each(CONFORMANCE_CASE_IDS)('the case %s', (id) => {
  const { number, sender } = CONFORMANCE_CASES[id];

  test('has the bytes that other receivers were given', () => {
    expect(toHex(conformanceBytes(id))).toBe(toHex(fromHex(ODD_INPUTS[id].hex)));
    expect(sender).toBe(ODD_INPUTS[id].sender);
  });

  test('ends as a case of the suite with its number', () => {
    const vectors = VECTORS.filter((vector) => `${vector.id}.`.startsWith(`autobahn-${number}.`));
    if (number === null) return expect(vectors).toEqual([]);
    const received = new ListingReader({ sender }).feed(conformanceBytes(id));
    const failure = received.find((item) => item.kind === 'failure');
    expect(vectors.length).toBeGreaterThan(0);
    for (const { expect: outcome } of vectors) {
      expect(failure?.closeCode ?? null).toBe(outcome.fail?.code ?? null);
    }
  });
});

test('the cases are in the suite’s order, and those without a number come last', () => {
  const numbers = CONFORMANCE_CASE_IDS.map((id) => CONFORMANCE_CASES[id].number);
  const numbered = numbers.filter((number) => number !== null);
  expect(numbers.slice(0, numbered.length)).toEqual(numbered);
  const inOrder = numbered.toSorted((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  );
  expect(numbered).toEqual(inOrder);
  expect(new Set(numbered).size).toBe(numbered.length);
});
