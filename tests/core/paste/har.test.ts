import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromUtf8 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { messageData } from '#core/conversation/message.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import type { ReadConnection, Reading } from '#core/paste/reading.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/har');
const readFixture = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const bestOf = (text: string): Reading => readPaste(text)[0]!;

type HarMessage = { readonly type: string; readonly opcode: number; readonly data: string };
type HarEntry = {
  readonly request: { readonly url: string; readonly headers: { name: string; value: string }[] };
  readonly _webSocketMessages?: HarMessage[];
};
type Har = { readonly log: { readonly entries: readonly HarEntry[] } };

const entriesOf = (name: string) => (JSON.parse(readFixture(name)) as Har).log.entries;

/** A failed handshake has no messages. */
const webSocketsOf = (name: string) =>
  entriesOf(name).filter(({ request }) => request.url.startsWith('ws:'));

/** The file read by another program: type and data of each message. */
function messagesIn(name: string): string[][] {
  return webSocketsOf(name)
    .map(({ _webSocketMessages }) => _webSocketMessages ?? [])
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

/** The text of each byte that has one. */
function sourcesOf(text: string, { bytes, positions }: ReadConnection): string {
  return Array.from(bytes, (_, at) => text.slice(positions.starts[at], positions.ends[at])).join(
    '',
  );
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
    expect(reading).toMatchObject({ form: 'har', confidence: 'sure', isReconstructed: true });
    expect(reading.connections.map(messagesOf)).toEqual(messagesIn(name));
    expect(reading.problems).toEqual([]);
  });

  test.each(FILES)('%s breaks no rule of frames', (name) => {
    for (const connection of bestOf(readFixture(name)).connections) {
      const { findings } = readConversation(pastedTrace(connection).trace);
      expect(findings.filter(({ violation }) => violation.id.startsWith('frame'))).toEqual([]);
    }
  });

  test.each(FILES)('%s gives all fields of its requests', (name) => {
    const { connections } = bestOf(readFixture(name));
    webSocketsOf(name).forEach(({ request }, index) => {
      const head = fromUtf8(connections[index]!.bytes);
      for (const each of request.headers)
        expect(head).toContain(`\r\n${each.name}: ${each.value}\r\n`);
    });
  });

  test.each(FILES.slice(0, 2))('%s counts times in milliseconds from its first message', (name) => {
    const chunks = bestOf(readFixture(name)).connections[0]!.chunks.slice(2);
    const times = chunks.map(({ atMs }) => atMs ?? NaN);
    expect(times[0]).toBe(0);
    expect(times.at(-1)).toBeGreaterThan(8);
    expect(times.at(-1)).toBeLessThan(1000);
  });

  test.each(FILES.slice(2))('%s names its connections by their addresses', (name) => {
    const urls = webSocketsOf(name).map(({ request }) => request.url);
    expect(bestOf(readFixture(name)).connections.map((each) => each.name)).toEqual(urls);
  });

  test('knows the position in the file of each byte of a payload and a field', () => {
    const text = readFixture('echo-devtools.har');
    const sources = sourcesOf(text, bestOf(text).connections[0]!);
    // All bytes of a multi-byte character have its position.
    expect(sources).toContain('naïïve 😀😀😀😀');
    expect(sources).toContain(String.raw`{\"op\":\"hello\",\"n\":1}`);
    expect(sources).toContain('Sec-WebSocket-Version13');
  });

  test('knows a failed handshake, which has a request and no answer', () => {
    const connection = bestOf(readFixture('errors-devtools.har')).connections[1]!;
    expect(connection.chunks.map(({ direction }) => direction)).toEqual(['client-to-server']);
  });

  test.each(['echo-devtools.har', 'errors-playwright.har'])(
    '%s is the same on one line',
    (name) => {
      const text = readFixture(name);
      const bytesIn = (each: string) =>
        bestOf(each).connections.map(({ name: id, bytes }) => ({ id, bytes }));
      expect(bytesIn(JSON.stringify(JSON.parse(text)))).toEqual(bytesIn(text));
    },
  );

  test('without messages says so, and gives its heads', () => {
    const entries = entriesOf('echo-devtools.har').map((entry) => ({
      ...entry,
      _webSocketMessages: undefined,
    }));
    const reading = bestOf(JSON.stringify({ log: { entries } }));
    expect(reading.problems).toMatchObject([{ kind: 'no-bytes', text: 'har-without-messages' }]);
    expect(reading.connections[0]!.chunks.map(({ direction }) => direction)).toEqual([
      'client-to-server',
      'server-to-client',
    ]);
  });

  test('that is cut gives what is there, and says that it is cut', () => {
    const text = readFixture('echo-devtools.har');
    const whole = messagesIn('echo-devtools.har')[0]!;
    const cut = text.slice(0, text.indexOf('AP8QwN4=') + 4);
    const reading = bestOf(cut);
    expect(reading.problems).toMatchObject([{ kind: 'cut-json' }]);
    expect(messagesOf(reading.connections[0]!).slice(0, 2)).toEqual(whole.slice(0, 2));
  });
});

test('messages without an opcode are text, as their exporters mean, but errors are none', () => {
  const messages = [
    { type: 'send', time: 1, data: '42["x"]' },
    { type: 'receive', time: 2, data: 'pong' },
    { type: 'error', time: 3, data: 'net::ERR_FAILED' },
  ];
  const request = { method: 'GET', url: 'wss://api.example.com/socket', headers: [] };
  const entry = { request, response: { status: 101, headers: [] }, _webSocketMessages: messages };
  const { connections } = bestOf(JSON.stringify({ log: { version: '1.2', entries: [entry] } }));
  expect(connections.flatMap(messagesOf)).toEqual([
    'client-to-server 42["x"]',
    'server-to-client pong',
  ]);
});
