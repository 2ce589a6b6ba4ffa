import { describe, expect, test } from 'vitest';
import { SAMPLES } from '#content/examples/samples/samples.ts';
import { endingTitle, questionsNote, storyLessons } from '#content/lesson/ending-page-words.ts';
import { plainText } from '#content/phrasing/prose.ts';
import type { Story } from '#core/story/story.ts';
import { SETTINGS, tamperedStories } from '../../core/scenarios/tampered-stories.ts';
import { tell, VARIANTS } from '../../core/scenarios/variants.ts';
import {
  client,
  CLIENT_HELLO,
  REQUEST,
  server,
  SERVER_HELLO,
  traceOf,
} from '../../core/story/traces.ts';

const linesOf = (story: Story) => storyLessons(story).map(plainText);

const hello = VARIANTS.find(({ scenarioId }) => scenarioId === 'hello-and-goodbye')!;

test('the hello and goodbye, in four lines', () => {
  expect(linesOf(hello.story)).toEqual([
    'The opening handshake took 318 bytes: a request of 189 and a response of 129. RFC 6455 §1.3',
    'Two round trips came before the first frame: one of TCP, one of the handshake. The frame left after 85 ms.',
    'Frame headers took 6 bytes each in 3 frames from the browser and 2 bytes each in 3 frames from the server. 4 bytes of each header from the browser are its masking key. RFC 6455 §5.2',
    'The browser sent a Close frame with code 1000. The server sent one with code 1000. The page’s close event has code 1000, and wasClean is true. RFC 6455 §7.1.5',
  ]);
});

test('frames that a proxy passes on are the server’s', () => {
  const forwarding = VARIANTS.find(({ name }) => name === 'proxy, forwards')!;
  expect(linesOf(forwarding.story).join('\n')).toContain('from the server');
  expect(linesOf(forwarding.story).join('\n')).not.toContain('from the proxy');
});

type Claim = { readonly says: RegExp; readonly isTrue: (story: Story) => boolean };

const events = ({ steps }: Story) => steps.flatMap(({ pageEvents }) => pageEvents);
const hasOpened = (story: Story) =>
  events(story).some(({ side, event }) => side === 'client' && event.kind === 'open');
const statuses = ({ conversation }: Story) =>
  conversation.units.flatMap((unit) =>
    unit.kind === 'response' ? [unit.head.startLine.status] : [],
  );
const closeFrames = ({ conversation }: Story) =>
  conversation.units.filter((unit) => unit.kind === 'frame' && unit.header.opcode === 8);

const CLAIMS: readonly Claim[] = [
  {
    says: /The opening handshake took/,
    isTrue: (story) => hasOpened(story) && statuses(story).includes(101),
  },
  { says: /WebSocket never opened/, isTrue: (story) => !hasOpened(story) },
  { says: /No response was sent/, isTrue: (story) => statuses(story).length === 0 },
  {
    says: /Two round trips/,
    isTrue: ({ steps }) => {
      const first = steps.findIndex(({ unit }) => unit?.kind === 'frame');
      return steps
        .slice(0, first)
        .every(({ kind, arrival }) => kind !== 'tcp-retransmission' && arrival.kind === 'arrived');
    },
  },
  { says: /No Close frame was sent/, isTrue: (story) => closeFrames(story).length === 0 },
  { says: /sent a Close frame/, isTrue: (story) => closeFrames(story).length > 0 },
  {
    says: /masking key/,
    isTrue: ({ conversation }) =>
      conversation.units.every(
        (unit) =>
          unit.kind !== 'frame' ||
          (unit.header.maskingKey !== null) === (unit.direction === 'client-to-server'),
      ),
  },
  {
    says: /event has code/,
    isTrue: (story) => {
      const said = /event has code (\d+), and wasClean is (\w+)/.exec(linesOf(story).join(' '))!;
      return events(story).some(
        ({ side, event }) =>
          side === 'client' &&
          event.kind === 'close' &&
          String(event.code) === said[1] &&
          String(event.wasClean) === said[2],
      );
    },
  },
];

function problemsOf(name: string, story: Story): string[] {
  const lines = linesOf(story);
  const text = lines.join(' ');
  const problems = CLAIMS.filter(({ says, isTrue }) => says.test(text) && !isTrue(story)).map(
    ({ says }) => `${name} says ${says}: ${text}`,
  );
  if (lines.length > 6) problems.push(`${name} has ${lines.length} lines`);
  if (/undefined|\bnull\b|NaN|\[object| {2}|\.\./.test(text)) problems.push(`${name}: ${text}`);
  return problems;
}

test.each(VARIANTS)('$name: one line or more, and each is true', ({ name, story }) => {
  expect(linesOf(story).length).toBeGreaterThan(0);
  expect(problemsOf(name, story)).toEqual([]);
});

test('each claim is made in some story', () => {
  const unanswered = tell(traceOf([client(REQUEST)], { provenance: { kind: 'simulated' } }));
  const stories = [...VARIANTS.map(({ story }) => story), unanswered];
  const said = stories.flatMap(linesOf).join('\n');
  expect(CLAIMS.filter(({ says }) => !says.test(said)).map(({ says }) => String(says))).toEqual([]);
});

describe('in every scenario, with every setting and a sample of tamperings', () => {
  test.each(SETTINGS.map((setting) => [setting.name, setting] as const))('%s', (_, setting) => {
    const stories = [...tamperedStories({ ...setting, maxTamperings: 10 })];
    expect(stories.flatMap(({ name, story }) => problemsOf(name, story))).toEqual([]);
  });
});

test('a recording says what its bytes show, without claims on times and pages', async () => {
  const [sample] = SAMPLES;
  const text = linesOf(tell(await sample!.load())).join(' ');
  expect(text).toMatch(/The opening handshake took \d+ bytes/);
  expect(text).not.toMatch(/round trips|event has code|No Close|The browser/);
});

test('pasted frames alone: only their headers', () => {
  const story = tell(traceOf([client(CLIENT_HELLO), server(SERVER_HELLO)], {}));
  expect(linesOf(story)[0]).toMatch(/^Frame headers took 6 bytes in 1 frame from /);
});

test('questions, however many are open', () => {
  expect(questionsNote({ open: 0, total: 0 })).toBe('This connection has no questions.');
  expect(questionsNote({ open: 0, total: 1 })).toMatch(/the one question/);
  expect(questionsNote({ open: 0, total: 9 })).toMatch(/all 9 questions/);
  expect(questionsNote({ open: 9, total: 9 })).toMatch(/^9 questions .* none yet/);
  expect(questionsNote({ open: 1, total: 9 })).toMatch(/^1 of 9 questions .* is open/);
  expect(questionsNote({ open: 4, total: 9 })).toMatch(/^4 of 9 questions .* are open/);
});

test('the title names the lesson', () => {
  expect(endingTitle('Hello, and goodbye')).toBe('The end of “Hello, and goodbye”');
});
