import { describe, expect, test } from 'vitest';
import type { FactUnit, Verification } from '#content/facts/fact.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { citationOf, dateOf, FACT_IDS, factOf, quantityOf } from '#content/facts/facts.ts';

const entries = FACT_IDS.map((id) => ({ id, ...factOf(id) }));

/** The day before the first source was read, and one on which none can have been read yet. */
const EARLIEST = '2026-09-01';
const LATEST = '2026-12-01';

describe('a fact', () => {
  test.each(entries)('$id has a source with an address', ({ source }) => {
    expect(source.name.trim().length).toBeGreaterThan(3);
    const url = new URL(source.url);
    expect(url.protocol).toBe('https:');
    expect(url.pathname + url.hash).not.toBe('/');
  });

  test.each(entries)('$id has the day it was read or measured', ({ readOn }) => {
    expect(readOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(new Date(readOn).toISOString().slice(0, 10)).toBe(readOn);
    expect(readOn > EARLIEST && readOn < LATEST).toBe(true);
  });

  test.each(entries)('$id is stated in whole sentences', ({ states, of, about }) => {
    expect(states).toMatch(/^[A-Z\d].*\.$/);
    expect(of.trim()).not.toBe('');
    expect(about).toMatch(/^[A-Za-z].*[^.]$/);
    for (const sentence of states.split(/(?<=\.) (?=[A-Z])/)) {
      expect(sentence.split(' ').length, sentence).toBeLessThan(25);
    }
  });

  test.each(entries)('$id that was measured names the version', ({ verification, of, states }) => {
    if (verification === 'measurement') expect(`${of} ${states}`).toMatch(/[A-Za-z]\w+ \d+/);
  });

  test.each(entries.filter(({ quantity }) => quantity !== null))(
    '$id states the quantity that it has',
    ({ quantity, states }) => {
      const { value, unit } = quantity!;
      const written = [
        `${value} ${unit}`,
        `${formatCount(value)} ${unit}`,
        `$${value.toFixed(2)}`,
        String(value),
        `${value / 60} minutes`,
        `${value / 3600} hours`,
        `${value} KB`,
        ...(SPELLED[value] === undefined ? [] : [SPELLED[value]]),
      ];
      expect(written.some((text) => states.includes(text))).toBe(true);
    },
  );

  test.each(Object.entries(WRITTEN))('with the unit %s writes it so', (unit, pattern) => {
    const stated = entries.filter(({ quantity }) => quantity?.unit === unit);
    expect(stated.length).toBeGreaterThan(0);
    for (const { states, about } of stated) expect(`${about} ${states}`).toMatch(pattern);
  });

  test.each(CHECKED)('was checked by %s at least once', (verification) => {
    expect(entries.some((fact) => fact.verification === verification)).toBe(true);
  });

  test('is found by one id alone', () => {
    expect(new Set(FACT_IDS).size).toBe(FACT_IDS.length);
    expect(FACT_IDS.length).toBeGreaterThan(40);
  });
});

/** How a sentence writes each unit. */
const WRITTEN: Readonly<Record<FactUnit, RegExp>> = {
  s: /\d s\b|minutes?|hours?/,
  KB: /\d KB\b/,
  KiB: /\b[KMG]i?B\b/,
  connections: /connections|WebSockets|streams/,
  'per s': /per second/,
  'USD per million': /million .*\$\d|\$\d.*million/,
  times: /\bas one\b/,
  cases: /\d cases\b/,
  mW: /\d mW\b/,
  J: /\d J\b/,
};

const CHECKED: readonly Verification[] = [
  'document',
  'standard',
  'repository',
  'measurement',
  'publication',
];

/** Quantities that a sentence writes in words, or that follow from what it says. */
const SPELLED: Readonly<Record<number, string>> = {
  6: 'six',
  20: 'Twenty',
  3: '36 GB',
  60: 'once per minute',
  3600: 'one hour',
};

test('a citation has the day in words', () => {
  expect(citationOf(factOf('nginx-idle'))).toBe(
    'nginx, WebSocket proxying, read on 28 November 2026',
  );
  expect(dateOf(factOf('cloudflare-request-price'))).toBe('29 November 2026');
});

test('a quantity is asked of a fact that has one', () => {
  expect(quantityOf('six-connections')).toBe(6);
  expect(() => quantityOf('last-event-id')).toThrow('expected a fact with a quantity');
});
