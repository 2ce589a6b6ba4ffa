import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { parseAddress, printAddress } from '#core/sharing/address.ts';
import { readLearnLink, toLearnQuery } from '#core/sharing/learn-link.ts';
import type { ParameterValues } from '#core/scenarios/parameters.ts';
import type { Alteration, Tampering } from '#core/simulation/tampering.ts';

const read = (text: string) =>
  readLearnLink(parseAddress(`#/learn/hello-and-goodbye?${text}`).query, helloAndGoodbye);
const print = (values: Partial<ParameterValues>, tampering: Tampering = new Map()) =>
  printAddress({
    page: 'learn',
    path: ['hello-and-goodbye'],
    query: toLearnQuery({ values, tampering }, helloAndGoodbye),
  });

test('what is as at first makes no query', () => {
  expect(print(helloAndGoodbye.defaults)).toBe('#/learn/hello-and-goodbye');
  expect(read('')).toEqual({
    values: helloAndGoodbye.defaults,
    tampering: new Map(),
    corrections: [],
  });
});

test('what was changed is legible', () => {
  const tampering: Tampering = new Map<string, Alteration>([
    ['client-text-1', { kind: 'lose' }],
    ['server-text-1', { kind: 'delay', byMs: 500 }],
    ['server-ping-1', { kind: 'cut', keep: 3 }],
    ['response', { kind: 'replace', bytes: fromHex('8100') }],
    ['client-close-1', { kind: 'sever' }],
  ]);
  expect(print({ message: 'Grüße', closeCode: null, latencyMs: 300 }, tampering)).toBe(
    '#/learn/hello-and-goodbye?message=Gr%C3%BC%C3%9Fe&code=none&latency=300' +
      '&tamper=client-text-1:lose,server-text-1:delay:500,server-ping-1:cut:3,response:replace:8100,client-close-1:sever',
  );
});

describe('a value that can’t be taken', () => {
  test.each([
    { text: 'latency=0', parameter: 'latencyMs', taken: 1, reason: 'below' },
    { text: 'latency=1e9', parameter: 'latencyMs', taken: 2000, reason: 'above' },
    { text: 'latency=20.4', parameter: 'latencyMs', taken: 20, reason: 'rounded' },
    { text: 'latency=soon', parameter: 'latencyMs', taken: 20, reason: 'unreadable' },
    { text: 'sender=nobody', parameter: 'sender', taken: 'client', reason: 'unreadable' },
    { text: 'code=1006', parameter: 'closeCode', taken: 1000, reason: 'not-sendable' },
    { text: 'code=1001', parameter: 'closeCode', taken: 1000, reason: 'not-for-a-page' },
    { text: 'key=37fa', parameter: 'maskingKey', taken: fromHex('37fa213d'), reason: 'unreadable' },
    {
      text: `reason=${'x'.repeat(124)}`,
      parameter: 'closeReason',
      taken: 'x'.repeat(123),
      reason: 'too-long',
    },
    {
      text: `reason=${'€'.repeat(42)}`,
      parameter: 'closeReason',
      taken: '€'.repeat(41),
      reason: 'too-long',
    },
  ])('$text is reported, and $taken used instead', ({ text, parameter, taken, reason }) => {
    const { values, corrections } = read(text);
    expect(values[parameter as keyof ParameterValues]).toEqual(taken);
    expect(corrections).toEqual([{ parameter, given: text.split('=')[1], taken, reason }]);
  });

  test.each([
    'client-text-1',
    'client-text-1:burn',
    'x:delay:-1',
    'x:cut:',
    'x:replace:0',
    ':lose',
    'A:lose',
  ])('tampering by %s is reported and ignored', (given) => {
    const { tampering, corrections } = read(`tamper=${given}`);
    expect([...tampering]).toEqual([]);
    expect(corrections).toEqual([
      { parameter: 'tampering', given, taken: null, reason: 'unreadable' },
    ]);
  });
});

test('a server can close with 1001', () => {
  expect(read('closer=server&code=1001').corrections).toEqual([]);
});

test('what is written is read again', () => {
  const alteration = fc.oneof<fc.Arbitrary<Alteration>[]>(
    fc.constant({ kind: 'lose' }),
    fc.constant({ kind: 'sever' }),
    fc.nat(60_000).map((byMs) => ({ kind: 'delay', byMs })),
    fc.nat(5000).map((keep) => ({ kind: 'cut', keep })),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => ({ kind: 'replace', bytes })),
  );
  const link = fc.record({
    values: fc.record({
      message: fc.string({ unit: 'grapheme', maxLength: 100 }),
      messageType: fc.constantFrom('text' as const, 'binary' as const),
      sender: fc.constantFrom('client' as const, 'server' as const),
      closer: fc.constant('server' as const),
      closeCode: fc.constantFrom(null, 1000, 1001, 3000, 4999),
      closeReason: fc.string({ maxLength: 30 }),
      latencyMs: fc.integer({ min: 1, max: 2000 }),
      nonce: fc.uint8Array({ minLength: 16, maxLength: 16 }),
      maskingKey: fc.uint8Array({ minLength: 4, maxLength: 4 }),
    }),
    tampering: fc
      .array(fc.tuple(fc.constantFrom('request', 'client-text-1', 'tcp-syn'), alteration), {
        maxLength: 3,
      })
      .map((pairs): Tampering => new Map(pairs)),
  });
  fc.assert(
    fc.property(link, ({ values, tampering }) => {
      const again = read(print(values, tampering).split('?')[1] ?? '');
      expect(again).toEqual({ values, tampering, corrections: [] });
    }),
    { seed: 5 },
  );
});

test('no text throws, and whatever is taken can be acted out', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('tamper', 'message', 'code', 'key', 'latency'),
      fc.string(),
      (name, text) => {
        const { values } = readLearnLink(new Map([[name, text]]), helloAndGoodbye);
        expect(helloAndGoodbye.script(values).acts).toHaveLength(4);
      },
    ),
    { seed: 6 },
  );
});
