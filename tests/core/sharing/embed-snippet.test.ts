import { expect, test } from 'vitest';
import { embedSnippet } from '#core/sharing/embed-snippet.ts';

test('the embedding code has the place in it, and no quote of a title gets out', () => {
  expect(embedSnippet('https://a.example/ws/#/learn/hello/two?message=a&code=1000', 'A "b"')).toBe(
    '<iframe src="https://a.example/ws/#/learn/hello/two?message=a&amp;code=1000&amp;embed=" ' +
      'title="WS 101: A &quot;b&quot;" loading="lazy" width="100%" height="720"></iframe>',
  );
});
