import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/folders.mjs';

const PROTOCOL = 'src/core/protocol';

/**
 * The lines of the README that list files of the protocol: " - `framing/`, one frame: `opcode`".
 */
function listedFiles(): string[] {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const [, afterLink = ''] = readme.split(`[\`${PROTOCOL}/\`]`);
  const [section = ''] = afterLink.split('\n- ');
  return section
    .split('\n  - ')
    .slice(1)
    .flatMap((line) => {
      const names = [...line.matchAll(/`([a-z0-9/-]+)`/g)].map(([, name = '']) => name);
      const folder = names.find((name) => name.endsWith('/')) ?? '';
      return names.filter((name) => name !== folder).map((name) => `${folder}${name}.ts`);
    });
}

test('the README lists every file of the protocol once, and no other', () => {
  const files = readdirSync(path.join(root, PROTOCOL), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.ts'));
  expect(listedFiles().sort()).toEqual(files.sort());
});
