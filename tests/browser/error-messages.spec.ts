/** Chromium prints the messages that are listed for it, for each example of their causes. */

import { expect, test, type Page } from '@playwright/test';
import {
  exampleOf,
  isExampleId,
  notFrameOf,
  type ExampleId,
} from '#content/reference/errors/error-examples.ts';
import { ERROR_MESSAGES } from '#content/reference/errors/error-messages.ts';
import { matchIn, patternsOf } from '#content/reference/errors/message-pattern.ts';
import { fieldOf, withServer } from '../content/reference/errors/library-runs.ts';

/** The reasons in its Close frames, which no console shows: the peers' table has them. */
const CLOSE_REASONS = [
  'Invalid reserved bit',
  'Unknown opcode',
  'Masked frame from server',
  'Unexpected continuation',
  'Previous data frame unfinished',
  'Invalid UTF-8 in text frame',
  'Invalid UTF-8 in Close frame',
  'WebSocket Protocol Error',
];

const MESSAGES = ERROR_MESSAGES.filter(
  ({ library, text }) => library === 'Chromium' && !CLOSE_REASONS.includes(text),
);

/** Bytes instead of a response are sent by a server of their own. */
const PAIRS = MESSAGES.flatMap((message) =>
  message.causes.filter(isExampleId).map((cause) => ({
    message,
    cause,
    isHttp: message.answer === 'frame' || notFrameOf(cause) === null,
  })),
);

async function openSocket(page: Page, port: number, cause: ExampleId): Promise<void> {
  const protocol = fieldOf(exampleOf(cause, 'client'), 'Sec-WebSocket-Protocol');
  await page.evaluate(
    ([address, name]) =>
      new Promise((resolve) => {
        const socket = name ? new WebSocket(address!, name) : new WebSocket(address!);
        socket.addEventListener('close', resolve);
      }),
    [`ws://127.0.0.1:${port}/${cause}`, protocol ?? ''],
  );
}

/** What the console says of each cause. */
async function consoleOf(page: Page, isHttp: boolean): Promise<ReadonlyMap<string, string>> {
  const causes = new Set(PAIRS.filter((pair) => pair.isHttp === isHttp).map(({ cause }) => cause));
  const examples = Object.fromEntries([...causes].map((id) => [id, exampleOf(id, 'client')]));
  const lines = new Map<string, string>();
  page.on('console', (line) => {
    const [, cause = ''] = /^WebSocket connection to '[^']*\/([^'/]+)'/.exec(line.text()) ?? [];
    lines.set(cause, line.text());
  });
  await withServer(
    examples,
    async (port) => {
      await page.goto(`http://127.0.0.1:${port}/`);
      for (const cause of causes) await openSocket(page, port, cause);
      await expect.poll(() => [...causes].filter((cause) => !lines.has(cause))).toEqual([]);
    },
    isHttp,
  );
  return lines;
}

test.describe.configure({ timeout: 120_000 });

for (const isHttp of [true, false]) {
  test(`after a ${isHttp ? 'response' : 'server that doesn’t speak HTTP'}`, async ({ page }) => {
    const lines = await consoleOf(page, isHttp);
    const wrong = PAIRS.filter((pair) => pair.isHttp === isHttp).flatMap(({ message, cause }) => {
      const line = lines.get(cause) ?? '';
      const isPrinted = patternsOf(message).some((each) => matchIn(each, line).length > 0);
      return isPrinted ? [] : [`${cause}: ${message.text} (${line})`];
    });
    expect(wrong).toEqual([]);
  });
}

test('what a page throws is listed', async ({ page }) => {
  const thrown = await withServer({}, async (port) => {
    await page.goto(`http://127.0.0.1:${port}/`);
    return page.evaluate(() => {
      const here = `ws://${location.host}/`;
      const calls = [
        () => new WebSocket('ftp://a/'),
        () => new WebSocket('ws://'),
        () => new WebSocket('ws://a/#b'),
        () => new WebSocket('ws://a/', 'a b'),
        () => new WebSocket('ws://a/', ['a', 'a']),
        () => new WebSocket(here).send('a'),
        () => new WebSocket(here).close(1006),
        () => new WebSocket(here).close(1000, 'a'.repeat(124)),
      ];
      return calls.map((call) => {
        try {
          call();
          return 'nothing';
        } catch (error) {
          return (error as Error).message;
        }
      });
    });
  });
  const unknown = thrown.filter(
    (text) =>
      !MESSAGES.some((message) =>
        patternsOf(message).some((pattern) => matchIn(pattern, text)[0]?.start === 0),
      ),
  );
  expect(unknown).toEqual([]);
});
