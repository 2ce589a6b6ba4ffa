import { expect, test } from 'vitest';
import { announcementWords } from '#content/decode/announcement-words.ts';
import { benchNews } from '#view/pages/decode/bench-news.ts';
import { Workbench } from '#view/state/workbench.svelte.ts';

const newsOf = (text: string) => {
  const bench = new Workbench({ kind: 'text', text });
  return announcementWords(benchNews(new Workbench().decoded, bench));
};

test('conduct is announced as a finding', () => {
  expect(newsOf('81 81 00 00 00 00 61')).toContain('1 new finding: A masking key is zero.');
  expect(newsOf('81 81 37 fa 21 3d 56')).toContain('No rule is broken here.');
});
