import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chatCaption,
  chatMethodNote,
  chatPartName,
  chatRows,
  chatSubject,
  chatSummary,
  chatTime,
  setupNote,
} from '#content/compare/chat-words.ts';
import { formatDelay } from '#content/compare/numbers.ts';
import { CHAT_PARTS } from '#core/scenes/chat-bars.ts';
import { CHAT_METHODS, compareChat } from '#core/traffic/results/chat-comparison.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { SHORT_CHAT } from '#core/traffic/settings/short-chat.ts';
import { anySettings } from '../../core/traffic/sample-settings.ts';
import { compressWrites } from '#core/traffic/wire/compressed-messages.ts';

const chat = compareChat(SHORT_CHAT);

describe('the short chat', () => {
  test('in a sentence for each method, with the figures of Compare', () => {
    const { polling, websocket } = compareMethods(SHORT_CHAT).sample.results;
    const [byPolling, byWebSocket] = CHAT_METHODS.map((method) => chatSummary(chat, method));
    const late = formatDelay(polling.delays['server-to-client']!.meanMs);
    expect(byPolling).toBe(
      `Polling: ${polling.totalBytes.toLocaleString('en')} B sent, ${polling.requests} requests, ${polling.emptyPolls} of ${polling.polls} polls empty, ${late} mean delay to the browser.`,
    );
    expect(byWebSocket).toBe(
      `WebSocket: ${websocket.totalBytes.toLocaleString('en')} B sent, 1 request, 30 ms mean delay to the browser.`,
    );
  });

  test('states what was sent, and its settings', () => {
    expect(chatSubject(chat)).toBe('30 s, 8 messages of 48 bytes each');
    expect(chatMethodNote('polling', SHORT_CHAT)).toBe('asks every 2 s');
    expect(chatCaption(chat)).toBe(
      'Simulated: 60 ms round trip, HTTP/1.1, TLS 1.3, headers recorded from Chromium 156 and Node 20. Bytes of TCP/IP and what it carries, opening and closing TCP and TLS counted from the start. Times are to scale, widths aren’t.',
    );
    expect(chatTime(12_345, chat)).toBe('12.3 s of 30.0 s');
  });

  test('message by message', () => {
    const rows = chatRows(chat);
    expect(rows).toHaveLength(8);
    for (const [, direction, , , byWebSocket] of rows) {
      expect(['to the browser', 'to the server']).toContain(direction);
      expect(byWebSocket).toBe('30 ms');
    }
  });
});

test('all words hold with any settings', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const any = compareChat(settings, compressWrites);
      const words = [
        chatSubject(any),
        chatCaption(any),
        chatMethodNote('polling', settings),
        ...CHAT_METHODS.flatMap((method) => [chatSummary(any, method), setupNote(any, method)]),
        ...chatRows(any).flat(),
        ...CHAT_PARTS.map((part) => chatPartName(part, settings)),
      ].join('\n');
      expect(words).not.toMatch(/undefined|NaN|\[object|not sent| {2}/);
      expect(chatCaption(any).includes('TLS 1.3')).toBe(settings.encryption === 'tls');
      expect(chatCaption(any).includes('estimated')).toBe(settings.http === '2');
      expect(chatCaption(any).includes('without opening')).toBe(settings.setup === 'left-out');
      if (any.messages.some(({ direction }) => direction === 'server-to-client'))
        expect(chatSummary(any, 'websocket')).toContain('mean delay');
      else expect(chatSummary(any, 'websocket')).not.toContain('mean delay');
    }),
    { numRuns: 30 },
  );
});
