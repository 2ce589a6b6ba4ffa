import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { builtDocuments, siteFolder } from './built-documents.ts';
import { expect, test } from './fixtures.ts';

type ExamQuestion = {
  readonly question: string;
  /** A document that answers it, from the site's root; with the term's id in the glossary. */
  readonly place: string;
  /** Words and figures of the answer. Together they answer it. */
  readonly answer: readonly RegExp[];
};

/** What a reader should be able to find out in two clicks from Start. */
const QUESTIONS: readonly ExamQuestion[] = [
  {
    question: 'What are the first two bytes of a server’s text frame “Hello”?',
    place: '',
    answer: [/To the browser, 7 bytes 81 05 48 65 6c 6c 6f/],
  },
  {
    question: 'How long is the same frame from a browser?',
    place: '',
    answer: [/To the server, 11 bytes 81 85/],
  },
  {
    question: 'How long is the header of a server’s message of 125, 126 and 65,536 bytes?',
    place: 'glossary/#payload-length',
    answer: [
      /server’s frame has 2 bytes if the payload has up to 125, 4 up to 65,535, and 10 beyond/,
    ],
  },
  {
    question: 'And of a client’s?',
    place: 'glossary/#payload-length',
    answer: [/client’s frame it has 6, 8 or 14/],
  },
  {
    question: 'How long is the header of “é” 63 times, sent as text by a server?',
    place: 'glossary/#utf-8',
    answer: [/63 of them have 126/, /header is then 4 bytes long instead of 2/],
  },
  {
    question: 'How may the length 124 be encoded?',
    place: 'glossary/#payload-length',
    answer: [/124 is 7c, and never 7e 00 7c/],
  },
  {
    question: 'Which byte is on the wire for “o”, the fifth byte, with the key 37 fa 21 3d?',
    place: 'glossary/#masking',
    answer: [/6f XOR 37 is 58/],
  },
  {
    question: 'What does masking protect from?',
    place: 'glossary/#masking',
    answer: [/protects proxies from cache poisoning/, /nothing from eavesdropping/],
  },
  {
    question: 'Is masking used over wss?',
    place: 'glossary/#masking',
    answer: [/also masks over wss/],
  },
  {
    question: 'What must a server do with an unmasked frame of a client?',
    place: 'glossary/#masking',
    answer: [/server must close the connection, and may send close code 1002/],
  },
  {
    question: 'Which accept value belongs to dGhlIHNhbXBsZSBub25jZQ==?',
    place: 'glossary/#accept-value',
    answer: [/dGhlIHNhbXBsZSBub25jZQ== it is s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/],
  },
  {
    question: 'Does the server decode the key before it hashes?',
    place: 'glossary/#accept-value',
    answer: [/as they are/, /doesn’t decode them/],
  },
  {
    question: 'Which characters can come before “==” in a correct key?',
    place: 'glossary/#handshake-key',
    answer: [/A, Q, g or w/, /erratum/],
  },
  {
    question: 'What does a browser do if the server answers 302?',
    place: 'glossary/#status-code',
    answer: [/follows no redirect/, /302, the handshake fails/, /1006/],
  },
  {
    question: 'Which bytes are a Close frame with code 1000 and reason “bye”?',
    place: 'glossary/#close',
    answer: [/server sends 88 05 03 e8 62 79 65/, /it is 88 85 37 fa 21 3d 34 12 43 44 52/],
  },
  {
    question: 'What does close(1001) do in a page?',
    place: 'close-codes/1001/',
    answer: [/A page may pass it to close\(\) no, it throws InvalidAccessError/],
  },
  {
    question: 'How long can a close reason be?',
    place: 'glossary/#close-reason',
    answer: [/at most 123 bytes of UTF-8/, /41 of them fit. With 42, a page’s close\(\) throws/],
  },
  {
    question: 'The server sends an empty Close frame. What does event.code show?',
    place: 'close-codes/1005/',
    answer: [/event\.code 1005/, /event\.wasClean true/],
  },
  {
    question: 'The network cable is pulled. Which code does the page get?',
    place: 'close-codes/1006/',
    answer: [/a lost network all do that. APIs report code 1006/, /must not be sent/],
  },
  {
    question: 'What happens with a ping of 126 bytes?',
    place: 'glossary/#control-frame',
    answer: [/A Ping with 126 bytes breaks this rule, so its receiver fails the connection/],
  },
  {
    question: 'Are 01 03 48 65 6c, 89 00, 80 02 6c 6f allowed, and what happens?',
    place: 'glossary/#fragment',
    answer: [/01 03 48 65 6c, then 89 00, then 80 02 6c 6f/, /is allowed/, /one message, “Hello”/],
  },
  {
    question: 'Who closes TCP first after both Close frames, and why?',
    place: 'glossary/#time-wait',
    answer: [
      /the server should close TCP first/,
      /can’t use its port again/,
      /Chromium 156 waits 2 s/,
    ],
  },
  {
    question: 'Over HTTP/2, which status opens a WebSocket, and where is the key?',
    place: 'guides/http2-http3-webtransport/',
    answer: [/Status 200 opens it, without a key/],
  },
  {
    question: 'How many bytes is “Hello” with permessage-deflate, and which bit is set?',
    place: 'glossary/#permessage-deflate',
    answer: [/becomes 7 bytes, more than its 5/, /c1 07 f2/, /because RSV1 is set/],
  },
  {
    question: 'How late is a long poll with 50 ms one way, at best and at worst?',
    place: 'guides/long-polling/',
    answer: [/In the figure that takes 50 ms/, /In the figure that takes 150 ms/],
  },
  {
    question: 'How late is a message with polling every second?',
    place: 'guides/polling/',
    answer: [/Half a second on average, and the time that one response takes/],
  },
];

const SITE = 'https://site.example/';

const read = (place: string) => readFileSync(path.join(siteFolder, place, 'index.html'), 'utf8');

/** The documents that Start's links lead to, with the number of clicks. */
function clicksFromStart(): ReadonlyMap<string, number> {
  const documents = new Set(builtDocuments());
  const clicks = new Map([['', 0]]);
  // The map grows during the loop.
  for (const [place, count] of clicks) {
    for (const [, href = ''] of read(place).matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      const url = new URL(href.replaceAll('&amp;', '&'), SITE + place);
      const to = url.pathname.slice(1);
      const isDocument = url.href.startsWith(SITE) && !url.hash.startsWith('#/');
      if (isDocument && documents.has(to) && !clicks.has(to)) clicks.set(to, count + 1);
    }
  }
  return clicks;
}

/** The text of a document's main part, or of one term, with single spaces. */
function textOf(page: Page, place: string): Promise<string> {
  const [file = '', id] = place.split('#');
  return page.evaluate(
    ([html, selector]) => {
      const found = new DOMParser().parseFromString(html, 'text/html').querySelector(selector);
      const texts: string[] = [];
      const walker = found && document.createTreeWalker(found, NodeFilter.SHOW_TEXT);
      while (walker?.nextNode()) texts.push(walker.currentNode.textContent ?? '');
      return texts
        .join(' ')
        .replace(/\s+/g, ' ')
        .replace(/ (?=[.,:])/g, '');
    },
    [read(file), id === undefined ? 'main' : `[id="${id}"]`] as const,
  );
}

test('every question is answered within two clicks from Start', async ({ page }) => {
  const clicks = clicksFromStart();
  for (const { question, place, answer } of QUESTIONS) {
    expect.soft(clicks.get(place.split('#')[0]!), question).toBeLessThanOrEqual(2);
    const text = await textOf(page, place);
    for (const words of answer) expect.soft(text, question).toMatch(words);
  }
});
