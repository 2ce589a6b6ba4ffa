/**
 * Key logs: the secrets of TLS connections, one on each line, as browsers and libraries write them
 * to the file that SSLKEYLOGFILE names (RFC 9850 §2).
 */

import { fromHex, toHex } from '#core/bytes/hex.ts';

export const SECRET_LABELS = [
  /** The master secret of TLS 1.2 and below. */
  'CLIENT_RANDOM',
  'CLIENT_EARLY_TRAFFIC_SECRET',
  'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
  'SERVER_HANDSHAKE_TRAFFIC_SECRET',
  'CLIENT_TRAFFIC_SECRET_0',
  'SERVER_TRAFFIC_SECRET_0',
] as const;

export type SecretLabel = (typeof SECRET_LABELS)[number];

/** The secrets of one connection. */
export type Secrets = ReadonlyMap<SecretLabel, Uint8Array>;

export class KeyLog {
  /** By client random, in hexadecimal. */
  readonly #connections = new Map<string, Map<SecretLabel, Uint8Array>>();

  /** The number of connections whose secrets it has. */
  get size(): number {
    return this.#connections.size;
  }

  /** @param clientRandom 32 bytes */
  secretsOf(clientRandom: Uint8Array): Secrets | null {
    return this.#connections.get(toHex(clientRandom)) ?? null;
  }

  add(clientRandom: string, label: SecretLabel, secret: Uint8Array): void {
    const key = clientRandom.toLowerCase();
    const secrets = this.#connections.get(key) ?? new Map<SecretLabel, Uint8Array>();
    this.#connections.set(key, secrets.set(label, secret));
  }
}

const LINE = /^([A-Z][A-Z\d_]*) ([\da-f]{64}) ((?:[\da-f]{2})+)\s*$/i;

/** Ignores lines of other kinds, such as comments and secrets that protect no records. */
export function readKeyLog(texts: readonly string[]): KeyLog {
  const log = new KeyLog();
  for (const text of texts) {
    for (const line of text.split('\n')) {
      const [, label = '', random = '', secret = ''] = LINE.exec(line) ?? [];
      if (isSecretLabel(label)) log.add(random, label, fromHex(secret));
    }
  }
  return log;
}

/** How much of a file is looked at. */
const SAMPLE = 20_000;

/** Whether a text is a key log: all of its lines are secrets or comments. */
export function isKeyLog(text: string): boolean {
  const lines = text.slice(0, SAMPLE).split('\n');
  // The last one may be cut.
  if (text.length > SAMPLE) lines.pop();
  const meant = lines.map((line) => line.trim()).filter((line) => line !== '' && line[0] !== '#');
  return meant.length > 0 && meant.every((line) => LINE.test(line));
}

function isSecretLabel(label: string): label is SecretLabel {
  return (SECRET_LABELS as readonly string[]).includes(label);
}
