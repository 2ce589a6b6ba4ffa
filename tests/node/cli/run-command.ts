/** Runs a command of `ws-101` within the test, and keeps what it writes. */

import path from 'node:path';
import { toUtf8 } from '#core/bytes/text.ts';
import { runCommandLine } from '#node/cli/command-line.ts';
import { root } from '../../../scripts/folders.mjs';

export const fixture = (name: string): string => path.join(root, 'tests/fixtures', name);

export type CommandResult = {
  readonly code: number;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly warnings: string;
};

/** @param input what the standard input has */
export async function runCommand(
  args: readonly string[],
  input: string | Uint8Array = '',
): Promise<CommandResult> {
  const pieces: Uint8Array[] = [];
  const warnings: string[] = [];
  const code = await runCommandLine(args, {
    write: (piece) => {
      pieces.push(typeof piece === 'string' ? toUtf8(piece) : piece);
      return Promise.resolve();
    },
    warn: (line) => void warnings.push(line),
    readStandardInput: () => Promise.resolve(typeof input === 'string' ? toUtf8(input) : input),
    siteDirectory: path.join(root, 'tests/no-site'),
    version: '1.2.3',
  });
  const bytes = Buffer.concat(pieces);
  return { code, bytes, text: bytes.toString('utf8'), warnings: warnings.join('') };
}
