import { expect, test } from 'vitest';
import { HTTP2_PREFACE } from '#core/protocol/http/http2-preface.ts';
import { readStory } from '#core/story/story.ts';
import { stepLabel } from '#content/lesson/step-labels.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { plainText } from '#content/phrasing/prose.ts';
import { traceOf } from '../../core/conversation/streams.ts';

test('a pasted HTTP/2 connection is called that, in the lesson too', () => {
  const story = readStory(traceOf([['c', HTTP2_PREFACE]]));
  const step = story.steps.find(({ unit }) => unit?.kind === 'http2');
  expect(step?.chapter).toBe('handshake');
  expect(step && stepLabel(step, story)).toBe('HTTP/2');
  const words = step && stepText(step, story);
  expect(words?.title).toMatch(/ speaks HTTP\/2$/);
  expect(words && plainText(words.happened)).toMatch(/^These 24 bytes .* preface of HTTP\/2\.$/);
});
