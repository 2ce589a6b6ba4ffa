// Where the project is, and folders to work in for a while.

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/**
 * Runs `work` with a new empty folder, which is gone afterwards. It lies in the project, so that
 * what runs in it finds the project's packages.
 *
 * @template T
 * @param {(directory: string) => Promise<T>} work
 */
export async function inScratchFolder(work) {
  const scratch = path.join(root, '.cache');
  await mkdir(scratch, { recursive: true });
  const directory = await mkdtemp(path.join(scratch, 'run-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
