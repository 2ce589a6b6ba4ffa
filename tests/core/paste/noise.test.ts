import { describe, expect, test } from 'vitest';
import { bestOf, hexOf, streamHex } from './reading-of.ts';

/** What noisy pastes once brought to light, cut down to the lines that it takes. */
describe('a paste is read to the last byte', () => {
  test.each([
    {
      name: 'with 0x behind a word that could be the name of a value',
      text: 'DEBUG: 0x89 0x80 0x1a 0x47 0xf3 0xbb',
      hex: '89801a47f3bb',
    },
    {
      name: 'with the last offset of a dump behind a prefix',
      text: '[ws] 00000000  81 05 48 65 6c 6c 6f  |..Hello|\n[ws] 00000007',
      hex: '810548656c6c6f',
    },
    {
      name: 'with literals beside one another that C needs to end an escape',
      text: '12:00:00 "\\x88\\x05\\x03\\xe9" "bye"\n12:00:01 "\\x81\\x08" "deadbeef"\n12:00:02 "\\x81\\x01" "C"',
      hex: '880503e962796581086465616462656566810143',
    },
    {
      name: 'with a count behind its bytes',
      text: 'read: data: 0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f len=7',
      hex: '810548656c6c6f',
    },
    {
      name: 'with a time zone before rows whose second byte looks like a number',
      text: '2024-01-02T03:04:01.678+01:00 82 fe 01 2c ef cb f0 bd\n2024-01-02T03:04:08.678+01:00 2e 00 41 8d 50 35 40 d7',
      hex: '82fe012cefcbf0bd2e00418d503540d7',
    },
    {
      name: 'with several words before its bytes',
      text: '2024-01-02 03:04:00,678 DEBUG ws.client 82 90 9e 38 32 6c 30 33 1b c8 c8 f1 42 c8 0a 12 04 ad cb 64 da ef',
      hex: '82909e38326c30331bc8c8f142c80a1204adcb64daef',
    },
    {
      name: 'with milliseconds since 1970 before its rows',
      text: '1704164645001 89 00\n1704164645002 82 10 86 80 3f 01 b9 cd 3a 52 07 df cb b7 18 e3\n1704164645003 a1 f7',
      hex: '8900821086803f01b9cd3a5207dfcbb718e3a1f7',
    },
    {
      name: 'with decimals behind a key and its value',
      text: 'conn=7 138, 4, 112, 111, 110, 103',
      hex: '8a04706f6e67',
    },
    {
      name: 'with the last offset of a dump right behind a logger',
      text: 'DEBUG:websockets.client:00000000  89 00  |..|\nDEBUG:websockets.client:00000002',
      hex: '8900',
    },
    {
      name: 'behind the line of a program',
      text: 'app.js:12 89 80 16 df 3d 09 82 90\napp.js:12 c8 1b 66 dd 6b 99 d7 f2',
      hex: '898016df3d098290c81b66dd6b99d7f2',
    },
    {
      name: 'with decimals behind brackets',
      text: '[pid  1234] 136, 5, 3, 234, 98, 121, 101',
      hex: '880503ea627965',
    },
    {
      name: 'with decimals behind a level',
      text: 'DEBUG: 129, 130, 50, 113, 89, 108, 122, 24',
      hex: '81823271596c7a18',
    },
    {
      name: 'with base64 behind a time',
      text: '12:00:01.123 gQVIZWxsbw==\n12:00:02.123 iQRwaW5n',
      hex: '810548656c6c6f890470696e67',
    },
    {
      name: 'as base64 behind Android’s process and level',
      text: '01-02 03:04:00.678  1234  5678 D WebSocket: gQVIZWxsbw==',
      hex: '810548656c6c6f',
    },
    {
      name: 'in Netty’s table behind milliseconds since 1970',
      text: '1704164645013 |00000000| 81 88 71 75 07 20 15 10 66 44 13 10 62 46 8a 84 |..qu. ..fD..bF..|\n1704164645014 |00000010| 41 45 43 0b 31 2a 2d 6c                         |AEC.1*-l        |',
      hex: '81887175072015106644131062468a844145430b312a2d6c',
    },
    {
      name: 'with colons where a time could be',
      text: '[12:00:00.123] 81:02:48:69\n[12:00:01.123] 81:05:48:65:6c:6c:6f',
      hex: '81024869810548656c6c6f',
    },
    {
      name: 'behind a logger that could be a host with a port',
      text: 'DEBUG:websockets.client:136, 2, 3, 234\nDEBUG:websockets.client:137, 0, 138, 0',
      hex: '880203ea89008a00',
    },
    {
      name: 'as two bytes behind a label',
      text: '2024/01/02 03:04:00 main.go:42: 8a 00',
      hex: '8a00',
    },
    {
      name: 'as base64 between a count and its length',
      text: 'TX: len=14 data=gYislFvcyPE6uM7xPro= (14 bytes)',
      hex: '8188ac945bdcc8f13ab8cef13eba',
    },
    {
      name: 'below a side that could be an offset',
      text: 'S:\n00000000: 8105 4865 6c6c 6f    ..Hello\nC:\n00000000: 8185 edf1 a545 a594 c929 82  .....E...).',
      hex: '810548656c6c6f8185edf1a545a594c92982',
    },
    {
      name: 'of od behind a tag',
      text: '[ws] 000000 8a 00                                            >..<\n[ws] 000002',
      hex: '8a00',
    },
    {
      name: 'in words of the machine, of which the last is half filled',
      text: 'VM1:1 0000000 0581 6548 6c6c 006f\nVM1:1 0000007',
      hex: '810548656c6c6f',
    },
  ])('$name', ({ text, hex }) => {
    const reading = bestOf(text);
    expect(hexOf(reading)).toBe(hex);
    expect(reading).toMatchObject({ problems: [], unread: [] });
  });

  test.each([
    'ws.client',
    'ws::client',
    'DEBUG:websockets.client:',
    'c.e.ws.Server -',
    'ws.client data:',
  ])('and the logger %s is not who sent them', (logger) => {
    const text = `// from client\n${logger} 88 82 e9 e5 d5 ce ea 0f\n// from server\n${logger} 81 05 48 65 6c 6c 6f`;
    const { chunks } = bestOf(text).connections[0]!;
    expect(chunks.map(({ direction }) => direction)).toEqual([
      'client-to-server',
      'server-to-client',
    ]);
  });

  test.each([
    ['12:00:00 → 8 bytes: ', '12:00:01 ← 7 bytes: '],
    ['=> (8 bytes) ', '<= (7 bytes) '],
    ['--> len=8 data=', '<-- len=7 data='],
    ['client: len=8 frame ', 'server: len=7 frame '],
  ])('and a count between %j and bytes hides nobody', (client, server) => {
    const text = `${client}88 82 e9 e5 d5 ce ea 0f\n${server}81 05 48 65 6c 6c 6f`;
    const { chunks } = bestOf(text).connections[0]!;
    expect(chunks.map(({ direction }) => direction)).toEqual([
      'client-to-server',
      'server-to-client',
    ]);
  });

  test('and a comment above bytes says whose they are', () => {
    const text =
      '// from client\n0x88 0x82 0xe9 0xe5 0xd5 0xce 0xea 0x0f\n// from server\n0x89 0x00 0x8a 0x00';
    const { chunks } = bestOf(text).connections[0]!;
    expect(chunks.map(({ direction }) => direction)).toEqual([
      'client-to-server',
      'server-to-client',
    ]);
  });

  test.each([
    [
      'an arrow of three signs',
      '<<<\n0000   81 08 31 32 33 34 35 36 37 38\n>>>\n0000   89 84 e3 02 5c 26 93 6b 32 41',
    ],
    [
      'milliseconds since 1970',
      '1704164645002 Received:\n0000   81 02 48 69\n1704164645003 Sending:\n0000   82 80 e3 a1 65 b1',
    ],
  ])('and %s above a dump is no part of it', (_, text) => {
    const { chunks } = bestOf(text).connections[0]!;
    expect(chunks.map(({ direction }) => direction)).toEqual([
      'server-to-client',
      'client-to-server',
    ]);
  });

  test('and the name of a logger is no id of a connection', () => {
    const { connections } = bestOf('DEBUG:websockets.client:81 82 ad f5 df b6 e5 9c');
    expect(connections.map(({ name, bytes }) => [name, bytes.length])).toEqual([[null, 8]]);
  });

  test('and a letter above bytes is no digit of them', () => {
    const { connections, problems } = bestOf('[ws] S:\n88 02 03 e9\n[ws] C:\n8a 80 ec e7 fa ed');
    expect(connections[0]!.chunks.map(({ direction }) => direction)).toEqual([
      'server-to-client',
      'client-to-server',
    ]);
    expect(problems).toEqual([]);
  });

  test('and a server that speaks is no field of a head', () => {
    const { form, problems } = bestOf(
      'Server:\nI/flutter ( 1234): 81 02 48 69\nServer:\nI/flutter ( 1234): 89 00',
    );
    expect(form).toBe('hex-log');
    expect(problems).toEqual([]);
  });

  test('and packets come after heads that are text', () => {
    const text = [
      'GET /chat HTTP/1.1',
      'Host: server.example.com',
      'Upgrade: websocket',
      '',
      '12:00:01.123456 IP 192.0.2.1.50092 > 192.0.2.2.8080: Flags [P.], seq 1:9, ack 1, win 512, length 8',
      '\t0x0000:  4500 0030 0000 4000 4006 0000 c000 0201',
      '\t0x0010:  c000 0202 c3ac 1f90 0000 0001 0000 0001',
      '\t0x0020:  5018 0200 0000 0000 8882 9d06 fc5f 9eec',
    ].join('\n');
    const reading = bestOf(text);
    const stream = streamHex(reading, 'client-to-server');
    expect(stream.startsWith('474554202f63686174')).toBe(true);
    expect(stream.endsWith('0d0a0d0a88829d06fc5f9eec')).toBe(true);
    expect(reading.unread).toEqual([]);
  });

  test('and an error beside frames doesn’t make a text without bytes of them', () => {
    const text =
      '8a 00\n82 7d c2 46 d2 51 90 9e 43 b0 ... (117 more bytes)\nHi all, my client gets closed with 1006 and I can’t see why.';
    expect(bestOf(text).form).toBe('hex');
  });
});
