import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { root } from '../../scripts/folders.mjs';
import { buildPackage, type BuiltPackage } from './built-package.ts';

let built: BuiltPackage;

beforeAll(() => {
  built = buildPackage();
}, 120_000);

afterAll(() => built.remove());

const example = (name: string): string => path.join(built.directory, 'examples', name);

const run = (name: string, ...args: string[]): string =>
  execFileSync(process.execPath, [example(name), ...args], { encoding: 'utf8' });

test('reads frames, and names the rules that they break', () => {
  expect(run('read-frames.mjs', '8105', '48656c6c6f', 'c900', '8102')).toBe(
    [
      'text, 5 bytes',
      'ping, 0 bytes',
      '  breaks frame.reserved-bit (RFC 6455 §5.2)',
      'the payload lacks 2 bytes',
      '',
    ].join('\n'),
  );
});

test('two endpoints talk in memory', () => {
  expect(run('two-endpoints.mjs').split('\n')).toEqual(
    expect.arrayContaining(['server: message “Hello”', 'client: close 1000', 'server: close 1000']),
  );
});

test('the echo server returns what a client of ws sends, compressed', async () => {
  const server = spawn(process.execPath, [example('echo-server.mjs')]);
  onTestFinished(() => void server.kill());
  const address = await new Promise<string>((resolve) => {
    server.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
  });
  const client = new WebSocket(address);
  const text = 'Grüße '.repeat(5000);
  client.on('open', () => client.send(text));
  const echoed = await new Promise<string>((resolve, reject) => {
    client.once('message', (data: Buffer) => resolve(data.toString()));
    client.once('error', reject);
  });
  expect(echoed).toBe(text);
  expect(client.extensions).toContain('permessage-deflate');
  const closed = new Promise((resolve) => client.once('close', resolve));
  client.close(1000);
  expect(await closed).toBe(1000);
});

test('its types are whole, and catch a mistake', () => {
  const compile = (source: string) => {
    const file = path.join(built.directory, 'consumer.ts');
    writeFileSync(file, source);
    const compiler = path.join(root, 'node_modules/@typescript/native/bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--ignoreConfig'];
    const lib = ['--lib', 'es2023', '--types', 'node', '--target', 'es2023'];
    return spawnSync(process.execPath, [compiler, ...options, ...lib, file], { encoding: 'utf8' });
  };
  const good = `
    import { Connection, type ConnectionEvent, type RuleId } from 'ws-101/protocol';
    const events: readonly ConnectionEvent[] = new Connection({ role: 'server' }).takeEvents();
    export const rules = events.flatMap((event): RuleId[] =>
      event.kind === 'error' && event.violation ? [event.violation.id] : [],
    );`;
  const { status, stdout } = compile(good);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  const bad = compile(good.replace("'server'", "'proxy'"));
  expect(bad.stdout).toContain('\'"proxy"\' is not assignable');
});
