import { expect, test } from 'vitest';
import { clientsWords, ownWorkloadWords, WORKLOAD_WORDS } from '#content/compare/question-words.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import { withSender, withWorkload, WORKLOAD_IDS } from '#core/traffic/verdict/answers.ts';

test.each([
  [1, '1'],
  [10_000, '10,000'],
  [1_000_000, '1 M'],
  [5_500_000, '5.5 M'],
  [1_234_567, '1,234,567'],
])('%d clients are %s', (clients, text) => {
  expect(clientsWords(clients)).toBe(text);
});

test.each([
  [{ toClientPerMinute: 37, fromClientPerMinute: 0, messageSize: 100 }, '37/min, 100 B'],
  [{ toClientPerMinute: 600, fromClientPerMinute: 600, messageSize: 65_536 }, '20/s, 65,536 B'],
  [{ toClientPerMinute: 0, fromClientPerMinute: 0, messageSize: 9 }, 'never'],
])('another workload is its rate and size', (settings, text) => {
  expect(ownWorkloadWords(settings)).toBe(text);
});

test('the offered workloads are called what they set', () => {
  for (const id of WORKLOAD_IDS.filter((each) => each !== 'rare')) {
    const settings = withWorkload(withSender(DEFAULT_SETTINGS, 'server'), id);
    expect(ownWorkloadWords(settings)).toBe(WORKLOAD_WORDS[id]);
  }
});
