import { expect, test } from 'vitest';
import { fixture, runCommand } from './run-command.ts';

const KEYS = fixture('captures/tls/chromium-ws-wss-tls13/keylog.txt');

test('help has examples, and each option', async () => {
  const { code, text } = await runCommand(['--help']);
  expect(code).toBe(0);
  expect(text).toContain('ws-101 decode capture.pcapng\n');
  for (const option of ['--connection', '--keys', '--json', '--md', '--output', '--to', '--tap']) {
    expect(text).toContain(option);
  }
  expect(text.split('\n').every((line) => line.length <= 100)).toBe(true);
});

test('the version', async () => {
  expect(await runCommand(['--version'])).toMatchObject({ code: 0, text: '1.2.3\n' });
});

test.each([
  [['decode', 'no-such-file'], '', '“no-such-file” doesn’t exist.'],
  [['decode', fixture('captures')], '', 'is a folder.'],
  [['decode', '-'], '', 'The standard input is empty.'],
  [['decode', '-'], ' \n', 'No bytes of a WebSocket were found in the input.'],
  [['decode', '-'], 'Error: socket hang up', ''],
  [['decode', '-', '--frames'], '81 00', '“--frames” isn’t an option here'],
  [
    ['decode', '-', '--connection', '2'],
    '81 00',
    'There is 1 connection in the input, and no connection 2.',
  ],
  [['decode', '-', '--keys', KEYS], '81 00', 'The input isn’t a capture'],
  [
    ['decode', fixture('captures/base.pcapng'), '--keys', fixture('README.md')],
    '',
    'isn’t a TLS key log',
  ],
  [['decode', fixture('captures/base.pcapng'), '--keys', 'none'], '', '“none” doesn’t exist.'],
  [['decode', fixture('captures/other-snoop')], '', 'This is a capture of snoop.'],
  [['decode', fixture('captures/other-k12.txt')], '', 'This is a capture of a K12'],
  [['--port', '99999'], '', 'The built site isn’t in'],
])('%j of %j is one line, and exit code 2', async (args, input, reason) => {
  const { code, text, warnings } = await runCommand(args, input);
  expect(warnings).toMatch(/^ws-101: .+\n$/);
  expect(warnings).toContain(reason);
  expect({ code, text }).toEqual({ code: 2, text: '' });
});
