import { describe, expect, test } from 'vitest';
import {
  checkParameters,
  decodeAnswer,
  decodeOffer,
  encodeAnswer,
  encodeOffer,
  findParameter,
  isPermessageDeflate,
  PLAIN_OFFER,
} from '#core/protocol/compression/deflate-parameters.ts';
import type { FoundExtension } from '#core/protocol/compression/extension-list.ts';

/** Parameters as "name" or "name=value", each 10 bytes after the one before. */
function extensionOf(...parameters: string[]): FoundExtension {
  return {
    name: 'permessage-deflate',
    range: { start: 0, end: 200 },
    parameters: parameters.map((text, index) => {
      const [name = '', value = null] = text.split('=');
      return { name, value, range: { start: index * 10, end: index * 10 + 5 } };
    }),
  };
}

const idsOf = (extension: FoundExtension, origin: 'offer' | 'answer') =>
  checkParameters(extension, origin).map(({ id, range }) => `${id} ${range.start / 8}`);

test('the name is compared with case', () => {
  expect(isPermessageDeflate({ name: 'permessage-deflate', parameters: [] })).toBe(true);
  expect(isPermessageDeflate({ name: 'Permessage-Deflate', parameters: [] })).toBe(false);
});

describe('parameters', () => {
  test('that are absent are off', () => {
    expect(decodeOffer(extensionOf())).toEqual(PLAIN_OFFER);
    expect(decodeAnswer(extensionOf())).toEqual(PLAIN_OFFER);
    expect(encodeOffer(PLAIN_OFFER)).toEqual({ name: 'permessage-deflate', parameters: [] });
  });

  test('are decoded and encoded again', () => {
    const texts = [
      'server_no_context_takeover',
      'client_no_context_takeover',
      'server_max_window_bits=8',
      'client_max_window_bits=15',
    ];
    const extension = extensionOf(...texts);
    const decoded = {
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      serverMaxWindowBits: 8,
      clientMaxWindowBits: 15,
    };
    expect(decodeOffer(extension)).toEqual(decoded);
    expect(decodeAnswer(extension)).toEqual(decoded);
    const encoded = encodeAnswer(decoded).parameters.map(({ name, value }) =>
      value === null ? name : `${name}=${value}`,
    );
    expect(encoded).toEqual(texts);
    expect(idsOf(extension, 'offer')).toEqual([]);
    expect(idsOf(extension, 'answer')).toEqual([]);
  });

  test('client_max_window_bits without a value is an offer, not an answer', () => {
    const extension = extensionOf('client_max_window_bits');
    expect(decodeOffer(extension).clientMaxWindowBits).toBe('any');
    expect(encodeOffer(decodeOffer(extension)).parameters).toEqual([
      { name: 'client_max_window_bits', value: null },
    ]);
    expect(decodeAnswer(extension).clientMaxWindowBits).toBeNull();
    expect(idsOf(extension, 'offer')).toEqual([]);
    expect(idsOf(extension, 'answer')).toEqual(['compression.answer-value 0']);
  });

  test.each(['7', '16', '08', '8.0', '', ' 9', '1', '100'])(
    'window bits "%s" are no value',
    (value) => {
      for (const name of ['server_max_window_bits', 'client_max_window_bits']) {
        const extension = extensionOf(`${name}=${value}`);
        expect(idsOf(extension, 'offer')).toEqual(['compression.offer-value 0']);
        expect(idsOf(extension, 'answer')).toEqual(['compression.answer-value 0']);
        expect(decodeOffer(extension)).toEqual(PLAIN_OFFER);
      }
    },
  );

  test.each([
    { texts: ['server_no_context_takeover=1'], id: 'value 0' },
    { texts: ['client_no_context_takeover=true'], id: 'value 0' },
    { texts: ['server_max_window_bits'], id: 'value 0' },
    { texts: ['level=9'], id: 'parameter-unknown 0' },
    {
      texts: ['client_no_context_takeover', 'client_no_context_takeover'],
      id: 'parameter-repeated 10',
    },
  ])('$texts break a rule', ({ texts, id }) => {
    expect(idsOf(extensionOf(...texts), 'offer')).toEqual([`compression.offer-${id}`]);
    expect(idsOf(extensionOf(...texts), 'answer')).toEqual([`compression.answer-${id}`]);
  });

  test('a flag with a value does not count', () => {
    const extension = extensionOf('server_no_context_takeover=1', 'client_no_context_takeover=1');
    expect(decodeOffer(extension)).toEqual(PLAIN_OFFER);
  });

  test('are found by name, the first of them', () => {
    const extension = extensionOf('a=1', 'b=2', 'b=3');
    expect(findParameter(extension, 'b')?.value).toBe('2');
    expect(findParameter(extension, 'c')).toBeUndefined();
  });

  test.each([7, 16, 9.5])('%d window bits are not written', (bits) => {
    expect(() => encodeOffer({ ...PLAIN_OFFER, serverMaxWindowBits: bits })).toThrow(
      `expected 8 to 15 window bits, got ${bits}`,
    );
  });
});
