import { expect, test } from 'vitest';
import { CIRCUMSTANCE_PLACES } from '#content/reference/errors/circumstance-places.ts';
import { findExample } from '#content/examples/gallery.ts';
import { SCENARIO_IDS } from '#core/scenarios/scenarios.ts';
import { parseAddress } from '#core/sharing/address.ts';

test.each(Object.entries(CIRCUMSTANCE_PLACES))('%s leads to a place that exists', (_, place) => {
  const { page, path, query } = parseAddress(place.href);
  expect(place.text).toMatch(page === 'learn' ? /, in Learn$/ : /, in Decode$/);
  if (page === 'decode') {
    expect(findExample(query.get('example') ?? '')).not.toBeNull();
    return;
  }
  expect(page).toBe('learn');
  expect(SCENARIO_IDS).toContain(path[0]);
});
