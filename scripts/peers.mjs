// `npm run peers`: gives every odd input to the installed receivers, and writes what they do to
// src/content/rules/peer-verdicts-measured.ts. tests/content/rules/peer-verdicts.test.ts checks
// that the file is current.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleForNode } from './bundle.mjs';
import { root } from './folders.mjs';
import { measurePeers } from './peers/measure.mjs';

const file = path.join(root, 'src/content/rules/peer-verdicts-measured.ts');

const { ODD_INPUTS } = await bundleForNode('src/content/rules/peer-verdicts-inputs.ts');
const words = await bundleForNode('src/content/rules/peer-verdicts-outcome.ts');

const measured = await measurePeers(ODD_INPUTS, words);
const before = readFileSync(file, { encoding: 'utf8', flag: 'a+' });

/** The day of the first measurement with this result. */
const dayBefore = /measuredOn: '(\S+)'/.exec(before)?.[1];
const today = new Date().toISOString().slice(0, 10);

/** @param {string} day */
function sourceOf(day) {
  const columns = Object.entries(measured).map(
    ([peer, column]) =>
      `${JSON.stringify(peer)}: ${JSON.stringify({ measuredOn: day, ...column })},`,
  );
  const source = `/**
 * What receivers from npm do with odd inputs. Written by \`npm run peers\`: change nothing here by
 * hand.
 */

import type { OddInputId } from './peer-verdicts-inputs.ts';
import type { PeerVerdict } from './peer-verdicts-outcome.ts';

export type MeasuredColumn = {
  readonly version: string;
  readonly measuredOn: string;
  /** Null if the peer can't be given this input here. */
  readonly verdicts: Readonly<Record<OddInputId, PeerVerdict | null>>;
};

export const MEASURED: Readonly<Record<'ws' | 'websocket-driver', MeasuredColumn>> = {
${columns.join('\n')}
};
`;
  const formatter = path.join(root, 'node_modules/oxfmt/bin/oxfmt');
  return execFileSync(process.execPath, [formatter, `--stdin-filepath=${file}`], {
    cwd: root,
    encoding: 'utf8',
    input: source,
  });
}

const isUnchanged = dayBefore !== undefined && before === sourceOf(dayBefore);
if (!isUnchanged) writeFileSync(file, sourceOf(today));
for (const [peer, { version, verdicts }] of Object.entries(measured)) {
  const failing = Object.values(verdicts).filter((verdict) => verdict?.kind === 'fails');
  console.log(
    `${peer} ${version}: fails on ${failing.length} of ${Object.keys(verdicts).length} inputs`,
  );
}
console.log(`${path.relative(root, file)} ${isUnchanged ? 'is up to date' : 'is new'}`);
