import { expect, test } from 'vitest';
import { storyTranscript } from '#core/exports/story-transcript.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStory } from '#core/story/story.ts';
import { STORY_WORDS } from '#content/decode/export-words.ts';
import { SAMPLES } from '#content/examples/samples/samples.ts';
import { PLAIN_STORY_WORDS } from './plain-words.ts';

const story = readStory(actOut(helloAndGoodbye.script()));

test('the first lesson', async () => {
  const transcript = storyTranscript(story, PLAIN_STORY_WORDS, 'Hello, and goodbye');
  await expect(transcript).toMatchFileSnapshot('golden/transcript.txt');
});

test('contains each step once, in order, with its sentence', () => {
  const transcript = storyTranscript(story, STORY_WORDS, 'Hello, and goodbye');
  const found = [...transcript.matchAll(/^(\d+)\. (.*)$/gm)].map(([, number, title]) => [
    Number(number),
    title,
  ]);
  expect(found).toEqual(
    story.steps.map((step, index) => [index + 1, STORY_WORDS.stepTitle(step, story)]),
  );
});

test('a recording names its programs, and how exact its times are', async () => {
  const sample = SAMPLES[0]!;
  const transcript = storyTranscript(readStory(await sample.load()), STORY_WORDS, sample.title);
  expect(transcript).toMatch(/A recorded connection: Chromium .*, ws/);
  expect(transcript).toMatch(/\d\.\d{3} ms/);
});
