import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { serverGoodbye } from '#core/scenarios/server-goodbye.ts';
import { parseAddress, printAddress } from '#core/sharing/address.ts';
import {
  changedParameters,
  readLearnLink,
  recordingProblems,
  toLearnQuery,
} from '#core/sharing/learn-link.ts';
import type { LearnLinkProblem } from '#core/sharing/learn-link-problem.ts';
import type { ParameterValues } from '#core/scenarios/parameters.ts';
import type { Alteration, Tampering } from '#core/simulation/tampering.ts';

const read = (text: string) => {
  const { query, repeated } = parseAddress(`#/learn/hello-and-goodbye?${text}`);
  return readLearnLink(query, helloAndGoodbye, repeated);
};
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
    problems: [],
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
    const { values, problems } = read(text);
    expect(values[parameter as keyof ParameterValues]).toEqual(taken);
    const given = text.split('=')[1];
    expect(problems).toEqual([{ kind: 'adjusted', parameter, given, taken, reason }]);
  });

  test('counts the last time if its name occurs repeatedly', () => {
    const { values, problems } = read('latency=5&sender=server&latency=6');
    expect(values).toMatchObject({ latencyMs: 6, sender: 'server' });
    expect(problems).toEqual([{ kind: 'repeated-parameter', name: 'latency', given: '5' }]);
  });

  test.each([
    { text: 'delay=9', name: 'delay', given: '9' },
    { text: 'proxy=forwards', name: 'proxy', given: 'forwards' },
    { text: 'toString', name: 'toString', given: '' },
    { text: '=1', name: '', given: '1' },
  ])('$text is no parameter of the scenario', ({ text, name, given }) => {
    const { values, problems } = read(text);
    expect(values).toEqual(helloAndGoodbye.defaults);
    expect(problems).toEqual([{ kind: 'unknown-parameter', name, given }]);
  });

  test('is only what the link asks for, and not what follows from it', () => {
    expect(read('closer=server&code=1001').problems).toEqual([]);
    expect(readLearnLink(new Map([['closer', 'client']]), serverGoodbye).problems).toEqual([]);
    expect(read('embed&embed=1&latency=5').problems).toEqual([]);
  });
});

describe('a close reason', () => {
  test('is not sent without a code', () => {
    const { values, problems } = read('code=none&reason=foo');
    expect(values).toMatchObject({ closeCode: null, closeReason: 'foo' });
    expect(problems).toEqual([{ kind: 'reason-without-code', given: 'foo' }]);
  });

  test('that is not sent may also be too long', () => {
    const given = 'x'.repeat(124);
    expect(read(`code=none&reason=${given}`).problems).toEqual([
      { kind: 'reason-without-code', given },
    ]);
  });

  test.each(['code=none', 'code=none&reason=', 'code=1000&reason=foo'])('is fine in %s', (text) => {
    expect(read(text).problems).toEqual([]);
  });
});

test('a recording can’t be changed, but embedded', () => {
  const { query } = parseAddress('#/learn/recorded?latency=5&embed&tamper=a:lose');
  expect(recordingProblems(query)).toEqual([{ kind: 'recording', names: ['latency', 'tamper'] }]);
  expect(recordingProblems(new Map([['embed', '']]))).toEqual([]);
});

test('changed parameters are those that differ from the defaults', () => {
  const { values } = read('latency=200&message=Hello&code=3000&nonce=00');
  expect(changedParameters(values, helloAndGoodbye)).toEqual(['closeCode', 'latencyMs']);
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
      expect(again.values).toEqual({ ...helloAndGoodbye.defaults, ...values });
      expect(again.tampering).toEqual(tampering);
      const isUnsent = values.closeCode === null && values.closeReason !== '';
      expect(again.problems.map(({ kind }) => kind)).toEqual(
        isUnsent ? ['reason-without-code'] : [],
      );
    }),
    { seed: 5 },
  );
});

/** The parts of the link that a problem names. */
function partsOf(problem: LearnLinkProblem): string[] {
  switch (problem.kind) {
    case 'too-many-segments':
      return [...problem.given];
    case 'unknown-parameter':
    case 'repeated-parameter':
      return [`${problem.name}=${problem.given}`];
    default:
      return 'given' in problem ? [problem.given] : [];
  }
}

test('each part that is not used unchanged is reported exactly once', () => {
  /** Texts that occur nowhere else in the link, so that a report can only mean one part. */
  const tag = fc.integer({ min: 100, max: 999 });
  const usable = fc.oneof(
    fc.constantFrom('latency=30', 'latency=2000', 'sender=server', 'message=', 'type=binary'),
    fc.constantFrom('code=1000', 'code=3000', 'key=00000000'),
  );
  const unusable = fc.oneof(
    tag.map((text) => `unknown-${text}=${text}`),
    tag.map((text) => `latency=${text}000`),
    tag.map((text) => `latency=-${text}`),
    tag.map((text) => `latency=${text}.5`),
    tag.map((text) => `sender=nobody-${text}`),
    tag.map((text) => `type=${text}`),
    tag.map((text) => `key=${text}`),
    tag.map((text) => `code=${text}`),
    tag.map((text) => `reason=${text.toString().repeat(50)}`),
  );
  const pair = fc.oneof(
    usable.map((text) => ({ text, isUsable: true })),
    unusable.map((text) => ({ text, isUsable: false })),
  );
  const segment = fc.oneof(
    fc
      .tuple(tag, fc.constantFrom('lose', 'sever', 'delay:60000', 'cut:3', 'replace:8100'))
      .map(([text, alteration]) => ({ text: `server-text-${text}:${alteration}`, isUsable: true })),
    fc
      .tuple(tag, fc.constantFrom('', 'burn', 'delay:-1', 'delay:99999', 'cut', 'lose:1'))
      .map(([text, alteration]) => ({
        text: `client-text-${text}:${alteration}`,
        isUsable: false,
      })),
    tag.map((text) => ({ text: `A${text}:lose`, isUsable: false })),
  );
  const nameOf = (text: string) => text.replace(/[=:].*/, '');
  fc.assert(
    fc.property(
      fc.uniqueArray(pair, { selector: ({ text }) => nameOf(text), maxLength: 9 }),
      fc.uniqueArray(segment, { selector: ({ text }) => nameOf(text), maxLength: 16 }),
      (pairs, segments) => {
        const tamper = segments.map(({ text }) => text).join(',');
        const query = [...pairs.map(({ text }) => text), `tamper=${tamper}`].join('&');
        const expected = [
          ...pairs.map(({ text, isUsable }) => ({
            text: text.startsWith('unknown') ? text : text.replace(/.*=/, ''),
            isUsable,
          })),
          ...segments,
        ].filter(({ isUsable }) => !isUsable);
        const reported = read(query).problems.flatMap(partsOf);
        expect(reported.toSorted()).toEqual(expected.map(({ text }) => text).toSorted());
      },
    ),
    { seed: 7, numRuns: 300 },
  );
});

test('no text throws, and whatever is taken can be acted out', () => {
  const part = fc.tuple(
    fc.oneof(fc.constantFrom('tamper', 'message', 'code', 'key', 'latency', 'reason'), fc.string()),
    fc.oneof(fc.string(), fc.constantFrom('none', '1000', 'a:lose', '__proto__', '%', '%ff')),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const text = parts.map(([name, value]) => `${name}=${value}`).join('&');
      const { values, tampering, problems } = read(text);
      expect(helloAndGoodbye.script(values).acts).toHaveLength(4);
      const again = read(print(values, tampering).split('?')[1] ?? '');
      expect(again).toMatchObject({ values, tampering });
      const { query, repeated = [] } = parseAddress(`#/learn?${text}`);
      const segments = (query.get('tamper') ?? '').split(',').length;
      expect(problems.length).toBeLessThanOrEqual(query.size + repeated.length + segments);
      expect(new Set(problems).size).toBe(problems.length);
    }),
    { seed: 6 },
  );
});
