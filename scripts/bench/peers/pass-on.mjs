// Passes bytes on to a port of this machine, as a plain pipe or as Live's relay, and tells its
// parent the address: `node pass-on.mjs relay 8080`.

import { connect, createServer } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleForNode } from '../../bundle.mjs';
import { inScratchFolder } from '../../folders.mjs';

const [kind, port] = process.argv.slice(2);

/** Leaves nothing behind. @type {() => Promise<void>} */
let close = async () => undefined;

process.once('disconnect', () => void close().then(() => process.exit()));

if (kind === 'pipe') {
  const server = createServer({ noDelay: true }, (socket) => {
    const target = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
    socket.pipe(target).pipe(socket);
    for (const each of [socket, target]) each.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1', () => {
    const address = /** @type {import('node:net').AddressInfo} */ (server.address());
    process.send?.({ address: `ws://127.0.0.1:${address.port}/` });
  });
} else {
  await inScratchFolder(async (directory) => {
    await writeFile(path.join(directory, 'index.html'), '<!doctype html>');
    const url = `ws://127.0.0.1:${port}/`;
    /** @type {typeof import('../../../src/node/start.ts')} */
    const { start } = await bundleForNode('src/node/start.ts');
    const started = await start({
      directory,
      port: '0',
      to: [url],
      tap: ['bench'],
      origin: 'target',
      allowOrigin: [],
      watch: null,
    });
    if (started.kind === 'failed') throw new Error(started.reason);
    close = started.close;
    const [, address] = /(ws:\S+\/tap\/bench)/.exec(started.words.lines.join('\n')) ?? [];
    process.send?.({ address });
  });
}
