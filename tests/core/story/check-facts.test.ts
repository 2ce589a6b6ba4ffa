import { describe, expect, test } from 'vitest';
import { inflateRawSync, constants } from 'node:zlib';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { checkFacts, type CheckFacts } from '#core/story/check-facts.ts';
import { VARIANTS } from '../scenarios/variants.ts';

function factsOf(variant: string, stepId: string, maxSize = 256): CheckFacts | null {
  const { story } = VARIANTS.find(({ name }) => name === variant)!;
  const step = story.steps.find(({ id }) => id === stepId);
  if (step === undefined) throw new Error(`expected a step ${stepId}, got none`);
  return checkFacts(step, story, maxSize);
}

describe('the first scenario', () => {
  const facts = (stepId: string, maxSize?: number) => factsOf('hello-and-goodbye', stepId, maxSize);

  test('request and response have the key, and the accept value that the RFC computes', () => {
    const key = 'dGhlIHNhbXBsZSBub25jZQ==';
    expect(facts('request')).toEqual({ kind: 'key', key });
    const accept = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
    expect(facts('response')).toEqual({ kind: 'accept', key, accept });
  });

  test('a masked text has its key, and a server’s has none', () => {
    const client = facts('client-text-1');
    expect(client).toMatchObject({ kind: 'payload', text: 'Hello', bytes: toUtf8('Hello') });
    expect(client?.kind === 'payload' && client.maskingKey).toHaveLength(4);
    expect(facts('server-text-1')).toMatchObject({ maskingKey: null, wire: toUtf8('Hello') });
  });

  test('a Close has its code and reason', () => {
    expect(facts('client-close-1')).toMatchObject({ kind: 'close', code: 1000, reason: 'done' });
  });

  test('signals have nothing to compute, and neither has a payload over the limit', () => {
    expect(facts('tcp-syn')).toBeNull();
    expect(facts('client-text-1', 5)).not.toBeNull();
    expect(facts('client-text-1', 4)).toBeNull();
  });
});

test('a payload over the limit leaves the length in the header', () => {
  const facts = factsOf('three-lengths', 'server-binary-2', 100);
  expect(facts).toMatchObject({ kind: 'length', form: 16, value: 126 });
  expect(facts?.kind === 'length' && facts.header).toHaveLength(4);
});

test('binary data is never taken for text', () => {
  expect(factsOf('three-lengths', 'server-binary-1')).toMatchObject({
    kind: 'payload',
    text: null,
  });
});

describe('a compressed message', () => {
  test.each([
    { variant: 'compressed, takeover', count: 2 },
    { variant: 'compressed, no-takeover', count: 1 },
  ])('$variant: is inflated with the data that it can refer to', ({ variant, count }) => {
    const facts = factsOf(variant, 'server-text-2');
    if (facts?.kind !== 'inflation') throw new Error('expected facts on inflation');
    expect(facts.inflated).toHaveLength(count);
    const inflated = inflateRawSync(facts.deflated, { finishFlush: constants.Z_SYNC_FLUSH });
    expect(inflated.toString()).toBe(facts.inflated.map(fromUtf8).join(''));
  });
});

test('a refused handshake has no accept value', () => {
  const refused = VARIANTS.flatMap(({ story }) =>
    story.steps
      .filter(({ unit }) => unit?.kind === 'response' && unit.head.startLine.status !== 101)
      .map((step) => checkFacts(step, story, 256)),
  );
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused)).toEqual(new Set([null]));
});
