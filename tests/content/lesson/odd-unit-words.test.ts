import { expect, test } from 'vitest';
import { plainText } from '#content/phrasing/prose.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { readStory } from '#core/story/story.ts';
import { REQUEST, RESPONSE, traceOf } from '../../core/conversation/streams.ts';

const CLOSE = '888000000000';

/** The words for what a client sends after its Close frame. */
function wordsAfterClose(hex: string) {
  const trace = traceOf([
    ['c', REQUEST],
    ['s', RESPONSE],
    ['c', fromHex(CLOSE + hex)],
  ]);
  const story = readStory(trace);
  const step = story.steps.find(({ unit }) => unit?.kind === 'after-close');
  if (step === undefined) throw new Error('expected bytes after the Close frame');
  const { title, happened, why } = stepText(step, story);
  return { title, happened: plainText(happened), why: plainText(why) };
}

test.each([
  { name: 'a Pong', hex: '8a8000000000', frame: 'Pong' },
  { name: 'a Ping with a payload', hex: '8982000000006869', frame: 'Ping' },
])('$name after a Close frame breaks no rule about data', ({ hex, frame }) => {
  const { title, happened, why } = wordsAfterClose(hex);
  expect(title).toContain(`sends a ${frame} frame after its Close frame`);
  expect(happened).toMatch(new RegExp(`^\\d+ bytes after the Close frame are a ${frame} frame\\.`));
  expect(why).toContain('this is a control frame');
});

test.each([
  { name: 'another Close', hex: '888000000000' },
  { name: 'a text frame', hex: '818000000000' },
  { name: 'a Pong in part', hex: '8a840000' },
  { name: 'a Pong and more', hex: '8a800000000081' },
  { name: 'a fragment of a Pong', hex: '0a8000000000' },
  { name: 'a reserved control frame', hex: '8b8000000000' },
  { name: 'a single byte', hex: '8a' },
])('$name after a Close frame is only called bytes', ({ hex }) => {
  expect(wordsAfterClose(hex).title).toContain('sends bytes after its Close frame');
});
