import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { HpackDecoder } from '#core/http2/hpack.ts';
import { decodeHuffman } from '#core/http2/huffman.ts';

const read = (decoder: HpackDecoder, hex: string): string[] | null =>
  decoder.decode(fromHex(hex))?.map(({ name, value }) => `${name}: ${value}`) ?? null;

/** RFC 7541 §C: field blocks of one connection, and the fields in each. */
const EXAMPLES = [
  {
    section: 'C.2',
    blocks: [
      ['400a637573746f6d2d6b65790d637573746f6d2d686561646572', ['custom-key: custom-header']],
      ['040c2f73616d706c652f70617468', [':path: /sample/path']],
      ['100870617373776f726406736563726574', ['password: secret']],
      ['82', [':method: GET']],
    ],
  },
  {
    section: 'C.3',
    blocks: [
      [
        '828684410f7777772e6578616d706c652e636f6d',
        [':method: GET', ':scheme: http', ':path: /', ':authority: www.example.com'],
      ],
      [
        '828684be58086e6f2d6361636865',
        [
          ':method: GET',
          ':scheme: http',
          ':path: /',
          ':authority: www.example.com',
          'cache-control: no-cache',
        ],
      ],
      [
        '828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565',
        [
          ':method: GET',
          ':scheme: https',
          ':path: /index.html',
          ':authority: www.example.com',
          'custom-key: custom-value',
        ],
      ],
    ],
  },
  {
    section: 'C.4',
    blocks: [
      [
        '828684418cf1e3c2e5f23a6ba0ab90f4ff',
        [':method: GET', ':scheme: http', ':path: /', ':authority: www.example.com'],
      ],
      [
        '828684be5886a8eb10649cbf',
        [
          ':method: GET',
          ':scheme: http',
          ':path: /',
          ':authority: www.example.com',
          'cache-control: no-cache',
        ],
      ],
      [
        '828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf',
        [
          ':method: GET',
          ':scheme: https',
          ':path: /index.html',
          ':authority: www.example.com',
          'custom-key: custom-value',
        ],
      ],
    ],
  },
  {
    // With a table of 256 bytes, from which entries are evicted.
    section: 'C.6',
    blocks: [
      [
        '3fe101488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3',
        [
          ':status: 302',
          'cache-control: private',
          'date: Mon, 21 Oct 2013 20:13:21 GMT',
          'location: https://www.example.com',
        ],
      ],
      [
        '4883640effc1c0bf',
        [
          ':status: 307',
          'cache-control: private',
          'date: Mon, 21 Oct 2013 20:13:21 GMT',
          'location: https://www.example.com',
        ],
      ],
      [
        '88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007',
        [
          ':status: 200',
          'cache-control: private',
          'date: Mon, 21 Oct 2013 20:13:22 GMT',
          'location: https://www.example.com',
          'content-encoding: gzip',
          'set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1',
        ],
      ],
    ],
  },
] as const;

test.each(EXAMPLES)('the examples of RFC 7541 §$section are decoded', ({ blocks }) => {
  const decoder = new HpackDecoder();
  for (const [hex, fields] of blocks) expect(read(decoder, hex)).toEqual(fields);
});

describe('what isn’t HPACK', () => {
  test.each([
    { name: 'index 0', hex: '80' },
    { name: 'an index beyond the tables', hex: 'ff00' },
    { name: 'a string that is cut', hex: '4003616263' },
    { name: 'an integer without its end', hex: 'ffffff' },
    { name: 'an integer that is too large', hex: 'ffffffffffffffff7f' },
    { name: 'a table that is too large', hex: '3fe1ffff7f' },
    { name: 'a filling of zeros', hex: '0082f1e38100' },
    { name: 'the code for the end of a string', hex: '0084ffffffff8100' },
  ])('is refused, and nothing after it is decoded: $name', ({ hex }) => {
    const decoder = new HpackDecoder();
    expect(decoder.decode(fromHex(hex))).toBeNull();
    expect(decoder.decode(fromHex('82'))).toBeNull();
  });

  test('never makes decoding fail, however it looks', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (blocks) => {
        const decoder = new HpackDecoder();
        for (const block of blocks) decoder.decode(block);
        for (const block of blocks) decodeHuffman(block);
      }),
    );
  });

  test('can’t fill the memory by naming a long entry again and again', () => {
    const decoder = new HpackDecoder();
    const long = `7f81ff00${'61'.repeat(255)}`;
    decoder.decode(fromHex('3fe1ff3f'));
    decoder.decode(fromHex(`400161${long}`));
    const again = new Uint8Array(200_000).fill(0xbe);
    expect(decoder.decode(again)).toBeNull();
  });
});
