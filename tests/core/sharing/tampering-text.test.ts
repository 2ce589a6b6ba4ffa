import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { MAX_REPLACEMENT, printTampering, readTampering } from '#core/sharing/tampering-text.ts';

describe('a part', () => {
  test.each([
    { given: ':lose', kind: 'unreadable-segment' },
    { given: 'A:lose', kind: 'unreadable-segment' },
    { given: `${'a'.repeat(62)}:lose`, kind: 'unreadable-segment' },
    { given: 'client-text-1', kind: 'unreadable-alteration' },
    { given: 'client-text-1:burn', kind: 'unreadable-alteration' },
    { given: 'foo:bar', kind: 'unreadable-alteration' },
    { given: 'x:lose:1', kind: 'unreadable-alteration' },
    { given: 'x:delay:-1', kind: 'unreadable-alteration' },
    { given: 'x:delay:1:2', kind: 'unreadable-alteration' },
    { given: 'x:cut:', kind: 'unreadable-alteration' },
    { given: `x:cut:${'9'.repeat(16)}`, kind: 'unreadable-alteration' },
    { given: 'x:replace:0', kind: 'unreadable-alteration' },
    { given: `x:replace:${'00'.repeat(MAX_REPLACEMENT + 1)}`, kind: 'unreadable-alteration' },
  ])('$given is reported and ignored', ({ given, kind }) => {
    const { tampering, problems } = readTampering(`a:lose,${given}`);
    expect([...tampering.keys()]).toEqual(['a']);
    expect(problems).toEqual([{ kind, given }]);
  });

  test.each([
    { given: 'x:delay:60000', alteration: { kind: 'delay', byMs: 60_000 } },
    { given: `x:cut:${'9'.repeat(15)}`, alteration: { kind: 'cut', keep: 999_999_999_999_999 } },
    { given: 'x:replace:', alteration: { kind: 'replace', bytes: fromHex('') } },
  ])('$given is used', ({ given, alteration }) => {
    expect(readTampering(given)).toEqual({ tampering: new Map([['x', alteration]]), problems: [] });
    expect(printTampering(readTampering(given).tampering)).toBe(given);
  });

  test.each(['60001', '9'.repeat(400)])('with a delay of %s ms is clamped', (ms) => {
    const given = `x:delay:${ms}`;
    expect(readTampering(given)).toEqual({
      tampering: new Map([['x', { kind: 'delay', byMs: 60_000 }]]),
      problems: [{ kind: 'delay-above', given, takenMs: 60_000 }],
    });
  });

  test('is ignored if its segment follows again', () => {
    const { tampering, problems } = readTampering('a:delay:70000,b:lose,a:sever');
    expect([...tampering]).toEqual([
      ['a', { kind: 'sever' }],
      ['b', { kind: 'lose' }],
    ]);
    expect(problems).toEqual([{ kind: 'repeated-segment', given: 'a:delay:70000' }]);
  });
});

test('only 16 segments can be tampered with, and one of them again', () => {
  const parts = Array.from({ length: 18 }, (_, index) => `s-${index}:lose`);
  const { tampering, problems } = readTampering([...parts, 's-0:sever'].join(','));
  expect(tampering.size).toBe(16);
  expect(tampering.get('s-0')).toEqual({ kind: 'sever' });
  expect(problems).toEqual([
    { kind: 'repeated-segment', given: 's-0:lose' },
    { kind: 'too-many-segments', given: ['s-16:lose', 's-17:lose'], max: 16 },
  ]);
});
