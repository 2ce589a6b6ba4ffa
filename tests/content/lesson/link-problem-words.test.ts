import { expect, test } from 'vitest';
import { linkProblemText } from '#content/lesson/link-problem-words.ts';
import type { LearnLinkProblem } from '#core/sharing/learn-link-problem.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { parseAddress } from '#core/sharing/address.ts';
import { readLearnLink } from '#core/sharing/learn-link.ts';

/** The sentences about a link to “Hello, and goodbye”. */
function textsOf(text: string): string[] {
  const { query, repeated } = parseAddress(`#/learn?${text}`);
  return readLearnLink(query, helloAndGoodbye, repeated).problems.map(linkProblemText);
}

test.each([
  [
    'latency=99999',
    'Latency “99999” is too large, so 2,000\u00a0ms is used. Choose 1 to 2,000\u00a0ms.',
  ],
  ['latency=0', 'Latency “0” is too small, so 1\u00a0ms is used. Choose 1 to 2,000\u00a0ms.'],
  [
    'latency=2.5',
    'Latency “2.5” isn’t a whole number, so 3\u00a0ms is used. Choose a whole number.',
  ],
  [
    'latency=soon',
    'Latency “soon” isn’t possible, so 20\u00a0ms is used. Choose 1 to 2,000\u00a0ms.',
  ],
  [
    'sender=nobody',
    'Sent by “nobody” isn’t possible, so the browser is used. Choose another value under “Change the scenario”.',
  ],
  [
    'key=37fa',
    'Masking key “37fa” isn’t 4 bytes in hex, so 37 fa 21 3d is used. Write 8 hex digits.',
  ],
  [
    `reason=${'x'.repeat(200)}`,
    `Reason “${'x'.repeat(40)}…” is too long, so its end is cut off. Use at most 123 bytes of UTF-8.`,
  ],
  [
    'code=1006',
    'Close code “1006” must not be sent, so 1000 is used. Choose another value under “Change the scenario”.',
  ],
  [
    'code=1001',
    'Close code “1001” can’t be sent by a page, so 1000 is used. Choose 1000, 3000 to 4999, or let the server close.',
  ],
  [
    'closer=server&code=1010',
    'Close code “1010” is only sent by clients, so 1000 is used. Choose another value under “Change the scenario”.',
  ],
  [
    'code=none&reason=foo',
    'Close reason “foo” isn’t sent, because a Close frame without a code can’t contain one. Choose a close code.',
  ],
  [
    'foo=1',
    '“foo=1” isn’t a setting of this scenario, so it is ignored. Choose one under “Change the scenario”.',
  ],
  [
    'latency=5&latency=6',
    'The link contains “latency” again later, so “5” is ignored. Keep only one.',
  ],
  [
    'tamper=A:lose',
    '“A:lose” doesn’t begin with the name of a segment, so it is ignored. Use a name such as “client-text-1”.',
  ],
  [
    'tamper=foo:bar',
    '“foo:bar” can’t be done to a segment, so it is ignored. Use “lose”, “sever”, “delay:500”, “cut:3” or “replace:8100”.',
  ],
  [
    'tamper=a:lose,a:sever',
    'The link changes the same segment again later, so “a:lose” is ignored. Keep only one.',
  ],
  [
    'tamper=a:delay:99999',
    '“a:delay:99999” delays a segment too long, so 60,000\u00a0ms is used. Choose at most 60,000\u00a0ms.',
  ],
])('%s', (text, sentence) => {
  expect(textsOf(text)).toEqual([sentence]);
});

test('of too many segments, the first three are named', () => {
  const parts = (count: number) => Array.from({ length: count }, (_, index) => `s${index}:lose`);
  expect(textsOf(`tamper=${parts(17).join(',')}`)).toEqual([
    'At most 16 segments can be changed, so “s16:lose” is ignored. Remove some.',
  ]);
  expect(textsOf(`tamper=${parts(21).join(',')}`)).toEqual([
    'At most 16 segments can be changed, so “s16:lose”, “s17:lose”, “s18:lose” and 2 more are ignored. Remove some.',
  ]);
});

const segment = 'client-text-1';

test.each<[LearnLinkProblem, string]>([
  [
    { kind: 'recording', names: ['latency', 'tamper'] },
    'A recording can’t be changed, so “latency” and “tamper” are ignored. Choose a scenario instead.',
  ],
  [
    { kind: 'unknown-segment', segment },
    'This scenario has no segment “client-text-1”, so nothing happens to it. Use the name of a step that sends bytes.',
  ],
  [
    { kind: 'unsent-segment', segment },
    'With these changes, “client-text-1” is never sent, so nothing happens to it. Undo another change, or choose another segment.',
  ],
  [
    { kind: 'no-bytes', segment },
    '“client-text-1” contains no bytes, so nothing is cut or replaced. Lose or delay it instead.',
  ],
  [
    { kind: 'cut-beyond-end', segment, keep: 1200, size: 1 },
    '“client-text-1” contains only 1 byte, so keeping 1,200 cuts nothing. Keep fewer.',
  ],
])('%o', (problem, sentence) => {
  expect(linkProblemText(problem)).toBe(sentence);
});
