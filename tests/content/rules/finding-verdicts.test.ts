import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { RULES, type RuleId } from '#core/protocol/rules/rules.ts';
import { agreementWords, untriedWords, verdictsAbout } from '#content/rules/finding-verdicts.ts';
import { ODD_INPUTS } from '#content/rules/peer-verdicts-inputs.ts';

const firstLike = (rule: RuleId, sender: 'client' | 'server', hex: string) =>
  verdictsAbout(rule, { sender, bytes: fromHex(hex) })[0]?.id;

test('only browsers were not given an input, which only servers can get', () => {
  const untried = Object.values(ODD_INPUTS).flatMap(({ rule }) =>
    rule === null ? [] : verdictsAbout(rule).flatMap((verdicts) => verdicts.untried),
  );
  expect([...new Set(untried)]).toEqual(['chromium', 'firefox']);
  expect(untriedWords(['chromium', 'firefox'])).toBe(
    'Chromium and Firefox can’t receive it, because browsers read only a server’s frames.',
  );
});

describe('inputs that break a rule', () => {
  test.each(Object.keys(RULES) as RuleId[])('are all that were measured: %s', (rule) => {
    const expected = Object.values(ODD_INPUTS).filter((input) => input.rule === rule);
    expect(verdictsAbout(rule).map(({ input }) => input)).toEqual(expected);
  });

  test.each<[RuleId, 'client' | 'server', string, string]>([
    ['frame.reserved-bit', 'client', 'a185 00000000', 'rsv2'],
    ['frame.reserved-bit', 'client', '9185 00000000', 'rsv3'],
    ['frame.reserved-bit', 'server', 'c105 6e6f706521', 'rsv1'],
    ['frame.reserved-bit', 'server', 'c900', 'deflate-rsv1-on-ping'],
    ['close.code-not-sendable', 'client', '8882 37fa213d 3414', 'close-1006'],
    ['close.code-not-sendable', 'server', '8802 03ed', 'close-1005'],
    ['close.code-unassigned', 'client', '8882 00000000 0bb7', 'close-2999'],
  ])('come in the order of their likeness: %s, %s, %s', (rule, sender, hex, id) => {
    expect(firstLike(rule, sender, hex)).toBe(id);
  });

  test.each<[keyof typeof ODD_INPUTS, string]>([
    ['client-unmasked', 'All four fail the connection.'],
    ['bytes-after-close', '^ws, .* and Firefox accept it; Chromium fails the connection\\.$'],
    [
      'ping-after-close',
      '^ws, websocket-driver, wsproto, websockets \\(Python\\) and Firefox accept it; Chromium fails the connection\\.$',
    ],
    [
      'length-16-not-minimal',
      /^ws, websocket-driver and websockets \(Python\) accept it; .* fail the connection\.$/.source,
    ],
  ])('are summed up: %s', (id, words) => {
    const verdicts = verdictsAbout(ODD_INPUTS[id].rule!).find((found) => found.id === id)!;
    expect(agreementWords(verdicts)).toMatch(new RegExp(words));
  });
});
