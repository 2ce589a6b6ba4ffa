import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { readKeyLog } from '#core/tls/key-log.ts';
import { readTls } from '#core/tls/tls-connection.ts';
import { streamOf } from '#core/trace/trace.ts';
import { recordTls } from './recorded-tls.ts';

// Node can't be asked for a KeyUpdate, so records are sealed here with Node's crypto.

/** HKDF-Expand-Label (RFC 8446 §7.1) of at most one hash. */
function expandLabel(secret: Buffer, label: string, size: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([
    Buffer.from([size >> 8, size & 255, name.length]),
    name,
    Buffer.of(0),
  ]);
  return createHmac('sha256', secret)
    .update(Buffer.concat([info, Buffer.of(1)]))
    .digest()
    .subarray(0, size);
}

function seal(secret: Buffer, sequenceNumber: number, type: number, content: Buffer): Buffer {
  const iv = expandLabel(secret, 'iv', 12);
  iv[11]! ^= sequenceNumber;
  const inner = Buffer.concat([content, Buffer.of(type), Buffer.alloc(7)]);
  const size = inner.length + 16;
  const header = Buffer.of(23, 3, 3, size >> 8, size & 255);
  const cipher = createCipheriv('aes-128-gcm', expandLabel(secret, 'key', 16), iv);
  cipher.setAAD(header);
  return Buffer.concat([header, cipher.update(inner), cipher.final(), cipher.getAuthTag()]);
}

test('records after each KeyUpdate are opened, and padding is left out', async () => {
  const [recorded] = await recordTls({
    version: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    sizes: [1],
  });
  const { trace } = recorded!;
  const random = readTls(trace, readKeyLog([])).facts.clientRandom!;
  const hello = (stream: { read(start: number, end: number): Uint8Array }): Buffer => {
    const header = stream.read(0, 5);
    return Buffer.from(stream.read(0, 5 + header[3]! * 256 + header[4]!));
  };
  const secrets: Buffer[] = [randomBytes(32)];
  for (let count = 0; count < 3; count++) {
    secrets.push(expandLabel(secrets.at(-1)!, 'traffic upd', 32));
  }
  const keyUpdate = Buffer.of(24, 0, 0, 1, 0);
  const sent = secrets.flatMap((secret, index) => [
    seal(secret, 0, 23, Buffer.from(`before ${index}`)),
    seal(secret, 1, 23, Buffer.from(', then ')),
    seal(secret, 2, 22, keyUpdate),
  ]);
  const { streams } = readTls(
    {
      streams: {
        'client-to-server': streamOf(
          new Uint8Array(Buffer.concat([hello(trace.streams['client-to-server']), ...sent])),
        ),
        'server-to-client': trace.streams['server-to-client'],
      },
    },
    readKeyLog([`CLIENT_TRAFFIC_SECRET_0 ${random} ${secrets[0]!.toString('hex')}`]),
  );
  expect(Buffer.from(streams!['client-to-server'].bytes).toString()).toBe(
    'before 0, then before 1, then before 2, then before 3, then ',
  );
});
