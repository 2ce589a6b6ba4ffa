import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { readKeyLog } from '#core/tls/key-log.ts';
import { openTrace } from '#core/tls/opened-trace.ts';
import { readTls } from '#core/tls/tls-connection.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { readStream, streamOf } from '#core/trace/trace.ts';
import { recordTls, type RecordedTls } from './recorded-tls.ts';

// Node's TLS is OpenSSL, whose records these are.

const NO_KEYS = readKeyLog([]);
/** One byte, some, more than one record holds. */
const SIZES = [1, 300, 20_000];

function expectOpened({ trace, keyLog, sent }: RecordedTls): void {
  const opened = openTrace(trace, readKeyLog([keyLog]));
  expect(opened.tls).toMatchObject({ obstacle: null, unopenedSize: 0, serverName: 'localhost' });
  for (const direction of DIRECTIONS) {
    const read = readStream(opened.trace, direction);
    expect(Buffer.from(read).equals(sent[direction])).toBe(true);
  }
}

describe('a connection of Node is opened', () => {
  test.each(['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])(
    'with %s, and once more when it is resumed',
    async (cipher) => {
      const recorded = await recordTls({
        version: 'TLSv1.3',
        cipher,
        sizes: SIZES,
        connections: 2,
      });
      expect(recorded.map(({ isResumed }) => isResumed)).toEqual([false, true]);
      for (const each of recorded) expectOpened(each);
      const { facts } = readTls(recorded[0]!.trace, NO_KEYS);
      expect(facts).toMatchObject({ version: 0x0304, cipherSuite: cipher, obstacle: 'no-secrets' });
    },
  );

  test.each([
    { cipher: 'ECDHE-RSA-AES128-GCM-SHA256', key: 'rsa' },
    { cipher: 'ECDHE-RSA-AES256-GCM-SHA384', key: 'rsa' },
    { cipher: 'ECDHE-RSA-CHACHA20-POLY1305', key: 'rsa' },
    { cipher: 'AES128-GCM-SHA256', key: 'rsa' },
    { cipher: 'AES256-GCM-SHA384', key: 'rsa' },
    { cipher: 'ECDHE-ECDSA-AES128-GCM-SHA256', key: 'ecdsa' },
    { cipher: 'ECDHE-ECDSA-AES256-GCM-SHA384', key: 'ecdsa' },
    { cipher: 'ECDHE-ECDSA-CHACHA20-POLY1305', key: 'ecdsa' },
  ] as const)('with $cipher of TLS 1.2, and once more when it is resumed', async (suite) => {
    const recorded = await recordTls({
      version: 'TLSv1.2',
      sizes: SIZES,
      connections: 2,
      ...suite,
    });
    expect(recorded.map(({ isResumed }) => isResumed)).toEqual([false, true]);
    for (const each of recorded) expectOpened(each);
  });
});

describe('what isn’t opened is named', () => {
  test('a suite with CBC', async () => {
    const [recorded] = await recordTls({
      version: 'TLSv1.2',
      cipher: 'ECDHE-RSA-AES128-SHA',
      sizes: [5],
    });
    const { facts, streams } = readTls(recorded!.trace, readKeyLog([recorded!.keyLog]));
    expect(streams).toBeNull();
    expect(facts).toMatchObject({
      obstacle: 'other-suite',
      cipherSuite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
    });
  });

  test('secrets that are wrong, of another connection, cut or none', async () => {
    const [one, other] = await recordTls({
      version: 'TLSv1.3',
      cipher: 'TLS_AES_128_GCM_SHA256',
      sizes: [5],
      connections: 2,
    });
    const obstacleWith = (log: string) => readTls(one!.trace, readKeyLog([log])).facts.obstacle;
    const wrong = one!.keyLog.replaceAll(/[\da-f]{2}$/gm, '00');
    expect(obstacleWith(wrong)).toBe('wrong-secrets');
    expect(obstacleWith(other!.keyLog)).toBe('no-secrets');
    expect(obstacleWith('')).toBe('no-secrets');
    expect(obstacleWith(one!.keyLog)).toBeNull();
    const random = readTls(one!.trace, NO_KEYS).facts.clientRandom;
    expect(one!.keyLog).toContain(random);
  });

  test('a connection without its beginning, and every cut of one', async () => {
    const [recorded] = await recordTls({
      version: 'TLSv1.3',
      cipher: 'TLS_CHACHA20_POLY1305_SHA256',
      sizes: [5, 40],
    });
    const { trace, keyLog, sent } = recorded!;
    const keys = readKeyLog([keyLog]);
    const whole = readStream(trace, 'client-to-server');
    const server = trace.streams['server-to-client'];
    const withClient = (bytes: Uint8Array) =>
      readTls(
        { streams: { 'client-to-server': streamOf(bytes), 'server-to-client': server } },
        keys,
      );
    expect(withClient(whole.subarray(1)).facts.obstacle).toBe('no-hello');
    for (let end = 0; end < whole.length; end++) {
      const { streams } = withClient(whole.slice(0, end));
      const read = streams?.['client-to-server'].bytes ?? new Uint8Array();
      expect(toHex(sent['client-to-server']).startsWith(toHex(read))).toBe(true);
    }
  });

  test('whatever byte is changed, nothing is invented', async () => {
    const [recorded] = await recordTls({
      version: 'TLSv1.2',
      cipher: 'ECDHE-RSA-AES128-GCM-SHA256',
      sizes: [5, 40],
    });
    const { trace, keyLog, sent } = recorded!;
    const keys = readKeyLog([keyLog]);
    const whole = readStream(trace, 'client-to-server');
    const server = trace.streams['server-to-client'];
    const text = toHex(sent['client-to-server']);
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at]! ^= 1;
      const { streams } = readTls(
        { streams: { 'client-to-server': streamOf(changed), 'server-to-client': server } },
        keys,
      );
      const read = streams?.['client-to-server'].bytes ?? new Uint8Array();
      expect(text.startsWith(toHex(read))).toBe(true);
    }
  });
});

test('bytes arrive when their record is whole', async () => {
  const [recorded] = await recordTls({
    version: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    sizes: [10, 20],
  });
  const { trace } = openTrace(recorded!.trace, readKeyLog([recorded!.keyLog]));
  for (const direction of DIRECTIONS) {
    let reached = 0;
    for (const { range } of trace.events.filter((event) => event.direction === direction)) {
      expect(range.start).toBe(reached);
      reached = range.end;
    }
    expect(reached).toBe(trace.streams[direction].length);
  }
});
