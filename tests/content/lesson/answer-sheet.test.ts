/** The answers to 25 exam questions are in the lessons' transcripts. */

import { expect, test } from 'vitest';
import { storyTranscript } from '#core/exports/story-transcript.ts';
import { SCENARIO_TITLES } from '#content/lesson/scenario-titles.ts';
import { TRANSCRIPT_WORDS } from '#content/lesson/transcript-words.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

/** Each answer by the texts that only it has. All of them have to be in one paragraph. */
const ANSWERS: readonly (readonly [question: string, ...answer: RegExp[]])[] = [
  ['the first two bytes of a server’s “Hello”', /“Hello”/, /from a server is 81 05\b/],
  [
    'its size from a browser, and the second byte',
    /browser it is 81 85\b/,
    /11 bytes \(2 \+ 4 \+ 5\)/,
  ],
  [
    'header sizes of a server',
    /0–125 bytes 2 bytes/,
    /126–65,535 bytes 4 bytes/,
    /65,536 bytes or more 10 bytes/,
  ],
  ['header sizes of a client', /2 bytes 6 bytes/, /4 bytes 8 bytes/, /10 bytes 14 bytes/],
  ['63 times “é”', /126 bytes/, /header from a server has 4 bytes/],
  ['124 bytes', /For 124, that is 7c\b/, /7e 00 7c is not allowed/],
  ['a masked byte', /6f XOR 37 = 58/],
  ['what masking is for', /proxies from cache poisoning/, /doesn’t protect from eavesdropping/],
  ['masking over wss', /must mask its frames over wss, too/],
  [
    'an unmasked frame of a client',
    /isn’t masked, the server must close/,
    /may send a Close frame with 1002/,
  ],
  ['the accept value', /dGhlIHNhbXBsZSBub25jZQ==/, /s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/],
  ['whether the key is decoded', /doesn’t decode the key/],
  ['the end of a key', /A, Q, g, w/, /PEC==/, /PEA==/, /erratum 3150/],
  ['302', /302, a browser doesn’t follow/, /error, then close with 1006/],
  ['the bytes of a Close frame', /88 05 03 e8 62 79 65/, /88 85 37 fa 21 3d 34 12 43 44 52/],
  ['close(1001)', /socket\.close\(1001\) throws an InvalidAccessError/],
  ['the longest reason', /123 bytes/, /41 “€” fit/, /With 42, close\(\) throws/],
  ['a Close frame without a code', /88 00/, /event\.code is 1005/, /wasClean is true/],
  ['a lost connection', /connection is lost, the page gets 1006/, /never on the wire/],
  ['a Ping of 126 bytes', /A Ping with 126 is a protocol error/],
  [
    'a Ping between fragments',
    /01 03 48 65 6c/,
    /89 00/,
    /80 02 6c 6f/,
    /answers with a Pong/,
    /one message, “Hello”/,
  ],
  [
    'who closes TCP first',
    /server should close TCP first/,
    /TIME-WAIT/,
    /Chromium waits 2 seconds/,
  ],
  ['HTTP/2', /the status 200 opens a WebSocket/, /no key and no accept value/],
  ['“Hello” compressed', /7 bytes of the 5/, /RSV1/, /c1 07\b/],
  ['polling', /long polling, a message needs 50 ms/, /about 150 ms/, /550 ms on average/],
];

/** Paragraphs and tables without their line breaks. */
function paragraphsOf(transcript: string): string[] {
  return transcript.split('\n\n').map((paragraph) => paragraph.replace(/\s+/g, ' '));
}

function found(transcript: string): string[] {
  const paragraphs = paragraphsOf(transcript);
  return ANSWERS.flatMap(([question, ...parts]) =>
    paragraphs.some((paragraph) => parts.every((part) => part.test(paragraph))) ? [question] : [],
  );
}

const ALL = ANSWERS.map(([question]) => question);

const transcripts = new Map(
  VARIANTS.map(({ name, scenarioId, story }) => [
    name,
    storyTranscript(story, TRANSCRIPT_WORDS, { title: SCENARIO_TITLES[scenarioId], address: null }),
  ]),
);

test('there are 25 questions', () => {
  expect(new Set(ALL).size).toBe(25);
});

test('the transcripts together answer all of them', () => {
  const together = new Set([...transcripts.values()].flatMap(found));
  expect(ALL.filter((question) => !together.has(question))).toEqual([]);
});

test('the first lesson alone answers at least 15', () => {
  expect(found(transcripts.get('hello-and-goodbye') ?? '').length).toBeGreaterThanOrEqual(15);
});

test('a transcript without the notes does not', () => {
  const { story } = VARIANTS[0]!;
  const words = { ...TRANSCRIPT_WORDS, notes: () => [] };
  const bare = storyTranscript(story, words, { title: '', address: null });
  expect(found(bare).length).toBeLessThan(5);
});
