// The project's root, and temporary folders.

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/**
 * Runs `work` with a new empty folder, and removes the folder afterwards. It is inside the project,
 * so that code in it finds the project's packages.
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
