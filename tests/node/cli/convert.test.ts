import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fixture, runCommand } from './run-command.ts';

const hasTshark = spawnSync('tshark', ['--version']).status === 0;

function folder(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'ws101-convert-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const SESSION = 'captures/tls/chromium-ws-wss-tls13/capture-with-secrets.pcapng';

test.skipIf(!hasTshark)('tshark names the frames of what is written', async () => {
  const output = path.join(folder(), 'out.pcapng');
  const { code, text } = await runCommand(['convert', fixture(SESSION), '-o', output]);
  expect({ code, text }).toEqual({ code: 0, text: '' });
  const fields = ['-T', 'fields', '-e', 'websocket.opcode'];
  const opcodes = execFileSync('tshark', ['-r', output, '-Y', 'websocket', ...fields], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(opcodes.trim().split(/[\s,]+/)).toEqual(['1', '2', '1', '1', '2', '1', '8', '8']);
});

test('what is written has the same frames', async () => {
  const written = await runCommand(['convert', fixture(SESSION), '-o', '-']);
  const [before, after] = await Promise.all([
    runCommand(['decode', fixture(SESSION)]),
    runCommand(['decode', '-'], written.bytes),
  ]);
  const rows = (text: string) => text.match(/(?:client|server) {2}(?:Frame|Re).*/g);
  expect(rows(after.text)).toEqual(rows(before.text));
  expect(rows(after.text)).toHaveLength(10);
});

test('one of several connections has to be chosen', async () => {
  const output = path.join(folder(), 'out.pcapng');
  const har = fixture('har/errors-devtools.har');
  const { code, warnings } = await runCommand(['convert', har, '-o', output]);
  expect(warnings).toContain('3 WebSocket connections can be written');
  expect({ code, isWritten: existsSync(output) }).toEqual({ code: 2, isWritten: false });
  expect((await runCommand(['convert', har, '-o', output, '--connection', '3'])).code).toBe(0);
  expect((await runCommand(['decode', output])).text).toContain('soon gone');
});

test('the input is never replaced', async () => {
  const directory = folder();
  const input = path.join(directory, 'in.pcapng');
  const link = path.join(directory, 'link.pcapng');
  copyFileSync(fixture('captures/base.pcapng'), input);
  symlinkSync(input, link);
  const before = readFileSync(input);
  for (const output of [input, link]) {
    const { code, warnings } = await runCommand(['convert', input, '-o', output]);
    expect(warnings).toContain('would replace the input');
    expect(code).toBe(2);
  }
  expect(readFileSync(input)).toEqual(before);
});

test.each([
  ['a folder that doesn’t exist', 'nowhere/out.pcapng', 'its folder doesn’t exist'],
  ['a folder', '.', 'it is a folder'],
])('into %s', async (_, name, reason) => {
  const output = path.join(folder(), name);
  const { code, warnings } = await runCommand(['convert', '-', '-o', output], '81 00');
  expect(warnings).toContain(reason);
  expect(code).toBe(2);
});

test.skipIf(!existsSync('/dev/full'))(
  'a device that takes nothing is left where it is',
  async () => {
    const link = path.join(folder(), 'out.pcapng');
    symlinkSync('/dev/full', link);
    const { code, warnings } = await runCommand(['convert', '-', '-o', link], '81 00');
    expect(warnings).toContain('the disk may be full');
    expect(code).toBe(2);
    // A link, so that no failure of this test takes the device away.
    expect(existsSync(link)).toBe(true);
  },
);

test('what TLS encrypts is not written as frames', async () => {
  const output = path.join(folder(), 'out.pcapng');
  const name = fixture('captures/tls/chromium-ws-wss-tls13/capture.pcapng');
  const { code, warnings } = await runCommand(['convert', name, '-o', output, '--connection=1']);
  expect(warnings).toMatch(/TLS/);
  expect({ code, isWritten: existsSync(output) }).toEqual({ code: 2, isWritten: false });
});
