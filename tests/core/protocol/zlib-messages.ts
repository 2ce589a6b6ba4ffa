/** permessage-deflate by Node's zlib: what the inflater and the deflater are held to. */

import zlib from 'node:zlib';

const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);

/** Everything that came out of a stream since it was asked last. */
function outputOf(stream: zlib.DeflateRaw | zlib.InflateRaw): () => Buffer {
  const pieces: Buffer[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  return () => Buffer.concat(pieces.splice(0));
}

/** The payloads of compressed messages, each of which can refer to those before it. */
export async function deflateByZlib(
  messages: readonly Uint8Array[],
  options: zlib.ZlibOptions = {},
): Promise<Uint8Array[]> {
  const deflate = zlib.createDeflateRaw(options);
  const takeOutput = outputOf(deflate);
  const payloads: Uint8Array[] = [];
  for (const message of messages) {
    await new Promise((resolve) => deflate.write(message, resolve));
    await new Promise<void>((resolve) => deflate.flush(zlib.constants.Z_SYNC_FLUSH, resolve));
    const compressed = takeOutput();
    payloads.push(Uint8Array.from(compressed.subarray(0, -TAIL.length)));
  }
  deflate.close();
  return payloads;
}

/** Compresses messages that are independent of each other. */
export async function deflateEachByZlib(
  messages: readonly Uint8Array[],
  options: zlib.ZlibOptions = {},
): Promise<Uint8Array[]> {
  const payloads = await Promise.all(messages.map((message) => deflateByZlib([message], options)));
  return payloads.flat();
}

/** What zlib, as a receiver that keeps its window, makes of the payloads. */
export async function inflateByZlib(
  payloads: readonly Uint8Array[],
  windowBits = 15,
): Promise<Uint8Array[]> {
  const inflate = zlib.createInflateRaw({ windowBits });
  const takeOutput = outputOf(inflate);
  const messages: Uint8Array[] = [];
  for (const payload of payloads) {
    await new Promise<void>((resolve, reject) => {
      inflate.once('error', reject);
      inflate.write(Buffer.concat([payload, TAIL]));
      inflate.flush(() => {
        inflate.off('error', reject);
        resolve();
      });
    });
    messages.push(Uint8Array.from(takeOutput()));
  }
  inflate.close();
  return messages;
}
