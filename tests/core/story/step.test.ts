import { expect, test } from 'vitest';
import { CHAPTER_IDS } from '#core/story/step.ts';
import { readStory } from '#core/story/story.ts';
import {
  client,
  CLIENT_CLOSE,
  CLIENT_HELLO,
  REQUEST,
  RESPONSE,
  server,
  SERVER_CLOSE,
  traceOf,
} from './traces.ts';

test('a connection from its first SYN to its last FIN has every chapter, in this order', () => {
  const { chapters } = readStory(
    traceOf([
      { from: 'client', signals: ['syn'] },
      { from: 'server', signals: ['syn', 'ack'] },
      client(REQUEST),
      server(RESPONSE),
      client(CLIENT_HELLO),
      client(CLIENT_CLOSE),
      server(SERVER_CLOSE),
      { from: 'server', signals: ['fin', 'ack'] },
      { from: 'client', signals: ['fin', 'ack'] },
    ]),
  );
  expect(chapters.map(({ id }) => id)).toEqual(CHAPTER_IDS);
});
