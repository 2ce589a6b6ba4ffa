/** Who sent bytes, and on which connection, in the words of logs and shells. */

import { describe, expect, test } from 'vitest';
import { bestOf, describeChunks } from './reading-of.ts';

type Row = {
  readonly name: string;
  readonly text: string;
  /** A sender, or "?", and bytes; of made frames, the sender and the payload. */
  readonly chunks: readonly string[];
  /** All text that wasn't read; none by default. */
  readonly unread?: readonly string[];
};

const ROWS: readonly Row[] = [
  {
    name: 'received by a named server',
    text: 'Server received: 81 05 48 65 6c 6c 6f',
    chunks: ['> 810548656c6c6f'],
  },
  {
    name: 'got by a named server',
    text: 'server got 81 05 48 65 6c 6c 6f',
    chunks: ['> 810548656c6c6f'],
  },
  {
    name: 'from a side that words behind them name',
    text: 'client got 81 05 48 65 6c 6c 6f from server',
    chunks: ['< 810548656c6c6f'],
    unread: ['client got ', ' from server'],
  },
  {
    name: 'received by a client',
    text: 'received by client: 81 05 48 65 6c 6c 6f',
    chunks: ['< 810548656c6c6f'],
  },
  {
    name: 'sent by a client',
    text: 'sent by the client: 81 05 48 65 6c 6c 6f',
    chunks: ['> 810548656c6c6f'],
  },
  {
    name: 'below the heading of a server’s log',
    text: 'server log:\n' + 'recv 81 05 48 65 6c 6c 6f\n' + 'send 81 05 48 65 6c 6c 6f',
    chunks: ['> 810548656c6c6f', '< 810548656c6c6f'],
  },
  {
    name: 'below the heading of a client’s log',
    text: 'client log:\n' + 'recv 81 05 48 65 6c 6c 6f\n' + 'send 81 05 48 65 6c 6c 6f',
    chunks: ['< 810548656c6c6f', '> 810548656c6c6f'],
  },
  {
    name: 'to a side',
    text: 'To server: 81 85 37 fa 21 3d 7f 9f 4d 51 58\n' + 'To client: 81 05 48 65 6c 6c 6f',
    chunks: ['> 818537fa213d7f9f4d5158', '< 810548656c6c6f'],
  },
  {
    name: 'from and to an upstream',
    text: 'from upstream: 81 05 48 65 6c 6c 6f\n' + 'to upstream: 81 05 48 65 6c 6c 6f',
    chunks: ['< 810548656c6c6f', '> 810548656c6c6f'],
  },
  {
    name: 'of a request and a response',
    text: 'request: 81 05 48 65 6c 6c 6f\n' + 'response: 81 05 48 65 6c 6c 6f',
    chunks: ['> 810548656c6c6f', '< 810548656c6c6f'],
  },
  {
    name: 'between a server and a device',
    text: 'ESP32 -> server: 81 05 48 65 6c 6c 6f\n' + 'server -> ESP32: 81 05 48 65 6c 6c 6f',
    chunks: ['> 810548656c6c6f', '< 810548656c6c6f'],
  },
  {
    name: 'behind a prompt of Python',
    text: '>>> data\n' + "b'\\x81\\x05Hello'",
    chunks: ['? 810548656c6c6f'],
    unread: ['>>> data'],
  },
  {
    name: 'behind Python’s recv',
    text: '>>> s.recv(1024)\n' + "b'\\x81\\x05Hello'\n" + ">>> s.send(b'\\x89\\x00')\n" + '2',
    chunks: ['< 810548656c6c6f', '> 8900'],
    unread: ['>>> s.recv(1024)', '2'],
  },
  {
    name: 'below a prompt of Python',
    text:
      '>>> list(data)\n' +
      '[129, 5, 72, 101, 108, 108, 111]\n' +
      '>>> list(data2)\n' +
      '[129, 133, 55, 250, 33, 61, 127, 159, 77, 81, 88]',
    chunks: ['? 810548656c6c6f', '? 818537fa213d7f9f4d5158'],
    unread: ['>>> list(data)', '>>> list(data2)'],
  },
  {
    name: 'behind the answer of Ruby',
    text:
      'irb(main):001:0> a\n' +
      '=> "\\x81\\x05Hello"\n' +
      'irb(main):002:0> b\n' +
      '=> "\\x81\\x857\\xFA!=\\x7F\\x9FMQX"',
    chunks: ['? 810548656c6c6f', '? 818537fa213d7f9f4d5158'],
    unread: ['irb(main):001:0> a', 'irb(main):002:0> b'],
  },
  {
    name: 'behind the answer of IPython',
    text: 'Out[7]: \n' + 'array([129,   5,  72, 101, 108, 108, 111], dtype=uint8)',
    chunks: ['? 810548656c6c6f'],
    unread: ['Out[7]:'],
  },
  {
    name: 'below a prompt of Julia',
    text:
      'julia> data\n' +
      '7-element Vector{UInt8}:\n' +
      ' 0x81\n' +
      ' 0x05\n' +
      ' 0x48\n' +
      ' 0x65\n' +
      ' 0x6c\n' +
      ' 0x6c\n' +
      ' 0x6f',
    chunks: ['? 810548656c6c6f'],
    unread: ['julia> data', '7-element Vector{UInt8}:'],
  },
  {
    name: 'behind a tag that contains the word client',
    text:
      'I (12345) WEBSOCKET_CLIENT: rx data\n' +
      'I (12345) WEBSOCKET_CLIENT: 81 05 48 65 6c 6c 6f \n' +
      'I (12350) WEBSOCKET_CLIENT: tx data\n' +
      'I (12350) WEBSOCKET_CLIENT: 81 85 37 fa 21 3d 7f 9f 4d 51 58 ',
    chunks: ['< 810548656c6c6f', '> 818537fa213d7f9f4d5158'],
  },
  {
    name: 'behind a number of IPython',
    text: 'In [12]: frame.hex(" ")\n' + "Out[12]: '81 85 37 fa 21 3d 7f 9f 4d 51 58'",
    chunks: ['? 818537fa213d7f9f4d5158'],
    unread: ['In [12]: frame.hex(" ")'],
  },
  {
    name: 'in a message of mitmproxy',
    text: '127.0.0.1:51234 -> WebSocket binary message -> example.com:443/chat\n' + '  00 01 02 03',
    chunks: ['> \u0000\u0001\u0002\u0003'],
  },
  {
    name: 'in records whose message says who sent them',
    text: '{"msg":"read frame","bytes":"gQVIZWxsbw=="}\n' + '{"msg":"write frame","bytes":"iQA="}',
    chunks: ['< 810548656c6c6f', '> 8900'],
  },
  {
    name: 'below headings for a request and a response',
    text:
      'Request:\n' + '81 85 37 fa 21 3d 7f 9f 4d 51 58\n' + 'Response:\n' + '81 05 48 65 6c 6c 6f',
    chunks: ['> 818537fa213d7f9f4d5158', '< 810548656c6c6f'],
  },
  {
    name: 'of two ports',
    text:
      '[127.0.0.1:5001] recv 81 80 00 00 00 00\n' +
      '[127.0.0.1:5002] recv 01 82 00 00 00 00 61 62\n' +
      '[127.0.0.1:5001] send 81 00\n' +
      '[127.0.0.1:5002] recv 80 82 00 00 00 00 63 64',
    chunks: ['> 818000000000', '< 8100', '> 0182000000006162', '> 8082000000006364'],
  },
  {
    name: 'of two descriptors',
    text:
      'fd 7: recv 81 80 00 00 00 00\n' +
      'fd 9: recv 01 82 00 00 00 00 61 62\n' +
      'fd 7: send 81 00\n' +
      'fd 9: recv 80 82 00 00 00 00 63 64',
    chunks: ['> 818000000000', '< 8100', '> 0182000000006162', '> 8082000000006364'],
  },
  {
    name: 'of two long ids',
    text:
      'conn=3f2504e0-4f89-11d3-9a0c-0305e82c3301 rx 01 82 00 00 00 00 61 62\n' +
      'conn=6ba7b810-9dad-11d1-80b4-00c04fd430c8 rx 81 80 00 00 00 00\n' +
      'conn=3f2504e0-4f89-11d3-9a0c-0305e82c3301 rx 80 82 00 00 00 00 63 64',
    chunks: ['> 0182000000006162', '> 8082000000006364', '> 818000000000'],
  },
  {
    name: 'below an address that somebody listens on',
    text:
      'Server listening on 127.0.0.1:8080\n' +
      '[127.0.0.1:51234] recv 81 80 00 00 00 00\n' +
      '[127.0.0.1:51234] send 81 00',
    chunks: ['> 818000000000', '< 8100'],
    unread: ['Server listening on 127.0.0.1:8080'],
  },
  {
    name: 'below an address that somebody is connected to',
    text: 'Connected to 127.0.0.1:8080\n' + 'send 81 80 00 00 00 00\n' + 'recv 81 00',
    chunks: ['> 818000000000', '< 8100'],
    unread: ['Connected to 127.0.0.1:8080'],
  },
  {
    name: 'below headings with two addresses',
    text:
      'recv from 10.0.0.8:44312 (6 bytes):\n' +
      '00000000: 8180 0000 0000  ......\n' +
      'recv from 10.0.0.9:44313 (8 bytes):\n' +
      '00000000: 0182 0000 0000 6162  ......ab',
    chunks: ['> 818000000000', '> 0182000000006162'],
  },
  {
    name: 'of two threads whose frames don’t go together',
    text:
      '[thread-1] <- 01 82 00 00 00 00 61 62\n' +
      '[thread-2] <- 81 80 00 00 00 00\n' +
      '[thread-1] <- 80 82 00 00 00 00 63 64',
    chunks: ['> 0182000000006162', '> 8082000000006364', '> 818000000000'],
  },
  {
    name: 'of two threads whose frames go together',
    text:
      'goroutine 17: read 81 80 00 00 00 00\n' +
      'goroutine 18: read 01 82 00 00 00 00 61 62\n' +
      'goroutine 17: wrote 81 00',
    chunks: ['> 818000000000', '> 0182000000006162', '< 8100'],
  },
  {
    name: 'before a time',
    text: '↑ 81 85 37 fa 21 3d 7f 9f 4d 51 58   10:11:12\n' + '↓ 81 05 48 65 6c 6c 6f   10:11:13',
    chunks: ['> 818537fa213d7f9f4d5158', '< 810548656c6c6f'],
  },
  {
    name: 'in a frame of Python’s websockets',
    text: "Frame(opcode=<Opcode.TEXT: 1>, data=b'Hello', fin=True, rsv1=False, rsv2=False, rsv3=False)",
    chunks: ['< Hello'],
  },
  {
    name: 'in a table with columns for both sides',
    text:
      '| From | To | Bytes |\n' +
      '| --- | --- | --- |\n' +
      '| client | server | 81 85 37 fa 21 3d 7f 9f 4d 51 58 |\n' +
      '| server | client | 81 05 48 65 6c 6c 6f |',
    chunks: ['> 818537fa213d7f9f4d5158', '< 810548656c6c6f'],
    unread: ['| From | To | Bytes |', '| --- | --- | --- |'],
  },
  {
    name: 'behind a bold name',
    text: '**Client:** `81 85 37 fa 21 3d 7f 9f 4d 51 58`\n' + '**Server:** `81 05 48 65 6c 6c 6f`',
    chunks: ['> 818537fa213d7f9f4d5158', '< 810548656c6c6f'],
  },
  {
    name: 'that somebody gets',
    text: 'I send: 81 85 37 fa 21 3d 7f 9f 4d 51 58\n' + 'I get: 81 05 48 65 6c 6c 6f',
    chunks: ['> 818537fa213d7f9f4d5158', '< 810548656c6c6f'],
  },
  {
    name: 'of two numbered clients',
    text:
      'client 1 -> 81 80 00 00 00 00\n' +
      'client 2 -> 01 82 00 00 00 00 61 62\n' +
      'server -> client 1: 81 00\n' +
      'client 2 -> 80 82 00 00 00 00 63 64',
    chunks: ['> 818000000000', '< 8100', '> 0182000000006162', '> 8082000000006364'],
  },
  {
    name: 'below sentences about my server',
    text:
      'Wireshark shows the client frame as\n' +
      '81 85 37 fa 21 3d 7f 9f 4d 51 58\n' +
      'and the response from my server as\n' +
      '81 05 48 65 6c 6c 6f',
    chunks: ['> 818537fa213d7f9f4d5158', '< 810548656c6c6f'],
  },
];

describe('bytes', () => {
  test.each(ROWS)('have the sender $name', ({ text, chunks, unread = [] }) => {
    const reading = bestOf(text);
    expect(describeChunks(text)).toEqual(chunks);
    expect(reading.unread.map(({ start, end }) => text.slice(start, end))).toEqual(unread);
  });
});

test.each(['of two ports', 'of two descriptors', 'of two long ids'])(
  'bytes %s are of two connections',
  (wanted) => {
    const { text } = ROWS.find(({ name }) => name === wanted)!;
    expect(bestOf(text).connections).toHaveLength(2);
  },
);

test('a word of what happened to the client is no heading', () => {
  const text = 'recv: 89 00\nMy client gets closed with 1006 and I can’t see why.\n8a 00';
  expect(describeChunks(text)[1]).toBe('? 8a00');
});

test.each([
  ['Chinese', '客户端: 89 00\n服务器: 8a 00'],
  ['Chinese, with arrows', '客户端 -> 服务器：89 00\n服务器 -> 客户端：8a 00'],
  ['Japanese', '10:00:01 クライアント: 89 00\n10:00:01 サーバー: 8a 00'],
  ['Russian', 'Клиент: 89 00\nСервер: 8a 00'],
  ['French', 'Client : 89 00\nServeur : 8a 00'],
  ['Spanish and Portuguese', 'Cliente: 89 00\nServidor: 8a 00'],
  ['German', '[1] Gesendet: 89 00\n[2] Empfangen: 8a 00'],
  ['French, by verbs', 'envoyé: 89 00\nreçu: 8a 00'],
  ['Chinese, by verbs', '发送: 89 00\n接收: 8a 00'],
  ['Japanese, by verbs', '送信: 89 00\n受信: 8a 00'],
  ['Russian, by verbs', 'Отправлено: 89 00\nПолучено: 8a 00'],
])('reads who sent bytes in %s', (_, text) => {
  expect(describeChunks(text)).toEqual(['> 8900', '< 8a00']);
});

test('reads no side in a sentence of another language', () => {
  expect(describeChunks('reçu par le serveur : 89 00')).toEqual(['? 8900']);
});
