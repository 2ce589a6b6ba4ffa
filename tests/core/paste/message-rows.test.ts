import { toHex } from '#core/bytes/hex.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import { describe, expect, test } from 'vitest';
import { readConversation } from '#core/conversation/conversation.ts';
import { payloadOf } from '#core/conversation/message.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { bestOf } from './reading-of.ts';

/** Each frame’s sender, opcode and payload. */
function messagesOf(text: string): string[] {
  return bestOf(text).connections.flatMap((connection) => {
    const { trace, units } = readConversation(pastedTrace(connection).trace);
    return units.flatMap((unit) => {
      if (unit.kind !== 'frame') return [];
      const payload = new TextDecoder().decode(payloadOf(unit, trace.streams[unit.direction]));
      const sender = unit.direction === 'client-to-server' ? '>' : '<';
      return [`${sender} ${unit.header.opcode} ${payload}`];
    });
  });
}

const HEADS =
  'GET /chat HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n\r\n\r\n' +
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n\r\n\r\n';

describe('a list of messages', () => {
  test.each([
    {
      name: 'with data, length and time',
      text: 'Hello\t5\t12:00:01.123',
      messages: ['< 1 Hello'],
    },
    {
      name: 'with the names of its columns, in another order',
      text: 'Frame\tLength\tData\tTime\n1\t5\tHello\t10:11:12.123\n2\t17\t{"type":"hello!"}\t10:11:12.423',
      messages: ['< 1 Hello', '< 1 {"type":"hello!"}'],
    },
    {
      name: 'with types and directions',
      text: 'ID\tType\tDirection\tSize\tPreview\tTime\n1\tText\tSent\t5\tHello\t10:11:12\n2\tPing\tReceived\t2\thi\t10:11:13',
      messages: ['> 1 Hello', '< 9 hi'],
    },
    {
      name: 'with a message that looks like a size',
      text: 'Sent\t10:11:12\t42\t2 B',
      messages: ['> 1 42'],
    },
    {
      name: 'with a tab in a message',
      text: '↑\ta\tb\t3\t12:00:01.123',
      messages: ['> 1 a\tb'],
    },
    {
      name: 'exported by mitmproxy, with heads and a message of several lines',
      text: `${HEADS}[OUTGOING] hello\n[INCOMING] {\n  "a": 1\n}\n[OUTGOING] bye`,
      messages: ['> 1 hello', '< 1 {\n  "a": 1\n}', '> 1 bye'],
    },
    {
      name: 'that wscat shows, with a message of several lines and one without text',
      text: 'Connected (press CTRL+C to quit)\n> hello\n< {\n  "a": 1\n}\n> \n< ok\n> ',
      messages: ['> 1 hello', '< 1 {\n  "a": 1\n}', '> 1 ', '< 1 ok'],
    },
    {
      name: 'that wscat shows, of which one looks like bytes, and only the client speaks',
      text: 'connected (press CTRL+C to quit)\n> 81 05 48 65 6c 6c 6f',
      messages: ['> 1 81 05 48 65 6c 6c 6f'],
    },
    {
      name: 'with arrows and nothing else',
      text: '> hello\n< hello\n> bye',
      messages: ['> 1 hello', '< 1 hello', '> 1 bye'],
    },
  ])('is read $name', ({ text, messages }) => {
    const reading = bestOf(text);
    expect(messagesOf(text).toSorted()).toEqual(messages.toSorted());
    expect(reading.isReconstructed).toBe(true);
    expect(reading.unread).toEqual([]);
  });

  test('has rows that are shown only in part, which aren’t read', () => {
    const cut = '2\tBinary\tReceived\t300\t(binary)\t10:11:13';
    const text = `1\tText\tSent\t5\tHello\t10:11:12\n${cut}`;
    expect(messagesOf(text)).toEqual(['> 1 Hello']);
    const { unread } = bestOf(text);
    expect(unread.map(({ start, end }) => text.slice(start, end))).toEqual([cut]);
  });

  test('that are Buffers are read as payloads first, and as frames second', () => {
    const text =
      'Connected (press CTRL+C to quit)\n< <Buffer 81 05 48 65 6c 6c 6f>\n> hi\n< <Buffer 01 ... 9 more bytes>';
    const readings = readPaste(text).map(
      (reading) => `${reading.form}: ${toHex(reading.connections[0]?.bytes ?? new Uint8Array())}`,
    );
    expect(readings[0]).toMatch(/^terminal-messages: 8207810548656c6c6f8182/);
    expect(readings[1]).toBe('node-buffer: 810548656c6c6f01');
    expect(bestOf(text).lost).toMatchObject([{ kind: 'print-limit', shown: 1, total: 10 }]);
  });

  test('shows no more of wscat’s own lines', () => {
    const text =
      '$ wscat -c ws://a.example\nConnected (press CTRL+C to quit)\n> hi\n' +
      'Disconnected (code: 1006, reason: "")';
    expect(messagesOf(text)).toEqual(['> 1 hi']);
    const { unread } = bestOf(text);
    expect(unread.map(({ start, end }) => text.slice(start, end))).toEqual([
      '$ wscat -c ws://a.example',
      'Disconnected (code: 1006, reason: "")',
    ]);
  });

  test('isn’t what diff prints', () => {
    expect(bestOf('1c1\n< hello\n---\n> hi').form).not.toBe('terminal-messages');
  });

  test.each([
    {
      name: 'Postman’s',
      text: 'Connected to wss://ws.postman-echo.com/raw\n10:11:12\nHello\n10:11:13',
    },
    {
      name: 'mitmdump’s',
      text: '127.0.0.1:52012 -> WebSocket text message -> example.com:443/chat\n\n    hello',
    },
    { name: 'one with columns that can’t be told', text: 'Type\tPreview\tSender\nText\tabc\tyou' },
  ])('is named, if its messages can’t be read: $name', ({ text }) => {
    expect(bestOf(text).problems).toMatchObject([{ kind: 'no-bytes', text: 'message-list' }]);
  });
});
