/** Serves the built site with Live, until a signal ends it. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { siteMissingWords } from '#content/command-line/failure-words.ts';
import { start, type StartOptions } from '#node/start.ts';

/** Why no server runs, in words; null if one does. */
export async function serve(
  options: StartOptions,
  print: (line: string) => void,
): Promise<string | null> {
  if (!existsSync(path.join(options.directory, 'index.html'))) {
    return siteMissingWords(options.directory);
  }
  const started = await start(options, print);
  if (started.kind === 'failed') return started.reason;
  for (const line of started.words.lines) print(line);
  // A second signal stops at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void started.close().then(() => process.exit(0)));
  }
  return null;
}
