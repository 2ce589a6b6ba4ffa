import { describe, expect, test } from 'vitest';
import type { ReadConnection } from '#core/paste/reading.ts';
import { toHex } from '#core/bytes/hex.ts';
import { bestOf } from './reading-of.ts';

/** A sender, or "?", and the bytes. */
function chunksOf({ bytes, chunks }: ReadConnection): string[] {
  return chunks.map(({ direction, range }) => {
    const arrow = direction === null ? '?' : direction === 'client-to-server' ? '>' : '<';
    return `${arrow} ${toHex(bytes.subarray(range.start, range.end))}`;
  });
}

const WITH_BYTES = [
  {
    name: 'asyncio in debug mode',
    text:
      '2024-05-02 10:11:12,345 asyncio DEBUG Using selector: EpollSelector\n' +
      "2024-05-02 10:11:12,400 asyncio DEBUG <_SelectorSocketTransport fd=7 read=polling write=<idle, bufsize=0>>: received b'\\x81\\x05Hello'\n" +
      "2024-05-02 10:11:12,401 asyncio DEBUG <_SelectorSocketTransport fd=7 read=polling write=<idle, bufsize=0>>: sent b'\\x81\\x827\\xfa!=\\x7f\\x93'",
    chunks: ['< 810548656c6c6f', '> 818237fa213d7f93'],
  },
  {
    name: 'WebSocketSharp',
    text:
      'Debug|WebSocket.processReceivedFrame|A frame: FIN=1 opcode=Text 81-05-48-65-6C-6C-6F\n' +
      '5/2/2024 10:11:12 AM|Debug|WebSocket.send:0|Sent: 82-82-37-FA-21-3D-36-F8',
    chunks: ['? 810548656c6c6f', '> 828237fa213d36f8'],
  },
  {
    name: 'Unity’s console',
    text:
      '[WebSocket] Received 7 bytes: 81-05-48-65-6C-6C-6F\n' +
      'UnityEngine.Debug:Log (object)\n' +
      'WsClient:OnMessage (byte[]) (at Assets/Scripts/WsClient.cs:42)',
    chunks: ['< 810548656c6c6f'],
  },
  {
    name: 'Postman, and a dump of what it saved',
    text:
      'Connected to wss://ws.postman-echo.com/raw\n' +
      '10:11:12\n' +
      'Hello\n' +
      '10:11:13\n' +
      'Binary message\n' +
      '00000000: 8105 4865 6c6c 6f                       ..Hello',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'Wireshark, as an escaped string',
    text: '"\\x81\\x05\\x48\\x65\\x6c\\x6c\\x6f\\x89\\x00"',
    chunks: ['? 810548656c6c6f8900'],
  },
  {
    name: 'journalctl -o json',
    text:
      '{"__REALTIME_TIMESTAMP":"1714644672345678","_HOSTNAME":"pi","SYSLOG_IDENTIFIER":"node","_PID":"812","MESSAGE":"recv 81 05 48 65 6c 6c 6f"}\n' +
      '{"__REALTIME_TIMESTAMP":"1714644672345999","_HOSTNAME":"pi","SYSLOG_IDENTIFIER":"node","_PID":"812","MESSAGE":"send 89 00"}',
    chunks: ['< 810548656c6c6f', '> 8900'],
  },
  {
    name: 'Kubernetes',
    text:
      '2024-05-02T10:11:12.345678901Z stdout F recv: 81 05 48 65 6c 6c 6f\n' +
      '2024-05-02T10:11:12.345999001Z stdout F send: 81 82 37 fa 21 3d 7f 93',
    chunks: ['< 810548656c6c6f', '> 818237fa213d7f93'],
  },
  {
    name: 'Docker Compose',
    text:
      'backend-1   | 2024-05-02T10:11:12.345Z recv <Buffer 81 82 37 fa 21 3d 7f 93>\n' +
      'backend-1   | 2024-05-02T10:11:12.346Z send <Buffer 81 05 48 65 6c 6c 6f>',
    chunks: ['> 818237fa213d7f93', '< 810548656c6c6f'],
  },
  {
    name: 'the Windows event viewer',
    text:
      'Log Name:      Application\n' +
      'Source:        MyWsService\n' +
      'Date:          5/2/2024 10:11:12 AM\n' +
      'Event ID:      1001\n' +
      'Level:         Error\n' +
      'Description:\n' +
      'Invalid frame received: 81 05 48 65 6C 6C 6F',
    chunks: ['< 810548656c6c6f'],
  },
  {
    name: 'Format-Hex of PowerShell 7',
    text:
      '   Label: C:\\temp\\frame.bin\n' +
      '\n' +
      '          Offset Bytes                                           Ascii\n' +
      '                 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n' +
      '          ------ ----------------------------------------------- -----\n' +
      '0000000000000000 81 05 48 65 6C 6C 6F 89 00                      .Hello..',
    chunks: ['? 810548656c6c6f8900'],
  },
  {
    name: 'Format-Hex of PowerShell 5',
    text:
      '           Path: C:\\temp\\frame.bin\n' +
      '\n' +
      '           00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n' +
      '\n' +
      '00000000   81 05 48 65 6C 6C 6F 89 00                       .Hello..',
    chunks: ['? 810548656c6c6f8900'],
  },
  {
    name: 'adb logcat -v brief',
    text:
      'D/OkHttpWs( 4242): recv 81 05 48 65 6c 6c 6f\n' +
      'D/OkHttpWs( 4242): send 81 82 37 fa 21 3d 7f 93',
    chunks: ['< 810548656c6c6f', '> 818237fa213d7f93'],
  },
  {
    name: 'Xcode',
    text:
      '2024-05-02 10:11:12.345678+0200 MyApp[4242:113355] [ws] received <81054865 6c6c6f>\n' +
      '2024-05-02 10:11:12.345999+0200 MyApp[4242:113355] [ws] sent 8 bytes: {length = 8, bytes = 0x818237fa213d7f93}',
    chunks: ['< 810548656c6c6f', '> 818237fa213d7f93'],
  },
  {
    name: 'Android Studio',
    text: '2024-05-02 10:11:12.345  4242-4260  OkHttpWs                com.example.app                      D  recv: 81 05 48 65 6c 6c 6f',
    chunks: ['< 810548656c6c6f'],
  },
  {
    name: 'Arduino’s serial monitor',
    text:
      '10:11:12.345 -> [WSc] rx: 81 05 48 65 6C 6C 6F\n' +
      '10:11:12.399 -> [WSc] tx: 81 82 37 FA 21 3D 7F 93',
    chunks: ['< 810548656c6c6f', '> 818237fa213d7f93'],
  },
  {
    name: 'a quoted issue with a fence',
    text:
      '> ### Describe the bug\n' +
      '> The server sends this frame and the client closes with 1002:\n' +
      '>\n' +
      '> ```\n' +
      '> c1 07 f2 48 cd c9 c9 07 00\n' +
      '> ```\n' +
      '>\n' +
      '> ### Version\n' +
      '> ws 8.16.0',
    chunks: ['< c107f248cdc9c90700'],
  },
  {
    name: 'a question with an indented list',
    text:
      "I'm trying to decode a frame, this is what I receive:\n" +
      '\n' +
      '    [129, 133, 55, 250, 33, 61, 127, 159, 77, 81, 88]\n' +
      '\n' +
      'and my code gives garbage. What am I doing wrong?',
    chunks: ['> 818537fa213d7f9f4d5158'],
  },
  {
    name: 'Slack, with curly quotes',
    text: '[10:11 AM] Anna: the server sends b‘\\x81\\x05Hello’\n' + '[10:12 AM] Ben: ok',
    chunks: ['< 810548656c6c6f'],
  },
  {
    name: 'Slack, with spaces of no width',
    text: '81\u200b 05\u200b 48 65 6c 6c 6f',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'a mail with wrapped rows',
    text:
      '> The dump:\n' +
      '> 82 7e 00 7f 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16\n' +
      '> 17 18 19 1a 1b 1c 1d 1e 1f 20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f 30 31\n' +
      '> 32 33 34 35 36 37 38 39 3a 3b 3c 3d 3e 3f 40 41 42 43 44 45 46 47 48 49 4a 4b 4c\n' +
      '> 4d 4e 4f 50 51 52 53 54 55 56 57 58 59 5a 5b 5c 5d 5e 5f 60 61 62 63 64 65 66 67\n' +
      '> 68 69 6a 6b 6c 6d 6e 6f 70 71 72 73 74 75 76 77 78 79 7a 7b 7c 7d 7e',
    chunks: [
      '? 827e007f000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e',
    ],
  },
  {
    name: 'websocat',
    text: '[2024-05-02T10:11:12Z DEBUG websocket::stream] read 7 bytes: [81, 05, 48, 65, 6c, 6c, 6f]',
    chunks: ['< 810548656c6c6f'],
  },
  {
    name: 'hex.Dump of Go',
    text:
      '2024/05/02 10:11:12 recv:\n' +
      '00000000  81 05 48 65 6c 6c 6f                              |..Hello|\n' +
      '2024/05/02 10:11:13 send:\n' +
      '00000000  81 82 37 fa 21 3d 7f 93                           |..7.!=..|',
    chunks: ['< 810548656c6c6f', '> 818237fa213d7f93'],
  },
  {
    name: 'printf of C',
    text: 'buf[0]=0x81 buf[1]=0x05 buf[2]=0x48 buf[3]=0x65 buf[4]=0x6c buf[5]=0x6c buf[6]=0x6f',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'dbg! of Rust',
    text:
      '[src/main.rs:42:5] &buf = [\n' +
      '    129,\n' +
      '    5,\n' +
      '    72,\n' +
      '    101,\n' +
      '    108,\n' +
      '    108,\n' +
      '    111,\n' +
      ']',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'Flutter',
    text: 'I/flutter ( 4242): [129, 5, 72, 101, 108, 108, 111]',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'dump of Swift',
    text:
      '7 bytes\n' +
      '▿ 7 elements\n' +
      '  - 0 : 129\n' +
      '  - 1 : 5\n' +
      '  - 2 : 72\n' +
      '  - 3 : 101\n' +
      '  - 4 : 108\n' +
      '  - 5 : 108\n' +
      '  - 6 : 111',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'PHP',
    text: 'string(7) "Hello"\n' + '81054865 6c6c6f',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'Logger of Ruby',
    text: 'D, [2024-05-02T10:11:12.345678 #4242] DEBUG -- : recv "\\x81\\x05Hello"',
    chunks: ['< 810548656c6c6f'],
  },
  {
    name: 'Elixir',
    text: '10:11:12.345 [debug] Received <<129, 5, 72, 101, 108, 108, 111>>',
    chunks: ['< 810548656c6c6f'],
  },
  {
    name: 'Erlang, cut',
    text: '10:11:12.345 [debug] Received <<129, 126, 1, 44, 72, 101, 108, 108, 111, ...>>',
    chunks: ['< 817e012c48656c6c6f'],
  },
  {
    name: 'a mail with wrapped base64',
    text:
      'data: gn4AfwABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJicoKSor\n' +
      'LC0uLzAxMjM0NTY3ODk6Ozw9Pj9AQUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVpb\n' +
      'XF1eX2BhYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ent8fX4=',
    chunks: [
      '? 827e007f000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b',
      '? 2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e',
    ],
  },
  {
    name: 'a sentence',
    text: 'Got frame 0x81 0x05 0x48 0x65 0x6c 0x6c 0x6f from the server, but expected a masked frame?',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'a mail in quoted-printable',
    text: '=81=05Hello=89=00',
    chunks: ['? 810548656c6c6f8900'],
  },
  {
    name: 'hexdump, in words of the machine',
    text: '0000000 0581 6548 6c6c 006f\n' + '0000007',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'NODE_DEBUG=net',
    text:
      'NET 4242: _read - n 65536 isConnecting? false hasHandle? true\n' +
      '<Buffer 81 05 48 65 6c 6c 6f>',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'BitConverter of C#',
    text: 'Received: 81-05-48-65-6C-6C-6F (7 bytes)',
    chunks: ['< 810548656c6c6f'],
  },
  {
    name: 'Scapy',
    text: '###[ Raw ]###\n' + "           load      = b'\\x81\\x05Hello'",
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'util.inspect of Node',
    text: 'Uint8Array(7) [\n' + '  129,   5, 72, 101,\n' + '  108, 108, 111\n' + ']',
    chunks: ['? 810548656c6c6f'],
  },
];

const WITHOUT_BYTES = [
  {
    name: 'ss',
    text:
      'State   Recv-Q  Send-Q   Local Address:Port    Peer Address:Port  Process\n' +
      'ESTAB   0       0        192.168.1.10:52344    93.184.216.34:443  users:(("chrome",pid=4242,fd=33))\n' +
      'ESTAB   0       0        127.0.0.1:8080        127.0.0.1:50314',
  },
  {
    name: 'Java-WebSocket, with what was no text',
    text: '10:11:12.345 [WebSocketReadThread-12] TRACE o.j.WebSocketImpl - process(7): (\\uFFFDHello)',
  },
  {
    name: 'Tomcat',
    text: 'DEBUG 1 --- [http-nio-8080-exec-1] o.a.t.websocket.WsFrameServer : Frame received: fin [true], rsv [0], opCode [1], payload length [5]',
  },
  {
    name: 'arduinoWebSockets',
    text:
      '[WS][0][handleWebsocketWaitFor] size: 2 cWsRXsize: 0\n' +
      '[WS][0][handleWebsocket] ------- read massage frame -------\n' +
      '[WS][0][handleWebsocket] fin: 1 rsv1: 0 rsv2: 0 rsv3 0  opCode: 1\n' +
      '[WS][0][handleWebsocket] mask: 1 payloadLen: 5',
  },
  {
    name: 'a net log',
    text:
      't=1234 [st=  0]  WEBSOCKET_RECV_FRAME_HEADER\n' +
      '                 --> fin = true\n' +
      '                 --> opcode = 1',
  },
  {
    name: 'HAProxy',
    text: 'May  2 10:11:12 lb haproxy[123]: 10.0.0.1:52344 [02/May/2024:10:11:12.345] ws~ ws/s1 0/0/0/1/5000 101 423 - - CD-- 1/1/0/0/0 0/0 "GET /chat HTTP/1.1"',
  },
  {
    name: 'a question with addresses and versions',
    text: 'My server runs on 10.0.0.5 port 8080, pid 4242. It closes after 60 s with code 1006. Versions: node 18.12.1, ws 8.13.0.',
  },
  {
    name: 'an error',
    text: '2024-05-02T10:11:12.345678901Z app_1 | Error: Invalid WebSocket frame: MASK must be set',
  },
];

describe('a report', () => {
  test.each(WITH_BYTES)('with bytes from $name is read to the last byte', ({ text, chunks }) => {
    const { connections } = bestOf(text);
    expect(connections.flatMap(chunksOf)).toEqual(chunks);
  });

  test.each(WITHOUT_BYTES)('without bytes, from $name, has none', ({ text }) => {
    expect(['text', 'no-bytes']).toContain(bestOf(text).form);
  });
});
