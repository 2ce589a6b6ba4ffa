import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { CONFORMANCE_CASE_IDS, conformanceBytes } from '#core/scenarios/conformance-cases.ts';
import { parseAddress } from '#core/sharing/address.ts';
import { MAX_LINK_CHARACTERS, readDecodeLink } from '#core/sharing/decode-link.ts';
import { hexLink } from '#core/sharing/hex-link.ts';

test.each(['client', 'server'] as const)(
  'Decode reads the bytes, and that they are from the %s',
  (sender) => {
    const { query } = parseAddress(hexLink(fromHex('81 05 48 65 6c 6c 6f'), sender));
    expect(readDecodeLink(query)).toMatchObject({
      link: {
        data: { kind: 'paste', text: '810548656c6c6f' },
        reading: 'hex',
        directions: `from-${sender}`,
      },
      problems: [],
    });
  },
);

test('every conformance case fits into a link', () => {
  for (const id of CONFORMANCE_CASE_IDS) {
    expect(hexLink(conformanceBytes(id), 'client').length).toBeLessThan(MAX_LINK_CHARACTERS);
  }
});
