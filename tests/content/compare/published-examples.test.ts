import { expect, test } from 'vitest';
import { quotedExample } from '#content/compare/published-examples.ts';

test('the study’s example says what was claimed and what it comes to', () => {
  const text = quotedExample('study-2010')!.lines.join('\n');
  expect(text).toContain('871 bytes of headers a poll against 2 a frame, 435.5 to 1');
  expect(text).toContain('909 bytes');
  expect(text).toContain('1,085 B and a push 126 B: 8.6 to 1');
  expect(text).toContain('“665 Mbps” by polling and “1.526 Mbps” by WebSocket');
  expect(text).toContain('87,100,000 B and 200,000 B a second');
});

test('the book’s example comes to its own figures', () => {
  const text = quotedExample('book-2013')!.lines.join('\n');
  expect(text).toContain('about 850 B');
  expect(text).toContain('167 requests and 1.13 megabits a second');
  expect(text).toContain('30 s late');
  expect(text).toContain('68 megabits');
  expect(text).toContain('352 B of headers around it, 96 %');
});

test('other heads have none', () => {
  expect(quotedExample('chromium')).toBeNull();
});
