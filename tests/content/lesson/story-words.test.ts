import { describe, expect, test } from 'vitest';
import { stepText } from '#content/lesson/step-words.ts';
import { storyText } from '#content/lesson/story-words.ts';
import { plainText, splitSentence } from '#content/phrasing/prose.ts';
import { SETTINGS, tamperedStories } from '../../core/scenarios/tampered-stories.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';
import { sizeProblems } from './size-problems.ts';

test.each(SETTINGS.filter(({ name }) => !name.includes(',')))('$name', (setting) => {
  const problems: string[] = [];
  for (const { name, story } of tamperedStories({ ...setting, maxTamperings: 30 })) {
    for (const step of story.steps) {
      const [words, full] = [storyText(step, story), stepText(step, story)];
      const sentence = plainText(splitSentence(words.happened).sentence);
      const found = sizeProblems(words.title, sentence);
      const isShort = words.title !== full.title;
      const hasTrouble =
        step.isAltered || step.isUnread || step.isDuplicate || step.arrival.kind === 'lost';
      if (isShort && hasTrouble) found.push('hides trouble');
      if (
        isShort &&
        /\bbytes?\b|\bTCP\b|header/.test(`${words.title} ${sentence}`.replace(/“.*”/, ''))
      ) {
        found.push(`is of bytes: ${words.title} ${sentence}`);
      }
      problems.push(...found.map((each) => `${name}, ${step.id}: ${each}`));
    }
  }
  expect(problems.slice(0, 5).join('\n')).toBe('');
});

describe('the first lesson', () => {
  const { story } = VARIANTS[0]!;

  test.each([
    ['request', 'The browser asks for a WebSocket', 'One HTTP request asks the server to use this'],
    ['response', 'The server agrees', 'From now on, this connection carries messages'],
    ['client-text-1', 'The browser sends “Hello”', 'The message reaches the server 20 ms later'],
    ['server-ping-1', 'The server sends a Ping', 'A Ping asks the browser for a sign of life.'],
    ['client-pong-1', 'The browser answers the Ping with a Pong', 'The Pong shows the server that'],
    [
      'client-close-1',
      'The browser starts to close the connection',
      'The browser sends no more messages, and gives the reason “done”.',
    ],
    ['server-close-1', 'The server agrees to close the connection', 'Without this reply, the'],
    ['tcp-syn', 'The browser opens a TCP connection', 'A SYN without data'],
  ])('%s', (id, title, beginning) => {
    const step = story.steps.find((one) => one.id === id)!;
    const words = storyText(step, story);
    expect(words.title).toBe(title);
    expect(plainText(words.happened).startsWith(beginning)).toBe(true);
  });
});
