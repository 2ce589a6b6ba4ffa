import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { playSample } from '#core/traffic/results/sample.ts';
import {
  CHAT_METHODS,
  chatProgress,
  compareChat,
  delayOf,
  type ChatMethod,
} from '#core/traffic/results/chat-comparison.ts';
import { wirePlanOf } from '#core/traffic/settings/comparison-plan.ts';
import { SHORT_CHAT } from '#core/traffic/settings/short-chat.ts';
import { serializeWrites } from '#core/traffic/wire/serialized-write.ts';
import { anySettings } from '../sample-settings.ts';
import { compressWrites } from '#core/traffic/wire/compressed-messages.ts';

test('has the figures of Compare, whatever the settings', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { results } = playSample(settings).sample;
      const chat = compareChat(settings, compressWrites);
      for (const method of CHAT_METHODS) {
        const result = results[method];
        const run = chat.runs[method];
        const end = chatProgress(chat, method, chat.endMs);
        expect(end.totalBytes).toBe(result.totalBytes);
        expect(run.totalBytes).toBe(result.totalBytes);
        expect(end.bytes).toEqual(result.bytes);
        expect(end.requests).toBe(result.requests);
        expect(end.polls).toBe(result.polls);
        expect(end.emptyPolls).toBe(result.emptyPolls);
        expect(end.arrived).toBe(result.messages);
        for (const direction of ['client-to-server', 'server-to-client'] as const) {
          const meanMs = result.delays[direction]?.meanMs ?? null;
          if (meanMs === null) expect(end.meanDelayMs[direction]).toBeNull();
          else expect(end.meanDelayMs[direction]).toBeCloseTo(meanMs, 6);
        }
      }
    }),
    { numRuns: 20 },
  );
});

describe('the short chat, counted again from its serialized bytes', () => {
  const chat = compareChat(SHORT_CHAT);
  const plan = wirePlanOf(SHORT_CHAT);
  const textsOf = (method: ChatMethod) =>
    serializeWrites(chat.runs[method].run, plan, SHORT_CHAT.seed).map((write) =>
      Buffer.from(write.encode()).toString('latin1'),
    );
  const sizeOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length, 0);
  /** RFC 8446 §5.2 (22 bytes), and 52 bytes of IPv4 and TCP. */
  const around = (texts: readonly string[]) => texts.length * (22 + 52);

  test('polling', () => {
    const texts = textsOf('polling');
    const { bytes, setupBytes, totalBytes } = chat.runs.polling;
    const end = chatProgress(chat, 'polling', chat.endMs);
    expect(texts.filter((text) => /^(GET|POST) /.test(text))).toHaveLength(end.requests);
    expect(texts.filter((text) => text.startsWith('GET '))).toHaveLength(end.polls);
    // An answered POST is a 204, too.
    const posts = texts.filter((text) => text.startsWith('POST ')).length;
    const empty = texts.filter((text) => text.startsWith('HTTP/1.1 204 ')).length;
    expect(empty - posts).toBe(end.emptyPolls);
    expect(totalBytes).toBe(setupBytes + sizeOf(texts) + around(texts) + bytes.acknowledgements);
    expect(bytes.acknowledgements % 52).toBe(0);
    expect(bytes.payload).toBe(8 * 48);
  });

  test('WebSocket', () => {
    const texts = textsOf('websocket');
    const { bytes, setupBytes, totalBytes } = chat.runs.websocket;
    const [request = '', response = '', ...frames] = texts;
    expect(request).toMatch(/^GET .*\r\nUpgrade: websocket\r\n/s);
    expect(response).toMatch(/^HTTP\/1\.1 101 /);
    // Eight messages of 48 bytes, two of them masked, and two Close frames with a code.
    expect(sizeOf(frames)).toBe(8 * (48 + 2) + 2 * 4 + (4 + 4) + 4);
    expect(setupBytes).toBe(
      bytes['tcp-setup'] + bytes['tls-setup'] + sizeOf([request, response]) + 8 + 4,
    );
    expect(totalBytes).toBe(
      bytes['tcp-setup'] +
        bytes['tls-setup'] +
        sizeOf(texts) +
        around(texts) +
        bytes.acknowledgements,
    );
  });

  test('a message waits for the next poll that reaches the server, and never for WebSocket', () => {
    for (const transfer of chat.runs.polling.transfers) {
      const { madeAtMs, direction } = transfer.message;
      const reachesServerAtMs = 30 + 2000 * Math.ceil((madeAtMs - 30) / 2000);
      const sentAtMs = direction === 'server-to-client' ? reachesServerAtMs : madeAtMs;
      expect(transfer.sentAtMs).toBe(sentAtMs);
      expect(transfer.arrivedAtMs).toBe(sentAtMs + 30);
    }
    for (const transfer of chat.runs.websocket.transfers) expect(delayOf(transfer)).toBe(30);
  });

  test('is neither kind nor unkind to polling', () => {
    const meanMs = chatProgress(chat, 'polling', chat.endMs).meanDelayMs['server-to-client']!;
    const expectedMs = 2000 / 2 + 30;
    expect(Math.abs(meanMs / expectedMs - 1)).toBeLessThan(0.03);
    const made = chat.messages.map(({ madeAtMs }) => madeAtMs);
    const gaps = made.slice(1).map((madeAtMs, index) => madeAtMs - made[index]!);
    expect(Math.min(...gaps)).toBeGreaterThan(1800);
  });
});

test('progress only grows, and nothing has happened before it was sent', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const chat = compareChat(settings, compressWrites);
      for (const method of CHAT_METHODS) {
        const { run, transfers } = chat.runs[method];
        let last = chatProgress(chat, method, 0);
        for (let share = 1; share <= 12; share++) {
          const atMs = (share / 12) * chat.endMs;
          const now = chatProgress(chat, method, atMs);
          for (const figure of [
            'totalBytes',
            'requests',
            'polls',
            'emptyPolls',
            'arrived',
          ] as const)
            expect(now[figure]).toBeGreaterThanOrEqual(last[figure]);
          if (share < 12) {
            expect(now.requests).toBe(run.exchanges.filter((each) => each.sentAtMs <= atMs).length);
            expect(now.arrived).toBe(transfers.filter((each) => each.arrivedAtMs <= atMs).length);
          }
          last = now;
        }
        for (const { message, sentAtMs, arrivedAtMs } of transfers) {
          expect(sentAtMs).toBeGreaterThanOrEqual(message.madeAtMs);
          expect(arrivedAtMs).toBeGreaterThanOrEqual(sentAtMs);
        }
      }
    }),
    { numRuns: 15 },
  );
});
