import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { root } from '../../../scripts/folders.mjs';
import { siteDirectory } from '../server/open-server.ts';
import { fixture } from './run-command.ts';

/** A package as it would be installed, within the project for the packages that it needs. */
let directory = '';
let program = '';

beforeAll(() => {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  directory = mkdtempSync(path.join(root, '.cache/cli-'));
  program = path.join(directory, 'dist-node/ws-101.js');
  writeFileSync(
    path.join(directory, 'package.json'),
    JSON.stringify({ type: 'module', version: '4.5.6' }),
  );
  const script = path.join(root, 'scripts/build-node.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, path.dirname(program)], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 120_000);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

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
  expect(run(['--version']).stdout).toBe('4.5.6\n');
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

test('no command serves the site with Live, until a signal', async () => {
  cpSync(siteDirectory(), path.join(directory, 'dist'), { recursive: true });
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
