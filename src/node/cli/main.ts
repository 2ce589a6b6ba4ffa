/** What runs as `ws-101`: the process's arguments, streams and exit code. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OUTPUT_LOST } from '#content/command-line/failure-words.ts';
import { runCommandLine } from './command-line.ts';
import { EXIT_CODES } from './decode.ts';
import { systemCode } from './failure.ts';
import { readStreamWithin } from './input-file.ts';

/** The package's folder: the bundle is in a folder of it. */
const packageUrl = new URL('../', import.meta.url);

async function write(piece: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}

/** What a shell reports for SIGPIPE, 128 + 13: the input wasn't read to its end. */
const BROKEN_PIPE = 141;

// Whoever reads the output may stop early, as `head` does.
process.stdout.on('error', (error) => {
  if (systemCode(error) === 'EPIPE') process.exit(BROKEN_PIPE);
  process.stderr.write(`ws-101: ${OUTPUT_LOST}\n`);
  process.exit(EXIT_CODES.nothingRead);
});

const { version } = JSON.parse(readFileSync(new URL('package.json', packageUrl), 'utf8')) as {
  readonly version: string;
};

process.exitCode = await runCommandLine(process.argv.slice(2), {
  write,
  warn: (line) => void process.stderr.write(line),
  readStandardInput: () => readStreamWithin(process.stdin),
  siteDirectory: fileURLToPath(new URL('dist', packageUrl)),
  version,
});
