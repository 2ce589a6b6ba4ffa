import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readKeyLog } from '#core/tls/key-log.ts';
import { readTls } from '#core/tls/tls-connection.ts';
import { readStream, streamOf } from '#core/trace/trace.ts';
import { recordTls } from './recorded-tls.ts';

test('no bytes make reading fail, and none are opened without their key', async () => {
  const [recorded] = await recordTls({
    version: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    sizes: [9, 200],
  });
  const { trace, keyLog, sent } = recorded!;
  const keys = readKeyLog([keyLog]);
  const client = readStream(trace, 'client-to-server');
  const server = readStream(trace, 'server-to-client');
  const changes = fc.array(fc.tuple(fc.nat(client.length + server.length - 1), fc.nat(255)));
  const cuts = fc.tuple(fc.nat(client.length), fc.nat(server.length));
  fc.assert(
    fc.property(changes, cuts, (changed, [clientEnd, serverEnd]) => {
      const both = [client.slice(), server.slice()] as const;
      for (const [at, value] of changed) {
        if (at < client.length) both[0][at] = value;
        else both[1][at - client.length] = value;
      }
      const { streams } = readTls(
        {
          streams: {
            'client-to-server': streamOf(both[0].slice(0, clientEnd)),
            'server-to-client': streamOf(both[1].slice(0, serverEnd)),
          },
        },
        keys,
      );
      if (streams === null) return;
      for (const direction of ['client-to-server', 'server-to-client'] as const) {
        const read = Buffer.from(streams[direction].bytes);
        expect(sent[direction].subarray(0, read.length).equals(read)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('a key log is read amid comments, other lines and Windows line ends', () => {
  const random = 'ab'.repeat(32);
  const log = readKeyLog([
    `# a comment\r\nCLIENT_RANDOM ${random} ${'01'.repeat(48)}\r\nnonsense\r\nEXPORTER_SECRET ${random} 00\r\n`,
    `CLIENT_TRAFFIC_SECRET_0 ${random.toUpperCase()} 02`,
  ]);
  expect(log.size).toBe(1);
  const secrets = log.secretsOf(new Uint8Array(32).fill(0xab));
  expect([...secrets!.keys()]).toEqual(['CLIENT_RANDOM', 'CLIENT_TRAFFIC_SECRET_0']);
});
