import { describe, expect, test } from 'vitest';
import {
  FLEET_FORMATS,
  FLEET_NOTES,
  fleetFacts,
  VENDOR_PRICES,
  VENDORS,
} from '#content/compare/fleet-words.ts';
import { idleLimitFor, idlePresetOf, IDLE_PRESETS } from '#content/compare/idle-presets.ts';
import { factOf, quantityOf } from '#content/facts/facts.ts';
import { FLEET_QUANTITIES } from '#core/scenes/fleet-chart.ts';
import { BETWEENS } from '#core/traffic/verdict/requirements.ts';
import { NUMBER_LIMITS } from '#core/traffic/settings/comparison-settings.ts';
import { faultsIn } from './grammar.ts';

describe('a fleet in words', () => {
  test.each(FLEET_QUANTITIES)('%s has a note and a format', (quantity) => {
    expect(faultsIn(FLEET_NOTES[quantity].replace(/:$/, '.'))).toEqual([]);
    expect(FLEET_FORMATS[quantity](1234)).toMatch(/\d/);
  });

  test.each(VENDORS)('every price of %s is one that a fact states', (vendor) => {
    const stated = fleetFacts('cost', vendor).map((id) => quantityOf(id));
    const { kind, ...prices } = VENDOR_PRICES[vendor];
    const used = Object.entries(prices).filter(([name]) => name !== 'messageBytes');
    expect(kind).toMatch(/^(gateway|objects)$/);
    expect(used.map(([, price]) => price)).toEqual(expect.arrayContaining(stated));
    for (const id of fleetFacts('cost', vendor))
      expect(factOf(id).source.url).toMatch(/pric|changelog/);
  });
});

describe('idle limits', () => {
  test('come from facts, and can be set', () => {
    for (const { id, seconds } of IDLE_PRESETS) {
      expect(seconds).toBeLessThanOrEqual(NUMBER_LIMITS.idleLimitSeconds.max);
      if (id !== 'none' && id !== 'own') expect(seconds).toBe(quantityOf(id));
    }
    expect(idlePresetOf(0)).toBe('none');
    expect(idlePresetOf(7)).toBe('own');
  });

  test.each(BETWEENS)('what is usual for %s is one of them', (between) => {
    expect(idlePresetOf(idleLimitFor(between))).not.toBe('own');
  });
});
