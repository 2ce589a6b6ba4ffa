import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromUtf8 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { messageData } from '#core/conversation/message.ts';
import { pastedTrace } from '#core/notations/pasted-trace.ts';
import type { ReadConnection } from '#core/notations/reading.ts';
import { bestOf, sourcesOf } from './reading-of.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/har');
const readFixture = (name: string) => readFileSync(path.join(folder, name), 'utf8');

type HarMessage = { readonly type: string; readonly opcode: number; readonly data: string };
type Har = { readonly log: { readonly entries: readonly { _webSocketMessages?: HarMessage[] }[] } };

/** The file read by another program: type and data of each message. */
function messagesIn(name: string): string[][] {
  const { log } = JSON.parse(readFixture(name)) as Har;
  return log.entries
    .map(({ _webSocketMessages }) => _webSocketMessages)
    .filter((messages) => messages !== undefined)
    .map((messages) =>
      messages
        .filter(({ opcode }) => opcode > 0)
        .map(({ type, opcode, data }) => {
          const text = opcode === 1 ? data : Buffer.from(data, 'base64').toString('hex');
          return `${type === 'send' ? 'client-to-server' : 'server-to-client'} ${text}`;
        }),
    );
}

function messagesOf(connection: ReadConnection): string[] {
  const conversation = readConversation(pastedTrace(connection).trace);
  const { messages, units, trace } = conversation;
  return messages.map((message) => {
    const data = messageData(message, units, trace.streams[message.direction]);
    const text = message.type === 'text' ? fromUtf8(data) : Buffer.from(data).toString('hex');
    return `${message.direction} ${text}`;
  });
}

const FILES = [
  'echo-devtools.har',
  'echo-playwright.har',
  'errors-devtools.har',
  'errors-playwright.har',
];

describe('a HAR file', () => {
  test.each(FILES)('%s gives its messages in frames made around them', (name) => {
    const reading = bestOf(readFixture(name));
    expect(reading).toMatchObject({ notation: 'har', confidence: 'sure', isReconstructed: true });
    expect(reading.connections.map(messagesOf)).toEqual(messagesIn(name));
  });

  test.each(FILES)('%s breaks no rule of frames', (name) => {
    for (const connection of bestOf(readFixture(name)).connections) {
      const { findings } = readConversation(pastedTrace(connection).trace);
      expect(findings.filter(({ violation }) => violation.id.startsWith('frame'))).toEqual([]);
    }
  });

  test.each(FILES.slice(0, 2))('%s counts times in milliseconds from its first message', (name) => {
    const chunks = bestOf(readFixture(name)).connections[0]!.chunks.slice(2);
    const times = chunks.map(({ atMs }) => atMs ?? NaN);
    expect(times[0]).toBe(0);
    expect(times.at(-1)).toBeGreaterThan(8);
    expect(times.at(-1)).toBeLessThan(1000);
  });

  test('knows the position in the file of each byte of a payload', () => {
    const text = readFixture('echo-devtools.har');
    const reading = bestOf(text);
    const sources = sourcesOf(text, reading);
    // All bytes of a multi-byte character have its position.
    expect(sources.join('')).toContain('naïïve 😀😀😀😀');
    expect(sources.join('')).toContain('{\\"op\\":\\"hello\\",\\"n\\":1}');
  });

  test('knows a failed handshake, which has a request and no answer', () => {
    const connection = bestOf(readFixture('errors-devtools.har')).connections[1]!;
    expect(connection.chunks.map(({ direction }) => direction)).toEqual(['client-to-server']);
  });
});
