/**
 * What well-known receivers do with odd inputs. `npm run peers` writes the columns of browsers and
 * of npm packages; the others were measured once.
 */

import type { OddInputId } from './peer-verdicts-inputs.ts';
import { MEASURED } from './peer-verdicts-measured.ts';
import {
  WEBSOCKETS,
  WEBSOCKET_DRIVER_WITH_DEFLATE,
  WSPROTO,
  type ObservedColumn,
} from './peer-verdicts-others.ts';
import type { PeerVerdict } from './peer-verdicts-outcome.ts';

export const PEER_NAMES = {
  ws: 'ws',
  'websocket-driver': 'websocket-driver',
  wsproto: 'wsproto',
  websockets: 'websockets (Python)',
  chromium: 'Chromium',
  firefox: 'Firefox',
} as const;

export type PeerId = keyof typeof PEER_NAMES;

export const PEER_IDS = Object.keys(PEER_NAMES) as PeerId[];

export type PeerCell = {
  readonly verdict: PeerVerdict;
  readonly version: string;
  /** The day or month: "2026-11-22", "2026-11". */
  readonly observedOn: string;
};

/** The first column that has the input is used. */
const COLUMNS: Readonly<Record<PeerId, readonly ObservedColumn[]>> = {
  ws: [columnMeasured('ws')],
  'websocket-driver': [columnMeasured('websocket-driver'), WEBSOCKET_DRIVER_WITH_DEFLATE],
  wsproto: [WSPROTO],
  websockets: [WEBSOCKETS],
  chromium: [columnMeasured('chromium')],
  firefox: [columnMeasured('firefox')],
};

/** What `peer` does with an odd input. Null if it was not tried, or it can't get such input. */
export function peerCell(peer: PeerId, input: OddInputId): PeerCell | null {
  for (const { verdicts, version, observedOn } of COLUMNS[peer]) {
    const verdict = verdicts[input];
    if (verdict !== undefined) return { verdict, version, observedOn };
  }
  return null;
}

function columnMeasured(peer: keyof typeof MEASURED): ObservedColumn {
  const { version, measuredOn, verdicts } = MEASURED[peer];
  const known = Object.entries(verdicts).filter(([, verdict]) => verdict !== null);
  return { version, observedOn: measuredOn, verdicts: Object.fromEntries(known) };
}

/** "accepts: text “Hello”", "fails with 1002: RSV1 must be clear", "waits for more". */
export function verdictWords(verdict: PeerVerdict): string {
  const received = verdict.received.join(', ');
  switch (verdict.kind) {
    case 'accepts':
      return `accepts: ${received}`;
    case 'waits':
      return 'waits for more';
    case 'fails': {
      const first = received === '' ? '' : `${received}, then `;
      const error = verdict.error === null ? '' : `: ${verdict.error}`;
      const line = verdict.consoleText === undefined ? '' : ` (console: ${verdict.consoleText})`;
      return `${first}${failureWords(verdict.closeCode)}${error}${line}`;
    }
  }
}

function failureWords(closeCode: number | 'answer' | null): string {
  if (closeCode === 'answer') return 'replies to the Close frame, then fails';
  return closeCode === null ? 'fails without a Close frame' : `fails with ${closeCode}`;
}
