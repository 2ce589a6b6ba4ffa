/**
 * Words about a captured connection of TLS: what is known of it, and what its keys opened.
 *
 * Sources: RFC 9850 §2 for client random and secrets; RFC 8446 §B.4 and RFC 7905 §2 for suites.
 */

import { countOf } from '#content/phrasing/quantity.ts';
import { visible } from '#content/phrasing/quotation.ts';
import type { TlsFacts } from '#core/tls/tls-connection.ts';
import type { NoConnectionWords } from './capture-words.ts';

const VERSIONS: Readonly<Record<number, string>> = {
  0x0300: 'SSL 3.0',
  0x0301: 'TLS 1.0',
  0x0302: 'TLS 1.1',
  0x0303: 'TLS 1.2',
  0x0304: 'TLS 1.3',
};

function versionName(version: number | null): string {
  return version === null ? 'TLS' : (VERSIONS[version] ?? 'TLS');
}

/** "TLS 1.3 to example.com, opened with its keys (TLS_AES_128_GCM_SHA256)." */
export function tlsWords(tls: TlsFacts): string {
  const { version, serverName, cipherSuite, obstacle, unopenedSize } = tls;
  const host = serverName === null ? '' : ` to ${visible(serverName)}`;
  const suite = cipherSuite === null ? '' : ` (${cipherSuite})`;
  if (obstacle !== null) return `${versionName(version)}${host}${suite}, not opened.`;
  const rest =
    unopenedSize === 0
      ? ''
      : ` ${countOf(unopenedSize, 'byte')} of it couldn’t be opened, because the capture lacks what belongs to them.`;
  return `${versionName(version)}${host}, opened with its keys${suite}. The bytes shown are those inside.${rest}`;
}

const DROP_KEYS =
  'Drop a key log onto this page, before or after the capture. It stays in the page.';

/** Instead of the frames of a connection that stays encrypted, and what to do. */
export function encryptedWords(tls: TlsFacts | null): NoConnectionWords {
  const title = 'This connection is encrypted by TLS';
  switch (tls?.obstacle) {
    case 'no-hello':
      return {
        title,
        advice:
          'Its frames can’t be read, so nothing is judged. The capture begins after the connection was opened, so no key log can be matched to it. Capture again from before the page connects.',
      };
    case 'no-secrets':
      return {
        title,
        advice: `Its frames can’t be read without its keys, so nothing is judged. ${DROP_KEYS} The lines that it needs have the client random ${tls.clientRandom}.`,
      };
    case 'wrong-secrets':
      return {
        title,
        advice: `The key log has secrets for this connection, but they open nothing. Perhaps they were changed or cut. Its client random is ${tls.clientRandom}.`,
      };
    case 'other-version':
      return {
        title,
        advice: `It uses ${versionName(tls.version)}, and only TLS 1.2 and 1.3 are opened here. Open capture and keys in Wireshark, follow the TLS stream, and paste it here.`,
      };
    case 'other-suite':
      return {
        title,
        advice: `It uses the cipher suite ${tls.cipherSuite}, which isn’t opened here. Suites with AES-GCM and ChaCha20-Poly1305 are. Open capture and keys in Wireshark, follow the TLS stream, and paste it here.`,
      };
    default:
      return {
        title,
        advice: `Its frames can’t be read without the keys of the session, so nothing is judged. ${DROP_KEYS}`,
      };
  }
}
