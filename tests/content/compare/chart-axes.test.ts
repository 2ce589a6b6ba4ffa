import { expect, test } from 'vitest';
import { DELAY_AXIS, FLEET_AXIS, FRESHNESS_AXIS, RATE_AXIS } from '#content/compare/chart-axes.ts';

test.each([
  { axis: RATE_AXIS, value: 0.2667, text: '0.267 messages per second' },
  { axis: RATE_AXIS, value: 1, text: '1 message per second' },
  { axis: DELAY_AXIS, value: 236, text: 'a delay of 236 ms' },
  { axis: FRESHNESS_AXIS, value: 1260, text: 'a mean delay of 1.26 s' },
  { axis: FLEET_AXIS, value: 1, text: '1 client' },
  { axis: FLEET_AXIS, value: 10_000, text: '10,000 clients' },
])('$text is a place on an axis', ({ axis, value, text }) => {
  expect(axis.read(value)).toBe(text);
});
