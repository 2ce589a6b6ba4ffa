import { describe, expect, test } from 'vitest';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { storyMarkdown } from '#core/exports/story-markdown.ts';
import { storyTranscript } from '#core/exports/story-transcript.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStory } from '#core/story/story.ts';
import { SAMPLES } from '#content/examples/samples/samples.ts';
import { TRANSCRIPT_WORDS } from '#content/lesson/transcript-words.ts';
import { REQUEST, RESPONSE, traceOf } from '../conversation/streams.ts';
import { PLAIN_TRANSCRIPT_WORDS } from './plain-words.ts';

const story = readStory(actOut(helloAndGoodbye.script()));
const SUBJECT = { title: 'Hello, and goodbye', address: 'https://example.org/#/learn' };

test('the first lesson', async () => {
  const transcript = storyTranscript(story, PLAIN_TRANSCRIPT_WORDS, SUBJECT);
  await expect(transcript).toMatchFileSnapshot('golden/transcript.txt');
});

test('the first lesson as Markdown', async () => {
  const transcript = storyMarkdown(story, PLAIN_TRANSCRIPT_WORDS, SUBJECT);
  await expect(transcript).toMatchFileSnapshot('golden/transcript.md');
});

test('contains each step once, in order, with its title', () => {
  const titles = story.steps.map((step, index) => [
    String(index + 1),
    TRANSCRIPT_WORDS.stepTitle(step, story),
  ]);
  const numbered = (text: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].map(([, number, title]) => [number, title]);
  const text = storyTranscript(story, TRANSCRIPT_WORDS, SUBJECT);
  expect(numbered(text, /^(\d+)\. (.*)$/gm)).toEqual(titles);
  const markdown = storyMarkdown(story, TRANSCRIPT_WORDS, SUBJECT);
  expect(numbered(markdown, /^### (\d+)\. (.*)$/gm)).toEqual(titles);
});

test('begins with the title, the source and the address', () => {
  const [first] = storyTranscript(story, TRANSCRIPT_WORDS, SUBJECT).split('\n\nTCP\n');
  expect(first).toMatch(
    /^Hello, and goodbye\n\nA simulated connection: Browser, Server\nSimulated: /,
  );
  expect(first).toMatch(/https:\/\/example\.org\/#\/learn$/);
});

test('a recording names its programs, and how exact its times are', async () => {
  const sample = SAMPLES[0]!;
  const recorded = readStory(await sample.load());
  const subject = { title: sample.title, address: null };
  const transcript = storyTranscript(recorded, TRANSCRIPT_WORDS, subject);
  expect(transcript).toMatch(/A recorded connection: Chromium .*, ws/);
  expect(transcript).toMatch(/\d\.\d{3} ms/);
});

describe('text out of traffic', () => {
  const HOSTILE = '**b** [a](javascript:x) <img src=x> | `c` \u202e\u0007\n# heading https://e.org';

  const hostile = readStory(
    traceOf([
      ['c', toUtf8(`${fromUtf8(REQUEST).trimEnd()}\r\nX: \`\`\`\`\r\nY: <b>|\x1b[1m\r\n\r\n`)],
      ['s', RESPONSE],
      ...[OPCODE.text, OPCODE.ping].map(
        (opcode) =>
          ['s', encodeFrame({ opcode, maskingKey: null, payload: toUtf8(HOSTILE) })] as const,
      ),
    ]),
  );
  const subject = { title: `<b>\u0000${HOSTILE}`, address: null };

  test('shows control characters as escapes in the text', () => {
    const text = storyTranscript(hostile, TRANSCRIPT_WORDS, subject);
    expect(text).toContain('\\u202e');
    expect(text).toContain('Y: <b>|\\u001b[1m');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/u);
  });

  test('can’t become markup in Markdown', () => {
    const markdown = storyMarkdown(hostile, TRANSCRIPT_WORDS, subject);
    // Fenced blocks and code are literal; a fence is longer than the four backticks of the head.
    expect(markdown).toMatch(/^`{5}\n[^]*?X: `{4}\n[^]*?\n`{5}$/m);
    const prose = markdown
      .replace(/^(`{3,})\n[^]*?\n\1$/gm, '')
      .replace(/(`+) ?[^\n]*? ?\1/g, '')
      .replace(/\[(RFC \d+|WHATWG)[^\]]*\]\(https:[^)]*\)/g, '')
      .replace(/\*\*[A-Z][\w ,’/]*[:.]\*\*/g, '');
    expect(prose.match(/.{0,30}(?:[<>[\]`*]|https:\/\/).{0,30}/g) ?? []).toEqual([]);
    expect(markdown.match(/^# /gm)).toHaveLength(1);
  });
});
