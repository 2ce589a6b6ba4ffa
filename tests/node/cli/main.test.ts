import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { root } from '../../../scripts/folders.mjs';
import { buildPackage, type BuiltPackage } from '../built-package.ts';
import { siteDirectory } from '../server/open-server.ts';
import { fixture } from './run-command.ts';

let built: BuiltPackage;
let program = '';

beforeAll(() => {
  built = buildPackage();
  program = path.join(built.directory, 'dist-node/ws-101.js');
}, 120_000);

afterAll(() => built.remove());

const run = (args: readonly string[], input = '') =>
  spawnSync(program, args, { input, encoding: 'utf8' });

test.each([
  ['81 05 48 65 6c 6c 6f', 0],
  [`89 7e 00 7e ${'00 '.repeat(126)}`, 1],
  ['', 2],
])('the exit code of %j is %i', (input, code) => {
  expect(run(['decode', '-'], input).status).toBe(code);
});

test('the version is the package’s', () => {
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { readonly version: string };
  expect(run(['--version']).stdout).toBe(`${version}\n`);
});

test('a failure is one line, without a stack', () => {
  const { stderr, stdout, status } = run(['decode', 'no-such-file']);
  expect({ stderr, stdout, status }).toEqual({
    stderr: 'ws-101: “no-such-file” doesn’t exist.\n',
    stdout: '',
    status: 2,
  });
});

test('a reader that stops early gets no error message', () => {
  const pipe = `'${program}' decode '${fixture('captures/base.pcapng')}' --json | head -c 10`;
  const { stdout, stderr } = spawnSync('sh', ['-c', pipe], { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: '{"format":', stderr: '' });
});

test.skipIf(!existsSync('/dev/full'))('an output that takes nothing is named', () => {
  const write = `'${program}' decode '${fixture('captures/base.pcapng')}' > /dev/full`;
  const { status, stderr } = spawnSync('sh', ['-c', write], { encoding: 'utf8' });
  expect(stderr).toMatch(/^ws-101: The output couldn’t be written to its end: .*\n$/);
  expect(status).toBe(2);
});

test('no command serves the site with Live, until a signal', async () => {
  cpSync(siteDirectory(), path.join(built.directory, 'dist'), { recursive: true });
  const server = spawn(program, ['--port', '0']);
  onTestFinished(() => void server.kill('SIGKILL'));
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    server.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      const found = /WS 101 is at (\S+)/.exec(output)?.[1];
      if (found !== undefined && output.includes('#/live?key=')) resolve(found);
    });
    server.once('exit', () => reject(new Error(`expected a server, got: ${output}`)));
  });
  const response = await fetch(address);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("connect-src 'self'");
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  expect(await ended).toBe(0);
});
