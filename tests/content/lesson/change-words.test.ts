import { expect, test } from 'vitest';
import { changesText } from '#content/lesson/change-words.ts';
import { answers } from '#core/scenarios/answers.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Scenario } from '#core/scenarios/scenario.ts';
import { parseAddress } from '#core/sharing/address.ts';
import { readLearnLink } from '#core/sharing/learn-link.ts';

const textOf = (text: string, scenario: Scenario = helloAndGoodbye) =>
  changesText(readLearnLink(parseAddress(`#/learn?${text}`).query, scenario), scenario);

test.each([
  ['', null],
  ['latency=20&message=Hello', null],
  ['latency=2000', 'Changed: latency 2,000\u00a0ms'],
  ['closer=server&code=1001', 'Changed: closed by the server, close code 1001'],
  ['code=none&reason=foo', 'Changed: no code'],
  ['message=Hi&type=binary', 'Changed: message “Hi”, type “binary”'],
  ['key=00000000', 'Changed: masking key 00 00 00 00'],
  ['tamper=a:lose', 'Changed: “a” is lost'],
  ['tamper=a:sever', 'Changed: the connection is lost at “a”'],
  ['tamper=a:delay:500,b:cut:1', 'Changed: “a” is delayed by 500 ms, “b” is cut to 1 byte'],
  ['latency=30&tamper=a:replace:00', 'Changed: latency 30\u00a0ms; “a” has other bytes'],
  [
    'tamper=a:lose,b:lose,c:lose,d:lose,e:lose,f:lose',
    'Changed: “a” is lost, “b” is lost, “c” is lost, “d” is lost, 2 more',
  ],
])('%s', (text, expected) => {
  expect(textOf(text)).toBe(expected);
});

test('a choice is quoted, because its words may contain commas', () => {
  expect(textOf('answer=401', answers)).toMatch(/^Changed: response “401, [^”]+”$/);
});
