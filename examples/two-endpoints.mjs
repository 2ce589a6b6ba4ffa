// A client and a server talk in memory: no socket is needed, because a connection does no I/O.

import { randomBytes } from 'node:crypto';
import { Connection, keyOfNonce } from 'ws-101/protocol';

const client = new Connection({
  role: 'client',
  request: {
    target: '/chat',
    host: 'example.com',
    key: keyOfNonce(randomBytes(16)),
  },
  nextMaskingKey: () => randomBytes(4),
});
const server = new Connection({ role: 'server' });

/** Carries what one side has to send to the other. Returns whether there was anything. */
function carry(from, to) {
  const output = from.takeOutput();
  for (const each of output) {
    if (each.kind === 'bytes') each.parts.forEach((part) => to.receive(part));
    else to.receiveEnd();
  }
  return output.length > 0;
}

function exchange() {
  while ([carry(client, server), carry(server, client)].includes(true));
  for (const [name, side] of Object.entries({ client, server })) {
    for (const event of side.takeEvents()) {
      const text = event.kind === 'message' ? ` “${Buffer.from(event.data)}”` : '';
      console.log(`${name}: ${event.kind}${event.kind === 'close' ? ` ${event.code}` : text}`);
    }
  }
}

client.tcpOpened();
exchange();
client.sendText('Hello');
exchange();
client.close(1000, 'bye');
exchange();
