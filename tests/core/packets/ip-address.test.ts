import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { ipv4Text, ipv6Bytes, ipv6Text } from '#core/packets/ip-address.ts';

test('IPv4 is four decimals', () => {
  expect(ipv4Text(fromHex('7f 00 00 01'))).toBe('127.0.0.1');
});

describe('IPv6', () => {
  // RFC 5952 §4
  test.each([
    { hex: '0000 0000 0000 0000 0000 0000 0000 0000', text: '::' },
    { hex: '0000 0000 0000 0000 0000 0000 0000 0001', text: '::1' },
    { hex: '2001 0db8 0000 0000 0000 0000 0000 0000', text: '2001:db8::' },
    { hex: '2001 0db8 0000 0000 0000 0000 0002 0001', text: '2001:db8::2:1' },
    { hex: '2001 0db8 0000 0001 0001 0001 0001 0001', text: '2001:db8:0:1:1:1:1:1' },
    { hex: '2001 0000 0000 0001 0000 0000 0000 0001', text: '2001:0:0:1::1' },
    { hex: '2001 0db8 0000 0000 0001 0000 0000 0001', text: '2001:db8::1:0:0:1' },
    {
      hex: 'ABCD ef01 2345 6789 abcd ef01 2345 6789',
      text: 'abcd:ef01:2345:6789:abcd:ef01:2345:6789',
    },
  ])('$text', ({ hex, text }) => {
    expect(ipv6Text(fromHex(hex))).toBe(text);
    expect(Uint8Array.from(ipv6Bytes(text))).toEqual(fromHex(hex));
  });

  test('is what a URL makes of it', () => {
    const group = fc.constantFrom(0, 0, 0, 1, 0xdb8, 0xffff);
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const long = groups.map((each) => each.toString(16)).join(':');
        const bytes = Uint8Array.from(groups.flatMap((each) => [each >> 8, each & 0xff]));
        expect(`[${ipv6Text(bytes)}]`).toBe(new URL(`http://[${long}]/`).hostname);
      }),
      { seed: 5952 },
    );
  });
});
