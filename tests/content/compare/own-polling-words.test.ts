import { expect, test } from 'vitest';
import {
  assumptionText,
  ownPollingSentences,
  readingWords,
} from '#content/compare/own-polling-words.ts';
import { convertedWords, ownRequestMessage } from '#content/compare/own-request-words.ts';
import { readOwnPolling } from '#core/own-traffic/read-own-polling.ts';
import { readOwnRequest } from '#core/traffic/heads/own-request.ts';
import { harOf } from '../../core/own-traffic/har.ts';
import { faultsIn } from './grammar.ts';

test('what was found and assumed is said in whole sentences', () => {
  const texts = [
    harOf([0, 1, 2, 3].map((index) => ({ atMs: index * 2000 }))),
    harOf([
      ...[0, 1, 2, 3].map((index) => ({ atMs: index * 40_000, tookMs: 30_000, response: 99_999 })),
      { atMs: 100, method: 'POST', request: 5 },
    ]),
    harOf([0, 100, 900].map((atMs) => ({ atMs, status: 204, response: 0 }))),
  ];
  for (const text of texts) {
    const reading = readOwnPolling(text);
    if (reading?.kind !== 'polling') throw new Error('expected polling');
    const { polling } = reading;
    const found = ownPollingSentences(polling).slice(1);
    expect([...found, ...polling.assumptions.map(assumptionText)].flatMap(faultsIn)).toEqual([]);
    expect(readingWords(reading)).toBe('');
  }
});

test('a file without polling says why', () => {
  for (const content of [harOf([]), harOf([{ atMs: 0 }]), 'nonsense', new Uint8Array([1, 2])]) {
    const words = readingWords(readOwnPolling(content));
    expect(words).not.toBe('');
    expect(faultsIn(words)).toEqual([]);
  }
});

test('a request is judged in whole sentences', () => {
  const requests = [
    '',
    'GET / HTTP/1.1\nHost: a',
    'POST / HTTP/1.0\nContent-Length: 3\n\nabc',
    'HTTP/1.1 200 OK',
    'GET / HTTP/1.1\nHost : a',
  ];
  for (const text of requests) {
    const words = ownRequestMessage(readOwnRequest(text));
    expect(words).toMatch(/^[A-Z].*\.$/);
  }
  for (const form of ['curl', 'fetch', 'har', 'http2', 'fields'] as const) {
    expect(convertedWords(form, ['placeholders'])).toMatch(/^Read from .+\. What .+\.$/);
  }
});
