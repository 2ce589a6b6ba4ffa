// `npm run peers`: gives every odd input to the installed receivers and browsers, and writes what
// they do to src/content/rules/peer-verdicts-measured.ts. A browser that isn't installed keeps its
// column. tests/content/rules/peer-verdicts.test.ts checks that the columns of packages are
// current.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { bundleForNode } from './bundle.mjs';
import { root } from './folders.mjs';
import { measureBrowsers } from './peers/browsers.mjs';
import { measurePeers } from './peers/measure.mjs';

const file = path.join(root, 'src/content/rules/peer-verdicts-measured.ts');

const { ODD_INPUTS } = await bundleForNode('src/content/rules/peer-verdicts-inputs.ts');
const words = await bundleForNode('src/content/rules/peer-verdicts-outcome.ts');
const { MEASURED: before } = await bundleForNode('src/content/rules/peer-verdicts-measured.ts');
const { bytesFromServer } = await bundleForNode('scripts/peers/browser-bytes.ts');
const { browserVerdict, hasClose } = await bundleForNode('scripts/peers/browser-verdict.ts');

const measured = {
  ...(await measurePeers(ODD_INPUTS, words)),
  ...(await measureBrowsers(ODD_INPUTS, { bytesFromServer, browserVerdict, hasClose })),
};
const today = new Date().toISOString().slice(0, 10);

/**
 * With the day of the first measurement that had this result.
 *
 * @param {string} peer
 * @param {{ version: string, verdicts: object } | null} now null if it isn't installed
 */
function columnOf(peer, now) {
  const known = before[peer];
  const { measuredOn } = known;
  const isKnown = now === null || isDeepStrictEqual(known, { measuredOn, ...now });
  return isKnown ? known : { measuredOn: today, ...now };
}

/** @param {string} text */
function formatted(text) {
  const formatter = path.join(root, 'node_modules/oxfmt/bin/oxfmt');
  return execFileSync(process.execPath, [formatter, `--stdin-filepath=${file}`], {
    cwd: root,
    encoding: 'utf8',
    input: text,
  });
}

const columns = Object.entries(measured).map(
  ([peer, now]) => `${JSON.stringify(peer)}: ${JSON.stringify(columnOf(peer, now))},`,
);
const source = formatted(`/**
 * What receivers from npm and browsers do with odd inputs. Written by \`npm run peers\`: change
 * nothing here by hand.
 *
 * Browsers are clients, so they got a client's inputs unmasked, from a server. Their errors are the
 * reasons in their Close frames.
 */

import type { OddInputId } from './peer-verdicts-inputs.ts';
import type { PeerVerdict } from './peer-verdicts-outcome.ts';

export type MeasuredColumn = {
  readonly version: string;
  readonly measuredOn: string;
  /** Null if the peer can't be given this input here. */
  readonly verdicts: Readonly<Record<OddInputId, PeerVerdict | null>>;
};

export type MeasuredPeer = 'ws' | 'websocket-driver' | 'chromium' | 'firefox';

export const MEASURED: Readonly<Record<MeasuredPeer, MeasuredColumn>> = {
${columns.join('\n')}
};
`);

const isUnchanged = readFileSync(file, 'utf8') === source;
if (!isUnchanged) writeFileSync(file, source);
for (const [peer, now] of Object.entries(measured)) {
  if (now === null) {
    console.log(`${peer}: not found, so its column stays that of ${before[peer].version}`);
    continue;
  }
  const verdicts = Object.values(now.verdicts).filter((verdict) => verdict !== null);
  const failing = verdicts.filter((verdict) => verdict.kind === 'fails');
  console.log(`${peer} ${now.version}: fails on ${failing.length} of ${verdicts.length} inputs`);
}
console.log(`${path.relative(root, file)} ${isUnchanged ? 'is up to date' : 'is new'}`);
