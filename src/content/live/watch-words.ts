/** The words about a watched browser, in the terminal and on Live's page. */

import type { LiveWatch } from '#core/live/live-api.ts';
import type { ConnectionChoice } from '#core/workbench/decoded.ts';
import { formatCount } from '#content/phrasing/quantity.ts';

export const WATCH = {
  title: 'Watched browser',
  /** How TLS is opened, and who can read the log. */
  keys: 'WS 101 doesn’t change the browser’s traffic. The browser writes its TLS keys to a private file, and this page decrypts with them. The keys are in the log as well, so anyone who gets the log can read these connections.',
} as const;

export function watchWords({ url, state, program, problem, tunnels }: LiveWatch): string {
  const count = `${formatCount(tunnels)} ${tunnels === 1 ? 'connection' : 'connections'} so far`;
  switch (state) {
    case 'starting':
      return `A browser is started with ${url}.`;
    case 'running':
      return `${program ?? 'A browser'} was started with ${url}. ${count}; the WebSockets among them appear here.`;
    case 'ended':
      return `The watched browser was closed. ${count}; what was recorded stays.`;
    case 'failed':
      return `The browser for ${url} isn’t running: ${problem ?? 'no reason is known'}. ${count}.`;
    case 'no-browser':
      return 'No Chromium, Chrome or Edge was found. Close all windows of your browser, and start it with these:';
  }
}

/** How to start a browser by hand: a variable of its environment, and its arguments. */
export function watchByHand({ proxy, keyLog, url }: LiveWatch): readonly string[] {
  return [
    `SSLKEYLOGFILE=${keyLog}`,
    `--proxy-server=http://${proxy} --proxy-bypass-list="<-loopback>" --disable-quic ${url}`,
  ];
}

/**
 * Seen with Chromium 156 on Linux: as root it exits with code 1.
 *
 * @param isRoot whether root started it on Linux
 */
export function browserEndWords(code: number, isRoot: boolean): string {
  const hint = isRoot ? ' (Chromium doesn’t run as root, so start this as another user)' : '';
  return `it ended with code ${code}${hint}`;
}

/** "wss://example.com/chat". */
export function watchedName({ content, tls, server }: ConnectionChoice): string {
  const host = content?.host ?? server ?? '';
  const name = `${tls === null ? 'ws' : 'wss'}://${host}${content?.target ?? ''}`;
  return content?.kind === 'handshake' ? `${name} (not open)` : name;
}
