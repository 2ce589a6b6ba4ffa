/** From Learn's opening, the answers of an exam are two actions away, and in sight. */

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { open, toolButton, type Tool } from './learn-page.ts';

type Chapter = 'Handshake' | 'Connection' | 'Data transfer' | 'Closure';

type Action = { readonly press: Tool } | { readonly unfold: `Good to know: ${Chapter}` };

const goodToKnow = (chapter: Chapter): readonly [Action, Action] => [
  { press: 'More' },
  { unfold: `Good to know: ${chapter}` },
];

const handshake = goodToKnow('Handshake');
const connection = goodToKnow('Connection');
const data = goodToKnow('Data transfer');
const closure = goodToKnow('Closure');

/** A question, the actions that lead to its answer, and what is read there. */
const QUESTIONS: readonly (readonly [string, readonly Action[], ...RegExp[]])[] = [
  ['first two bytes of a server’s “Hello”', data, /“Hello” from a server is 81 05 and the text/],
  [
    'size of a browser’s “Hello”',
    data,
    /From a browser it is 81 85, a masking key and the masked text: 11 bytes \(2 \+ 4 \+ 5\)/,
  ],
  [
    'a server’s header for 125, 126 and 65,536 bytes',
    data,
    /0–125 bytes\s*2 bytes/,
    /126–65,535 bytes\s*4 bytes/,
    /65,536 bytes or more\s*10 bytes/,
  ],
  [
    'a client’s header',
    data,
    /0–125 bytes\s*2 bytes\s*6 bytes/,
    /126–65,535 bytes\s*4 bytes\s*8 bytes/,
    /65,536 bytes or more\s*10 bytes\s*14 bytes/,
  ],
  [
    'the header of 63 “é”',
    data,
    /“é” has two in UTF-8, so 63 of them are 126 bytes\. Their header from a server has 4 bytes/,
  ],
  ['how 124 is written', data, /For 124, that is 7c\. The longer form 7e 00 7c is not allowed/],
  ['a masked “o”', data, /“o” is 6f, so 6f XOR 37 = 58 is sent/],
  [
    'what masking protects',
    data,
    /protects proxies from cache poisoning.*doesn’t protect from eavesdropping/,
  ],
  ['masking over wss', data, /must mask its frames over wss, too/],
  [
    'an unmasked frame of a client',
    data,
    /the server must close the connection\. It may send a Close frame with 1002/,
  ],
  [
    'the accept value',
    handshake,
    /For the key dGhlIHNhbXBsZSBub25jZQ==.* the accept value is s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/,
  ],
  ['whether the key is decoded', handshake, /The server doesn’t decode the key/],
  [
    'the last letter of a key',
    handshake,
    /is one of A, Q, g, w.* An example in the RFC ends with PEC==\. It should end with PEA==/,
  ],
  [
    'a redirect',
    handshake,
    /If the server answers 302, a browser doesn’t follow it\. The page gets error, then close with 1006/,
  ],
  [
    'the bytes of a Close frame',
    closure,
    /a server sends 88 05 03 e8 62 79 65\. With the key 37 fa 21 3d, a client sends 88 85 37 fa 21 3d 34 12 43 44 52/,
  ],
  ['close(1001) in a page', closure, /socket\.close\(1001\) throws an InvalidAccessError/],
  [
    'the longest reason',
    closure,
    /at most 123 bytes.*So 41 “€” fit \(123 bytes\)\. With 42, close\(\) throws/,
  ],
  [
    'an empty Close frame',
    closure,
    /event\.code is 1005\. If the closing handshake completes, event\.wasClean is true/,
  ],
  [
    'a lost connection',
    closure,
    /the page gets 1006 as soon as its browser notices\. .*never on the wire/,
  ],
  ['a Ping of 126 bytes', data, /A Ping with 126 is a protocol error/],
  [
    'a Ping between fragments',
    data,
    /may send 01 03 48 65 6c, then 89 00, then 80 02 6c 6f.*answers with a Pong, and the page gets one message, “Hello”/,
  ],
  [
    'who closes TCP',
    closure,
    /the server should close TCP first\. Then it stays in TIME-WAIT.*Chromium waits 2 seconds/,
  ],
  [
    'WebSocket over HTTP/2',
    connection,
    /the status 200 opens a WebSocket\. There is no key and no accept value/,
  ],
  [
    'a compressed “Hello”',
    data,
    /makes 7 bytes of the 5 of “Hello”\. RSV1 is set, so a server’s frame begins with c1 07/,
  ],
  [
    'the delay of long polling and of polling',
    connection,
    /needs 50 ms if a request is waiting\. It needs about 150 ms.*With a poll per second, it needs 550 ms on average/,
  ],
];

/** Spaces may be of any kind. */
const spaced = ({ source }: RegExp) => new RegExp(source.replaceAll(' ', String.raw`\s+`));

async function act(page: Page, action: Action): Promise<void> {
  if ('unfold' in action) return page.locator('summary', { hasText: action.unfold }).click();
  return toolButton(page, action.press).click();
}

test('there are 25 questions', () => {
  expect(QUESTIONS).toHaveLength(25);
  expect(QUESTIONS.filter(([, actions]) => actions.length > 2)).toEqual([]);
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`each answer is two actions away, at ${width} × ${height}`, async ({ page, site }) => {
    // 25 questions, each in a lesson of its own.
    test.setTimeout(90_000);
    await page.setViewportSize({ width, height });
    await open(page, site, '#/learn');
    let done: readonly Action[] = [];
    for (const [question, actions, ...answers] of QUESTIONS) {
      await test.step(question, async () => {
        // Questions with the same way are asked together.
        if (actions !== done) {
          await open(page, site, '#/learn');
          for (const action of actions) await act(page, action);
          done = actions;
        }
        for (const answer of answers) {
          const place = page
            .locator('p, tr')
            .filter({ hasText: spaced(answer) })
            .first();
          await place.scrollIntoViewIfNeeded();
          await expect(place).toBeInViewport({ ratio: 1 });
        }
      });
    }
  });
}
