/** The application data of a captured TLS connection, opened with the secrets of a key log. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import { firstReached } from '#core/bytes/bisect.ts';
import type { Direction, Side } from '#core/trace/direction.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { ByteStream, Trace } from '#core/trace/trace.ts';
import { cipherSuiteName, cipherSuiteOf, type CipherSuite } from './cipher-suite.ts';
import { findClientHello, findServerHello, type ServerHello } from './hello.ts';
import type { KeyLog, SecretLabel, Secrets } from './key-log.ts';
import { keyBlock } from './key-schedule.ts';
import { CONTENT_TYPE, readRecords } from './record.ts';
import { Tls12Opener, Tls13Opener, type RecordOpener } from './record-opener.ts';

/**
 * Why nothing of a connection is opened:
 * - `no-hello`: the capture lacks its ClientHello or ServerHello, so nobody knows which secrets
 *   belong to it;
 * - `no-secrets`: the key log has none for its client random;
 * - `other-version`: TLS 1.1 and below, whose suites aren't opened here;
 * - `other-suite`: a cipher suite that isn't opened here;
 * - `wrong-secrets`: those of the key log open no record.
 */
export type TlsObstacle =
  | 'no-hello'
  | 'no-secrets'
  | 'other-version'
  | 'other-suite'
  | 'wrong-secrets';

/** What is known of a TLS connection. */
export type TlsFacts = {
  /** In hexadecimal, as a key log names the connection; null without a ClientHello. */
  readonly clientRandom: string | null;
  /** The host that the client asked for; null if it named none. */
  readonly serverName: string | null;
  /** 0x0304 for TLS 1.3; null without a ServerHello. */
  readonly version: number | null;
  /** The name of its cipher suite; null without a ServerHello. */
  readonly cipherSuite: string | null;
  /** Null if it was opened. */
  readonly obstacle: TlsObstacle | null;
  /** Bytes of both encrypted streams that could not be opened; 0 if all were. */
  readonly unopenedSize: number;
};

/** Application data, and where in the encrypted stream it came from. */
export type OpenedStream = {
  readonly bytes: Uint8Array;
  /** How much of it had arrived after so many bytes of the encrypted stream. */
  lengthAt(position: number): number;
};

export type TlsReading = {
  readonly facts: TlsFacts;
  /** Null if there is an obstacle. */
  readonly streams: Readonly<Record<Direction, OpenedStream>> | null;
};

const TLS_1_2 = 0x0303;
const TLS_1_3 = 0x0304;

export function readTls({ streams }: Pick<Trace, 'streams'>, keys: KeyLog): TlsReading {
  const client = findClientHello(streams['client-to-server']);
  const server = findServerHello(streams['server-to-client']);
  const known = {
    clientRandom: client && toHex(client.random),
    serverName: client?.serverName ?? null,
    version: server?.version ?? null,
    cipherSuite: server && cipherSuiteName(server.cipherSuite),
  };
  const stop = (obstacle: TlsObstacle): TlsReading => ({
    facts: { ...known, obstacle, unopenedSize: 0 },
    streams: null,
  });
  if (client === null || server === null) return stop('no-hello');
  if (server.version < TLS_1_2) return stop('other-version');
  const suite = cipherSuiteOf(server.cipherSuite);
  if (suite === null) return stop('other-suite');
  const secrets = keys.secretsOf(client.random);
  if (secrets === null) return stop('no-secrets');
  const openers = openersFor(suite, server, secrets, client.random);
  if (openers === null) return stop('no-secrets');
  const [toServer, toClient] = (['client-to-server', 'server-to-client'] as const).map(
    (direction) => openStream(streams[direction], openers[senderOf(direction)]),
  );
  if (!toServer!.hasOpened && !toClient!.hasOpened) return stop('wrong-secrets');
  return {
    facts: {
      ...known,
      obstacle: null,
      unopenedSize: toServer!.unopenedSize + toClient!.unopenedSize,
    },
    streams: { 'client-to-server': toServer!, 'server-to-client': toClient! },
  };
}

const SECRETS_13: Readonly<Record<Side, readonly SecretLabel[]>> = {
  client: [
    'CLIENT_EARLY_TRAFFIC_SECRET',
    'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
    'CLIENT_TRAFFIC_SECRET_0',
  ],
  server: ['SERVER_HANDSHAKE_TRAFFIC_SECRET', 'SERVER_TRAFFIC_SECRET_0'],
};

/** Null if the log lacks the secrets of this version. */
function openersFor(
  suite: CipherSuite,
  { version, random }: ServerHello,
  secrets: Secrets,
  clientRandom: Uint8Array,
): Record<Side, RecordOpener> | null {
  if (version >= TLS_1_3) {
    const known = (side: Side): Uint8Array[] =>
      SECRETS_13[side].map((label) => secrets.get(label)).filter((secret) => secret !== undefined);
    if (known('client').length + known('server').length === 0) return null;
    return {
      client: new Tls13Opener(suite, known('client')),
      server: new Tls13Opener(suite, known('server')),
    };
  }
  const master = secrets.get('CLIENT_RANDOM');
  if (master === undefined) return null;
  const { client, server } = keyBlock(suite, master, clientRandom, random);
  return { client: new Tls12Opener(suite, client), server: new Tls12Opener(suite, server) };
}

type OpenedRecords = OpenedStream & {
  /** Whether any protected record was opened. */
  readonly hasOpened: boolean;
  readonly unopenedSize: number;
};

/** Stops at the first record that can't be opened behind one that was. */
function openStream(stream: ByteStream, opener: RecordOpener): OpenedRecords {
  const parts: Uint8Array[] = [];
  /** Where each record with application data ends, here and in the encrypted stream. */
  const ends: { readonly sealed: number; readonly opened: number }[] = [];
  let size = 0;
  let hasOpened = false;
  let readTo = 0;
  let skipped = 0;
  for (const record of readRecords(stream)) {
    const opened = opener.open(record);
    if (opened === null && hasOpened) break;
    readTo = record.range.end;
    if (opened === null) {
      skipped += lengthOfRange(record.range);
      continue;
    }
    hasOpened ||= opened.content.length !== record.fragment.length;
    if (opened.type !== CONTENT_TYPE.applicationData) continue;
    parts.push(opened.content);
    size += opened.content.length;
    ends.push({ sealed: record.range.end, opened: size });
  }
  return {
    bytes: concatBytes(parts),
    hasOpened,
    unopenedSize: skipped + stream.length - readTo,
    lengthAt: (position) => {
      const next = firstReached(ends.length, (index) => ends[index]!.sealed > position);
      return next === 0 ? 0 : ends[next - 1]!.opened;
    },
  };
}
