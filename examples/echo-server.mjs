// A WebSocket server on a plain TCP socket: it returns each message, compressed if the client
// offers permessage-deflate.
//
//   node examples/echo-server.mjs [PORT]

import { createServer } from 'node:net';
import { Connection, MESSAGE_CODECS } from 'ws-101/protocol';

const server = createServer((socket) => {
  const connection = new Connection({
    role: 'server',
    policy: { deflate: {} },
    codecs: MESSAGE_CODECS,
  });
  const go = () => {
    for (const event of connection.takeEvents()) {
      if (event.kind !== 'message') continue;
      if (event.type === 'text') connection.sendText(Buffer.from(event.data).toString());
      else connection.sendBinary(event.data);
    }
    for (const output of connection.takeOutput()) {
      if (output.kind === 'bytes') output.parts.forEach((part) => socket.write(part));
      else socket.end();
    }
  };
  connection.tcpOpened();
  socket.on('data', (chunk) => {
    connection.receive(chunk);
    go();
  });
  socket.on('end', () => {
    connection.receiveEnd();
    go();
  });
  socket.on('error', () => connection.tcpLost());
});

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  console.log(`ws://127.0.0.1:${server.address().port}/`);
});
