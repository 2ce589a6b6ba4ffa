/**
 * How to get bytes worth pasting, because browsers show messages but not frames. Sources: each
 * command's manual; recipes.test.ts runs those for tshark, Node, Python and curl. Key logs measured
 * with Node 20, Chromium 156, Firefox 153, curl 7.88 and Python 3.11.
 */

export type RecipeCommand = {
  /** What the command does, and which parts the reader has to replace. */
  readonly does: string;
  readonly code: string;
};

export type Recipe = {
  readonly id: string;
  readonly title: string;
  /** When to use this recipe: one sentence. */
  readonly when: string;
  readonly commands: readonly RecipeCommand[];
  /** What to paste or open afterwards, and what Decode will show. */
  readonly gives: string;
};

const RELAY = `import net from 'node:net';

net
  .createServer((client) => {
    const server = net.connect(8080, '127.0.0.1');
    client.on('data', (bytes) => console.log(bytes.toString('hex')));
    server.on('data', (bytes) => console.log('\\t' + bytes.toString('hex')));
    client.pipe(server).pipe(client);
  })
  .listen(9090);`;

const WS_SERVER = `server.on('connection', (socket, request) => {
  request.socket.on('data', (bytes) => console.log(bytes.toString('hex')));
});`;

const WS_CLIENT = `socket.on('upgrade', (response) => {
  response.socket.on('data', (bytes) => console.log('\\t' + bytes.toString('hex')));
});`;

const PYTHON = `import asyncio
from websockets.asyncio.client import ClientConnection, connect

class Recording(ClientConnection):
    def connection_made(self, transport):
        write = transport.write
        transport.write = lambda data: (print(data.hex()), write(data))
        super().connection_made(transport)

    def data_received(self, data):
        print("\\t" + data.hex())
        super().data_received(data)

async def main():
    async with connect("ws://127.0.0.1:8080", create_connection=Recording) as socket:
        await socket.send("Hello")
        await socket.recv()

asyncio.run(main())`;

const CURL = `curl -isN --http1.1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' \\
  -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' \\
  http://127.0.0.1:8080/ | xxd`;

const OPENSSL = `(printf 'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: Upgrade\\r\\n'
 printf 'Upgrade: websocket\\r\\nSec-WebSocket-Version: 13\\r\\n'
 printf 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\n\\r\\n'; sleep 5) |
  openssl s_client -quiet -connect localhost:8443 2>/dev/null | xxd`;

export const RECIPES: readonly Recipe[] = [
  {
    id: 'tshark',
    title: 'tshark, on the machine of either side',
    when: 'The surest way for ws: it shows the bytes on the wire, whatever programs you use.',
    commands: [
      {
        does: 'Record a port into a file, until you press Ctrl+C. The loopback interface is “lo”, or “lo0” on a Mac.',
        code: "tshark -i lo -f 'tcp port 8080' -w connection.pcapng",
      },
      {
        does: 'List the WebSocket connections in it by their stream numbers.',
        code: `tshark -r connection.pcapng -Y 'http.upgrade and http.request' -T fields -e tcp.stream -e http.host -e http.request.uri`,
      },
      {
        does: 'Print both directions of stream 0: a line of hex for each segment’s data, the server’s indented.',
        code: 'tshark -r connection.pcapng -q -z follow,tcp,raw,0',
      },
      {
        does: 'The same with times.',
        code: 'tshark -r connection.pcapng -q -z follow,tcp,yaml,0',
      },
    ],
    gives: 'Paste the output of the last two. It contains handshake, frames and directions.',
  },
  {
    id: 'wireshark',
    title: 'Wireshark',
    when: 'When the capture is already open in Wireshark.',
    commands: [],
    gives:
      'Right-click a packet, choose Follow, then TCP Stream, and show the data as “Raw” or “YAML”. Raw shows hex, with the server’s lines in another colour. Save it, or copy it as it is. “ASCII” loses bytes and can’t be used. For wss, use Follow, TLS Stream, if the keys are known.',
  },
  {
    id: 'tcpdump',
    title: 'tcpdump, on a server',
    when: 'When nothing else is installed. Record whole packets, and look at them on another machine.',
    commands: [
      {
        does: 'Record a port into a file, until you press Ctrl+C.',
        code: "sudo tcpdump -i any -s 0 -w connection.pcap 'tcp port 8080'",
      },
      {
        does: 'Print its packets in hex, with the headers of IP and TCP.',
        code: 'tcpdump -r connection.pcap -nn -x',
      },
    ],
    gives:
      'Follow the streams with tshark on another machine, or paste the dump. With IPv4, the first 40 or 52 bytes of each packet are usually the headers of IP and TCP.',
  },
  {
    id: 'relay',
    title: 'A relay between client and server, in Node',
    when: 'When you can connect the client to another port. It needs neither special rights nor a library.',
    commands: [
      {
        does: 'Save as relay.mjs, run “node relay.mjs”, and connect the client to port 9090 instead of 8080.',
        code: RELAY,
      },
    ],
    gives:
      'Paste the output: a line of hex for each read, the server’s indented, with the handshake.',
  },
  {
    id: 'node-ws',
    title: 'Inside a program that uses ws for Node',
    when: 'When it is your own program. It works for wss too, because the bytes are already decrypted here.',
    commands: [
      { does: 'In a server: what the client sends.', code: WS_SERVER },
      { does: 'In a client: what the server sends.', code: WS_CLIENT },
    ],
    gives:
      'Paste the output. It begins after the handshake, so you have to choose whether messages are compressed.',
  },
  {
    id: 'python',
    title: 'Inside a program that uses websockets for Python',
    when: 'When it is your own program. The library’s debug log shows the content of frames. This shows their bytes.',
    commands: [{ does: 'A client that prints both directions.', code: PYTHON }],
    gives:
      'Paste the output: a line of hex for each read, the server’s indented, with the handshake.',
  },
  {
    id: 'curl',
    title: 'curl or openssl, by hand',
    when: 'To see how a server responds, and its first frames, without writing a client.',
    commands: [
      { does: 'Over ws. It waits for more until you press Ctrl+C.', code: CURL },
      { does: 'Over wss, for five seconds.', code: OPENSSL },
    ],
    gives: 'Paste the dump: the response’s headers, then the server’s frames, which aren’t masked.',
  },
  {
    id: 'wss-key-log',
    title: 'wss, with a log of its keys',
    when: 'When the connection is encrypted and the program can save its keys. Only for your own connections, because everyone with the file can decrypt them.',
    commands: [
      {
        does: 'Node, as client or server.',
        code: 'NODE_OPTIONS=--tls-keylog=keys.log node program.mjs',
      },
      {
        does: 'Firefox, Chromium, curl and Python’s ssl.',
        code: 'SSLKEYLOGFILE=keys.log chromium',
      },
      { does: 'openssl.', code: 'openssl s_client -connect localhost:8443 -keylogfile keys.log' },
      {
        does: 'Record meanwhile, and list the WebSocket connections in the capture by their stream numbers.',
        code: `tshark -r connection.pcapng -o tls.keylog_file:keys.log -Y 'http.upgrade and http.request' -T fields -e tcp.stream -e http.host -e http.request.uri`,
      },
      {
        does: 'Print both directions of stream 0, decrypted.',
        code: 'tshark -r connection.pcapng -o tls.keylog_file:keys.log -q -z follow,tls,raw,0',
      },
      {
        does: 'Or put the keys into the capture, so that one file is enough.',
        code: 'editcap --inject-secrets tls,keys.log connection.pcapng with-keys.pcapng',
      },
    ],
    gives:
      'Drop the capture and the key log onto this page together, or the one file that has both. The output of tshark can be pasted instead. With TLS, the client’s lines can be the indented ones: look at which side sends the GET.',
  },
  {
    id: 'browser',
    title: 'Browsers show messages, not frames',
    when: 'When only a browser is available, and the content matters more than the frames.',
    commands: [],
    gives:
      'Open the developer tools, Network, and the connection’s Messages. They show whole messages, inflated and unmasked. So lengths are those of messages, and pings don’t appear. Chromium can save them as a HAR file, which contains messages only.',
  },
];
