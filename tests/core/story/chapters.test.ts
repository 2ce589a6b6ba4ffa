import { expect, test } from 'vitest';
import { chapterOfEach, chaptersOf } from '#core/story/chapters.ts';
import type { DraftStep } from '#core/story/draft-step.ts';
import { draftSteps } from '#core/story/draft-steps.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import type { Step } from '#core/story/step.ts';
import {
  client,
  CLIENT_HELLO,
  REQUEST,
  RESPONSE,
  server,
  SERVER_CLOSE,
  SERVER_HELLO,
  traceOf,
  type Sent,
} from './traces.ts';

function chaptersAmong(...sent: Sent[]): string[] {
  const trace = traceOf(sent);
  const drafts = draftSteps(readConversation(trace));
  const chapters = chapterOfEach(drafts, trace);
  return drafts.map(({ id }, index) => `${id}: ${chapters[index]}`);
}

test('each kind of step begins its chapter', () => {
  expect(
    chaptersAmong(
      { from: 'client', signals: ['syn'] },
      client(REQUEST),
      server(RESPONSE),
      server(SERVER_HELLO),
      server(SERVER_CLOSE),
      { from: 'server', signals: ['fin', 'ack'] },
    ),
  ).toEqual([
    'tcp-syn: tcp',
    'request: handshake',
    'response: handshake',
    'server-text-1: data',
    'server-close-1: closure',
    'server-tcp-fin: closure',
  ]);
});

test('a step that comes late stays in the chapter that has begun', () => {
  expect(
    chaptersAmong(server(SERVER_CLOSE), client(CLIENT_HELLO), { from: 'client', signals: ['syn'] }),
  ).toEqual(['server-close-1: closure', 'client-text-1: closure', 'tcp-syn: closure']);
});

test('a FIN that is sent again closes too, and what follows a Close frame', () => {
  const fin: Sent = { from: 'server', signals: ['fin'] };
  expect(chaptersAmong(fin, fin)).toEqual([
    'server-tcp-fin: closure',
    'server-tcp-fin-again-1: closure',
  ]);
  expect(chaptersAmong(server(SERVER_CLOSE), server(SERVER_HELLO)).at(-1)).toBe(
    'server-after-close: closure',
  );
});

test.each([
  { kind: 'open', chapter: 'connection' },
  { kind: 'gave-up', chapter: 'closure' },
  { kind: 'tcp-last-ack', chapter: 'closure' },
  { kind: 'tcp-ack', chapter: 'tcp' },
] as const)('a step of kind $kind is in the chapter $chapter', ({ kind, chapter }) => {
  const draft = { kind, unit: null, eventIndices: [] as number[] } as unknown as DraftStep;
  expect(chapterOfEach([draft], traceOf([]))).toEqual([chapter]);
});

test('chapters are those that have steps', () => {
  const steps = ['tcp', 'tcp', 'data', 'closure'].map((chapter) => ({ chapter }) as Step);
  expect(chaptersOf(steps)).toEqual([
    { id: 'tcp', firstStep: 0, endStep: 2 },
    { id: 'data', firstStep: 2, endStep: 3 },
    { id: 'closure', firstStep: 3, endStep: 4 },
  ]);
});
