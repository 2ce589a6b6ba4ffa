import { expect, test } from 'vitest';
import { ETHER_TYPE } from '#core/packets/ether-type.ts';

test('the numbers are those of IEEE 802: IPv4 has 2048, IPv6 34525', () => {
  expect(ETHER_TYPE).toEqual({ ipv4: 2048, ipv6: 34_525 });
});
